package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

const (
	fact      = questions.Fact
	inference = questions.Inference
	opinion   = questions.Opinion
)

// fine fails the test unless there was no error.
func fine(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused fails the test unless err is the one that is wanted.
func refused(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// field fails the test unless err is a FieldError for the field.
func field(t *testing.T, what string, err error, name string) {
	t.Helper()
	var fault *quiz.FieldError
	if !errors.As(err, &fault) || fault.Field != name {
		t.Errorf("%s: %v, want a FieldError for %s", what, err, name)
	}
}

// decision is one that passes for a passage.
func decision(label questions.Label, status questions.Status) quiz.NewDecision {
	return quiz.NewDecision{Label: label, Status: status, Rationale: "Because of the first word.", Cues: []questions.Cue{{Start: 0, End: 2}}}
}

// review is a text of ten passages that two reviewers have read: they differ on
// the last one.
type review struct {
	t        *testing.T
	s        *store.Store
	ana, ben quiz.Actor
	source   quiz.Source
	draft    string
	passages []quiz.DraftPassage
}

func newReview(t *testing.T, o store.Options) *review {
	t.Helper()
	r := &review{t: t, s: storetest.Open(t, o)}
	r.ana, r.ben = storetest.Reviewer(t, r.s, "a@school.example"), storetest.Reviewer(t, r.s, "b@school.example")
	r.source, r.passages = storetest.Drafted(t, r.s, r.ana, "The bus report", 10)
	r.draft = r.source.Draft
	return r
}

func (r *review) read() *review {
	r.t.Helper()
	storetest.Read(r.t, r.s, r.ana, r.passages, fact, inference)
	storetest.Read(r.t, r.s, r.ben, r.passages[:9], fact, inference)
	storetest.Read(r.t, r.s, r.ben, r.passages[9:], opinion)
	return r
}

// settled decides all ten passages.
func (r *review) settled() *review {
	r.t.Helper()
	for i, p := range r.passages {
		d := decision([]questions.Label{fact, inference}[i%2], questions.Agreed)
		if i == 9 {
			d.Status = questions.Adjudicated
		}
		_, err := r.s.Decide(ctx, r.ana, p.ID, d)
		fine(r.t, err)
	}
	return r
}

func (r *review) publish(reason string) quiz.PackLine {
	r.t.Helper()
	line, err := r.s.Publish(ctx, r.ana, r.draft, reason, quiz.Intent{})
	fine(r.t, err)
	return line
}

// A whole review: from a text to a version that can be asked and bound.
func TestReview(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newReview(t, o)
		if r.source.Slug != "the-bus-report" || r.source.Paragraphs != 5 {
			t.Errorf("AddSource = slug %s, %d paragraphs", r.source.Slug, r.source.Paragraphs)
		}
		again, err := r.s.AddPassages(ctx, r.ben, r.draft, []quiz.NewPassage{{Paragraph: 0, Start: 0, End: r.passages[0].Source.End}})
		if err != nil || len(again) != 1 || again[0].ID != r.passages[0].ID {
			t.Errorf("the same span again = %+v, %v, want the same passage", again, err)
		}
		r.read()
		r.queue()
		n, err := r.s.RatifyUnanimous(ctx, r.ben, r.draft)
		if err != nil || n != 9 {
			t.Fatalf("RatifyUnanimous = %d, %v, want 9", n, err)
		}
		r.missing(map[string]int{"rationale": 9, "cues": 9, "decision": 1})
		r.settled()
		if missing, err := r.s.Missing(ctx, r.ana, r.draft); err != nil || len(missing) != 0 {
			t.Fatalf("Missing = %+v, %v, want nothing", missing, err)
		}
		line := r.publish("")
		pack, err := r.s.Pack(ctx, line.Slug, 0)
		fine(t, err)
		if line.Version != 1 || line.Hash != pack.Hash() || pack.Check() != nil || len(pack.Reviewers) != 2 || pack.Reviewers[0].Name != "Reading 1" {
			t.Errorf("published %+v with %+v, %v", line, pack.Reviewers, pack.Check())
		}
		if agree, of := pack.Items[9].Agreement(); agree != 1 || of != 2 || pack.Items[9].Status != questions.Adjudicated {
			t.Errorf("passage 10: %d of %d, %s", agree, of, pack.Items[9].Status)
		}
		r.bound(line.Slug)
		_, err = r.s.Publish(ctx, r.ana, r.draft, "", quiz.Intent{})
		refused(t, "publish again", err, quiz.ErrState)
		_, err = r.s.GiveReading(ctx, r.ana, r.passages[0].ID, quiz.NewReading{Label: opinion, Confidence: 1})
		refused(t, "read a published draft", err, quiz.ErrState)
	})
}

func (r *review) queue() {
	r.t.Helper()
	q, err := r.s.Queue(ctx, r.ana, r.draft)
	fine(r.t, err)
	if q.Waiting != 0 || len(q.Few) != 0 || len(q.Proposed) != 9 || len(q.Contested) != 1 || q.Contested[0].Entropy != 1 {
		r.t.Errorf("Queue = %d waiting, %d few, %d proposed, %+v contested", q.Waiting, len(q.Few), len(q.Proposed), q.Contested)
	}
	sheet, err := r.s.Settle(ctx, r.ana, r.passages[9].ID)
	fine(r.t, err)
	if sheet.Of != 2 || sheet.Agree != 1 || sheet.Most != "" || len(sheet.Readings) != 2 || sheet.Decision != nil || sheet.Next != r.passages[0].ID {
		r.t.Errorf("Settle = %+v", sheet)
	}
	if len(sheet.Context) != 2 || !sheet.Context[1].Own {
		r.t.Errorf("Settle: context %+v", sheet.Context)
	}
}

