package store_test

import (
	"slices"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// Before her own reading a reviewer is refused whatever tells others' readings
// or the key, act by act; afterwards she is not, and her reading is final.
func TestBlindness(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newReview(t, o)
		storetest.Read(t, r.s, r.ben, r.passages, opinion)
		p := r.passages[3]
		acts := map[string]func() error{
			"Settle": func() error { _, err := r.s.Settle(ctx, r.ana, p.ID); return err },
			"Decide": func() error {
				_, err := r.s.Decide(ctx, r.ana, p.ID, decision(fact, questions.Adjudicated))
				return err
			},
			"DraftAgreement": func() error { _, err := r.s.DraftAgreement(ctx, r.ana, r.draft); return err },
			"Agreement":      func() error { _, err := r.s.Agreement(ctx, r.ana, r.source.Slug, 0); return err },
		}
		for name, act := range acts {
			refused(t, name+" before reading", act(), quiz.ErrReadFirst)
			refused(t, name+" before reading", act(), quiz.ErrForbidden)
		}
		if q, err := r.s.Queue(ctx, r.ana, r.draft); err != nil || q.Waiting != 10 || len(q.Few)+len(q.Contested)+len(q.Proposed)+len(q.Settled) > 0 {
			t.Errorf("Queue before reading = %+v, %v, want nothing but 10 waiting", q, err)
		}
		r.undo(p)
		storetest.Read(t, r.s, r.ana, r.passages, fact)
		for name, act := range acts {
			if err := act(); err != nil {
				t.Errorf("%s after reading: %v", name, err)
			}
		}
		refused(t, "change a reading after seeing others'", r.change(p, inference), quiz.ErrState)
		refused(t, "undo a reading after seeing others'", r.s.UndoReading(ctx, r.ana, p.ID), quiz.ErrState)
		if err := r.change(p, fact); err != nil {
			t.Errorf("the same reading again: %v", err)
		}
	})
}

func (r *review) change(p quiz.DraftPassage, label questions.Label) error {
	_, err := r.s.GiveReading(ctx, r.ana, p.ID, quiz.NewReading{Label: label, Confidence: 3})
	return err
}

// undo gives, changes and takes back a reading while it is still blind.
func (r *review) undo(p quiz.DraftPassage) {
	r.t.Helper()
	fine(r.t, r.change(p, inference))
	fine(r.t, r.change(p, fact))
	sheet, err := r.s.Reading(ctx, r.ana, p.ID)
	if err != nil || sheet.Passage.Own == nil || sheet.Passage.Own.Label != fact || !sheet.MayChange || sheet.Done != 1 || sheet.Of != 10 {
		r.t.Errorf("Reading = %+v, %v", sheet, err)
	}
	fine(r.t, r.s.UndoReading(ctx, r.ana, p.ID))
	fine(r.t, r.s.UndoReading(ctx, r.ana, p.ID))
	l, err := r.s.MyReadings(ctx, r.ana, r.draft)
	if err != nil || l.Done != 0 || len(l.Places) != 10 || l.Next != l.Places[0].Passage {
		r.t.Errorf("MyReadings after undo = %+v, %v", l, err)
	}
}

// Who may do what with a review, besides its reviewers.
func TestReviewRoles(t *testing.T) {
	r := newReview(t, store.Options{}).read()
	teacher := storetest.Teacher(t, r.s, "t@school.example")
	class := storetest.Class(t, r.s, teacher)
	who := map[string]quiz.Actor{"nobody": {}, "student": storetest.Student(t, r.s, class.Code, "Pupil 1"), "teacher": teacher,
		"admin": storetest.Account(t, r.s, "ad@school.example", quiz.Admin)}
	p := r.passages[0].ID
	looking := map[string]func(quiz.Actor) error{
		"Sources": func(a quiz.Actor) error { _, err := r.s.Sources(ctx, a); return err },
		"Source":  func(a quiz.Actor) error { _, err := r.s.Source(ctx, a, r.source.ID); return err },
		"Drafts":  func(a quiz.Actor) error { _, err := r.s.Drafts(ctx, a); return err },
		"Draft":   func(a quiz.Actor) error { _, err := r.s.Draft(ctx, a, r.draft); return err },
	}
	acting := map[string]func(quiz.Actor) error{
		"MyReadings":  func(a quiz.Actor) error { _, err := r.s.MyReadings(ctx, a, r.draft); return err },
		"Reading":     func(a quiz.Actor) error { _, err := r.s.Reading(ctx, a, p); return err },
		"GiveReading": func(a quiz.Actor) error { _, err := r.s.GiveReading(ctx, a, p, quiz.NewReading{}); return err },
		"Queue":       func(a quiz.Actor) error { _, err := r.s.Queue(ctx, a, r.draft); return err },
		"Settle":      func(a quiz.Actor) error { _, err := r.s.Settle(ctx, a, p); return err },
		"Decide":      func(a quiz.Actor) error { _, err := r.s.Decide(ctx, a, p, quiz.NewDecision{}); return err },
		"Publish":     func(a quiz.Actor) error { _, err := r.s.Publish(ctx, a, r.draft, "", quiz.Intent{}); return err },
		"Missing":     func(a quiz.Actor) error { _, err := r.s.Missing(ctx, a, r.draft); return err },
		"DraftDiff":   func(a quiz.Actor) error { _, err := r.s.DraftDiff(ctx, a, r.draft); return err },
		"DeleteDraft": func(a quiz.Actor) error { return r.s.DeleteDraft(ctx, a, r.draft) },
		"Challenges":  func(a quiz.Actor) error { _, err := r.s.Challenges(ctx, a); return err },
		"ImportDraft": func(a quiz.Actor) error {
			_, err := r.s.ImportDraft(ctx, a, storetest.Pack(t, "everyday.json"), quiz.Intent{})
			return err
		},
	}
	want := func(name, actor string, err error) {
		t.Helper()
		switch actor {
		case "nobody":
			refused(t, actor+": "+name, err, quiz.ErrNotSignedIn)
		default:
			refused(t, actor+": "+name, err, quiz.ErrForbidden)
		}
	}
	for actor, a := range who {
		for name, act := range acting {
			want(name, actor, act(a))
		}
		for name, act := range looking {
			if err := act(a); actor == "admin" {
				fine(t, err)
			} else {
				want(name, actor, err)
			}
		}
	}
}

// The order of reading is one's own, and stays when passages come and go.
func TestReadingOrder(t *testing.T) {
	r := newReview(t, store.Options{})
	order := func(who quiz.Actor) (ids []string) {
		l, err := r.s.MyReadings(ctx, who, r.draft)
		fine(t, err)
		for _, p := range l.Places {
			ids = append(ids, p.Passage)
		}
		return ids
	}
	ana := order(r.ana)
	if slices.Equal(ana, order(r.ben)) || !slices.Equal(ana, order(r.ana)) {
		t.Error("the order is not one's own, or not kept")
	}
	fine(t, r.s.RemovePassage(ctx, r.ana, ana[4]))
	if got, want := order(r.ana), slices.Delete(slices.Clone(ana), 4, 5); !slices.Equal(got, want) {
		t.Errorf("order after a removal = %v, want %v", got, want)
	}
}