func (r *review) missing(want map[string]int) {
	r.t.Helper()
	_, err := r.s.Publish(ctx, r.ana, r.draft, "", quiz.Intent{})
	var refusal *quiz.NotReadyError
	if !errors.As(err, &refusal) || !errors.Is(err, quiz.ErrState) {
		r.t.Fatalf("Publish = %v, want a NotReadyError", err)
	}
	got := map[string]int{}
	for _, m := range refusal.Missing {
		got[m.Field]++
		if m.Text == "" || m.Passage == "" || m.Number == 0 {
			r.t.Errorf("missing without a place or a sentence: %+v", m)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		r.t.Errorf("missing (-want +got):\n%s", diff)
	}
}

// bound asks the new pack in the words of its text.
func (r *review) bound(slug string) {
	r.t.Helper()
	teacher := storetest.Teacher(r.t, r.s, "t@school.example")
	b, err := r.s.Binding(ctx, teacher, slug, 0)
	if err != nil || !b.Whole || len(b.Bound) != 10 {
		r.t.Fatalf("Binding = %d bound, whole %v, %v", len(b.Bound), b.Whole, err)
	}
	fine(r.t, r.s.RemoveSourceText(ctx, r.ana, r.source.ID))
	source, err := r.s.Source(ctx, r.ana, r.source.ID)
	if err != nil || !source.Removed || len(source.Article.Paragraphs) != 0 {
		r.t.Errorf("Source after its removal = %+v, %v", source, err)
	}
	class := storetest.Class(r.t, r.s, teacher)
	settings := quiz.DefaultSettings()
	settings.Count, settings.Wording = 3, quiz.WordingOriginal
	if _, err := r.s.CreateAssignment(ctx, teacher, class.ID, quiz.NewAssignment{Pack: slug, Settings: settings}, quiz.Intent{}); err != nil {
		r.t.Errorf("assignment in the words of the text: %v", err)
	}
}

// A wording that changes asks for new readings, and voids the decision.
func TestChangedWording(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newReview(t, o).read().settled()
		p := r.passages[0]
		text := "Bus 1 no longer ran from 8 o'clock on."
		one := 1
		changed, err := r.s.UpdatePassage(ctx, r.ben, p.ID, quiz.PassageChange{Text: &text, Revision: &one})
		fine(t, err)
		if changed.Revision != 2 || changed.Own != nil || !changed.Outdated || changed.Wording != quiz.Restated {
			t.Errorf("UpdatePassage = %+v", changed)
		}
		_, err = r.s.UpdatePassage(ctx, r.ana, p.ID, quiz.PassageChange{Text: &p.Text, Revision: &one})
		refused(t, "change an old wording", err, quiz.ErrConflict)
		_, err = r.s.Settle(ctx, r.ana, p.ID)
		refused(t, "settle before reading again", err, quiz.ErrReadFirst)
		_, err = r.s.GiveReading(ctx, r.ana, p.ID, quiz.NewReading{Label: fact, Confidence: 2, Revision: &one})
		refused(t, "read an old wording", err, quiz.ErrConflict)
		r.missing(map[string]int{"reading": 1})
		storetest.Read(t, r.s, r.ana, r.passages[:1], fact)
		sheet, err := r.s.Settle(ctx, r.ana, p.ID)
		if err != nil || sheet.Decision != nil || sheet.Of != 1 {
			t.Errorf("Settle after reading again = %+v, %v, want one reading and no decision", sheet, err)
		}
		r.missing(map[string]int{"readings": 1})
		back, err := r.s.UpdatePassage(ctx, r.ana, p.ID, quiz.PassageChange{Text: &p.Text})
		if err != nil || back.Wording != quiz.Original || back.Revision != 3 {
			t.Errorf("back to the words of the text = %+v, %v", back, err)
		}
	})
}

// Two reviewers decide at once: the second is told.
func TestDecideConflict(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newReview(t, o).read()
		p, none := r.passages[9], 0
		first := decision(inference, questions.Adjudicated)
		first.Revision = &none
		made, err := r.s.Decide(ctx, r.ana, p.ID, first)
		if err != nil || made.Revision != 1 {
			t.Fatalf("Decide = %+v, %v", made, err)
		}
		if again, err := r.s.Decide(ctx, r.ana, p.ID, first); err != nil || again.Revision != 1 {
			t.Errorf("the same decision again = %+v, %v, want the first", again, err)
		}
		second := decision(opinion, questions.Disputed)
		second.Revision = &none
		_, err = r.s.Decide(ctx, r.ben, p.ID, second)
		refused(t, "decide on an old decision", err, quiz.ErrConflict)
		second.Revision = &made.Revision
		if made, err = r.s.Decide(ctx, r.ben, p.ID, second); err != nil || made.Revision != 2 {
			t.Errorf("Decide on the newest = %+v, %v", made, err)
		}
		for name, spoil := range map[string]func(*quiz.NewDecision){
			"label":     func(d *quiz.NewDecision) { d.Label = "joke" },
			"second":    func(d *quiz.NewDecision) { d.Second = d.Label },
			"status":    func(d *quiz.NewDecision) { d.Status = questions.Agreed },
			"rationale": func(d *quiz.NewDecision) { d.Rationale = fmt.Sprintf("%0401d", 1) },
			"cues":      func(d *quiz.NewDecision) { d.Cues = []questions.Cue{{Start: 5, End: 5000}} },
		} {
			spoilt := decision(opinion, questions.Adjudicated)
			spoil(&spoilt)
			_, err := r.s.Decide(ctx, r.ana, p.ID, spoilt)
			field(t, "spoilt "+name, err, name)
		}
	})
}
