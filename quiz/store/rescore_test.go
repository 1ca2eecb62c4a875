package store_test

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// next is the kind after another.
func next(l questions.Label) questions.Label { return questions.Labels[(l.Index()+1)%3] }

// corrected publishes a version of the pack in which change has changed items.
func corrected(t testing.TB, s *store.Store, version int, change func(item *questions.Item)) *questions.Pack {
	t.Helper()
	p := *storetest.Pack(t, "macron-leaks.json")
	p.Version, p.Items = version, slices.Clone(p.Items)
	for i := range p.Items {
		change(&p.Items[i])
	}
	if _, _, err := s.ImportPack(ctx, &p); err != nil {
		t.Fatal(err)
	}
	return &p
}

// moved is a change of the keys of some passages.
func moved(numbers ...int) func(*questions.Item) {
	return func(item *questions.Item) {
		if slices.Contains(numbers, item.Number) {
			item.Label = next(item.Label)
		}
	}
}

// rescored is an assignment of all passages that some students have handed in.
type rescored struct {
	t       *testing.T
	s       *store.Store
	teacher quiz.Actor
	class   quiz.Class
	line    quiz.AssignmentLine
	seats   []string
}

func newRescored(t *testing.T, o store.Options, students int) *rescored {
	t.Helper()
	r := &rescored{t: t, s: storetest.Open(t, o)}
	r.teacher = storetest.Teacher(t, r.s, "t@school.example")
	r.class = storetest.Class(t, r.s, r.teacher)
	r.line = storetest.Assignment(t, r.s, r.teacher, r.class.ID, func(set *quiz.Settings) { set.Count, set.Attempts = quiz.All, 2 })
	var err error
	// The students differ, leave some questions open and are right at times.
	r.seats, err = store.Sat(ctx, r.s, r.line.Assignment, students, func(i, n int) questions.Label {
		if (i+n)%7 == 0 {
			return ""
		}
		return questions.Labels[(i*i+n*3+i*n)%3]
	})
	fine(t, err)
	return r
}

func (r *rescored) preview(q quiz.RescoreRequest) quiz.RescorePreview {
	r.t.Helper()
	p, err := r.s.PreviewRescore(ctx, r.teacher, r.line.ID, q)
	if err != nil {
		r.t.Fatalf("preview of %+v: %v", q, err)
	}
	return p
}

func (r *rescored) apply(q quiz.RescoreRequest) quiz.Rescore {
	r.t.Helper()
	entry, err := r.s.ApplyRescore(ctx, r.teacher, r.line.ID, r.preview(q).ID, "")
	if err != nil {
		r.t.Fatalf("apply %+v: %v", q, err)
	}
	return entry
}

// scores reads the score of every attempt handed in, by attempt, from the table.
func (r *rescored) scores() map[string]quiz.Part {
	r.t.Helper()
	table, err := r.s.Scores(ctx, r.teacher, r.line.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	all := map[string]quiz.Part{}
	for _, row := range table.Rows {
		if row.Score != nil {
			all[row.Attempt.ID] = quiz.Part{Right: row.Score.Right, Of: row.Score.Max}
		}
	}
	return all
}

// afresh is the test's own idea of a rule: a kind and a policy a passage.
type afresh struct {
	label   map[int]questions.Label
	except  map[int]quiz.Exception
	version int
}

func (m afresh) clone() afresh {
	c := afresh{map[int]questions.Label{}, map[int]quiz.Exception{}, m.version}
	for n, l := range m.label {
		c.label[n] = l
	}
	for n, e := range m.except {
		c.except[n] = e
	}
	return c
}

// rescore says what a request makes of the rule.
func (m afresh) rescore(q quiz.RescoreRequest, target *questions.Pack, asked []questions.Item) afresh {
	c := m.clone()
	c.version = target.Version
	for _, item := range asked {
		label := m.label[item.Number]
		newer := label
		if other, ok := target.ItemByID(item.ID); ok && other.Text == item.Text && other.Status != questions.Disputed {
			newer = other.Label
		}
		if len(q.Passages) > 0 && !slices.Contains(q.Passages, item.Number) || len(q.Passages) == 0 && newer == label {
			continue
		}
		c.label[item.Number] = newer
		switch {
		case q.Policy == quiz.PolicyCurrent:
			delete(c.except, item.Number)
		case q.Policy == quiz.PolicyEither && newer != label:
			c.except[item.Number] = quiz.Exception{Policy: q.Policy, Also: label}
		case q.Policy != quiz.PolicyEither:
			c.except[item.Number] = quiz.Exception{Policy: q.Policy}
		}
	}
	return c
}

// mark scores one student by the rule, from what was said.
func (m afresh) mark(said map[int]questions.Label) (p quiz.Part) {
	for n, label := range m.label {
		switch e := m.except[n]; {
		case e.Policy == quiz.PolicyDrop:
		case e.Policy == quiz.PolicyFullCredit, said[n] != "" && (said[n] == label || e.Policy == quiz.PolicyEither && said[n] == e.Also):
			p.Right++
			p.Of++
		default:
			p.Of++
		}
	}
	return p
}

// TestRescoreProperty: whatever is rescored and undone in whatever order, the
// scores are those that the final rule gives afresh, the stored ones too, and
// every entry of the ledger accounts for its part of the difference.
func TestRescoreProperty(t *testing.T) {
	before := flag.Lookup("rapid.checks").Value.String()
	fine(t, flag.Set("rapid.checks", "40"))
	defer flag.Set("rapid.checks", before)
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newRescored(t, o, 6)
		packs := map[int]*questions.Pack{1: storetest.Pack(t, "macron-leaks.json"), 2: corrected(t, r.s, 2, moved(2, 5, 9)),
			3: corrected(t, r.s, 3, func(item *questions.Item) {
				moved(5, 9, 11, 14)(item)
				switch item.Number {
				case 11:
					item.Text += " Really."
				case 14:
					item.Status = questions.Disputed
				case 9:
					item.ID = "5d3f7c5e-07a4-4dd9-8a4b-61c52e7f5f09"
				}
			})}
		asked := packs[1].Askable()
		first := afresh{map[int]questions.Label{}, map[int]quiz.Exception{}, 1}
		for _, item := range asked {
			first.label[item.Number] = item.Label
		}
		said := map[string]map[int]questions.Label{}
		table, err := r.s.AnswerTable(ctx, r.teacher, r.line.ID)
		fine(t, err)
		for _, line := range table.Lines {
			if said[line.Attempt.ID] == nil {
				said[line.Attempt.ID] = map[int]questions.Label{}
			}
			said[line.Attempt.ID][line.Item.Number] = line.Answer.Label
		}
		history := []afresh{first} // the rule after each rescore, across all checks
		latest := ""
		rapid.Check(t, func(t *rapid.T) {
			steps := rapid.IntRange(1, 6).Draw(t, "steps")
			for range steps {
				rule := history[len(history)-1]
				q := quiz.RescoreRequest{Policy: rapid.SampledFrom([]string{quiz.PolicyCurrent, quiz.PolicyEither, quiz.PolicyFullCredit, quiz.PolicyDrop}).Draw(t, "policy"),
					Version: rapid.IntRange(1, 3).Draw(t, "version"), Passages: rapid.SliceOfN(rapid.SampledFrom([]int{1, 2, 5, 9, 11, 14}), 0, 3).Draw(t, "passages")}
				want := rule.rescore(q, packs[q.Version], asked)
				if latest != "" && rapid.IntRange(0, 2).Draw(t, "undo") == 0 {
					q, want = quiz.RescoreRequest{Undo: latest}, history[len(history)-2]
				}
				preview, err := r.s.PreviewRescore(ctx, r.teacher, r.line.ID, q)
				var field *quiz.FieldError
				if errors.As(err, &field) {
					if q.Policy != quiz.PolicyEither && (!cmp.Equal(rule.label, want.label) || !cmp.Equal(rule.except, want.except)) {
						t.Fatalf("refused %+v: %v", q, err)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				entry, err := r.s.ApplyRescore(ctx, r.teacher, r.line.ID, preview.ID, "A reason")
				if err != nil {
					t.Fatal(err)
				}
				history, latest = append(history, want), entry.ID
				compareAfresh(t, r, said, rule, want, preview, entry)
			}
		})
	})
}

func compareAfresh(t *rapid.T, r *rescored, said map[string]map[int]questions.Label, was, is afresh, preview quiz.RescorePreview, entry quiz.Rescore) {
	got, want, changed, difference := r.scores(), map[string]quiz.Part{}, map[string][2]quiz.Part{}, 0
	for attempt, answers := range said {
		before, after := was.mark(answers), is.mark(answers)
		want[attempt] = after
		difference += after.Right - before.Right
		if before != after {
			changed[attempt] = [2]quiz.Part{before, after}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("scores differ from scoring afresh (-want +got):\n%s", diff)
	}
	stored, err := store.Stored(ctx, r.s, r.line.ID, entry.To)
	if diff := cmp.Diff(want, stored); diff != "" || err != nil {
		t.Fatalf("stored scores differ from scoring afresh: %v\n%s", err, diff)
	}
	for name, changes := range map[string][]quiz.ScoreChange{"preview": preview.Changes, "ledger": entry.Changes} {
		listed := map[string][2]quiz.Part{}
		for _, c := range changes {
			listed[c.Attempt] = [2]quiz.Part{c.Before, c.After}
		}
		if diff := cmp.Diff(changed, listed); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", name, diff)
		}
	}
	before, after := entry.Totals()
	sum := 0
	for _, part := range got {
		sum += part.Right
	}
	if after != sum || after-before != difference || entry.Unchanged+len(entry.Changes) != len(said) || entry.To != is.version {
		t.Fatalf("ledger: totals %d and %d, want a difference of %d to %d; %d unchanged, version %d", before, after, difference, sum, entry.Unchanged, entry.To)
	}
}

// TestRescoreRefused: a preview can be applied only to what it was made from.
func TestRescoreRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		r := newRescored(t, o, 5)
		corrected(t, r.s, 2, moved(2, 5))
		student := storetest.Student(t, r.s, r.class.Code, "Late")
		sheet, _, err := r.s.StartAttempt(ctx, student, r.line.ID, quiz.Intent{})
		fine(t, err)
		attempts := slices.Collect(func(yield func(string) bool) {
			table, err := r.s.Scores(ctx, r.teacher, r.line.ID)
			fine(t, err)
			for _, row := range table.Rows {
				if row.Score != nil && !yield(row.Attempt.ID) {
					return
				}
			}
		})
		request := quiz.RescoreRequest{Policy: quiz.PolicyFullCredit, Passages: []int{1}}
		for _, c := range []struct {
			name    string
			act     func() error
			refused bool
		}{
			{"an answer came in", func() error {
				_, _, err := r.s.SaveAnswer(ctx, student, sheet.Attempt.ID, quiz.Change{N: 3, Label: questions.Fact})
				return err
			}, true},
			{"handed in", func() error { _, err := r.s.SubmitAttempt(ctx, student, sheet.Attempt.ID, nil); return err }, true},
			{"reopened", func() error { _, err := r.s.ReopenAttempt(ctx, r.teacher, attempts[0], "drill"); return err }, true},
			{"voided", func() error { _, err := r.s.VoidAttempt(ctx, r.teacher, attempts[1], "drill"); return err }, true},
			{"erased", func() error { return r.s.DeleteSeat(ctx, r.teacher, r.seats[2]) }, true},
			{"another rescore", func() error { r.apply(quiz.RescoreRequest{Policy: quiz.PolicyCurrent, Version: 2}); return nil }, true},
			{"an hour passed", func() error { clock.At = clock.At.Add(quiz.PreviewLife); return nil }, true},
			{"a student renamed", func() error {
				name := "Zoe"
				_, err := r.s.UpdateSeat(ctx, r.teacher, r.seats[3], quiz.SeatChange{Name: &name})
				return err
			}, false},
		} {
			p := r.preview(request)
			fine(t, c.act())
			ledger, err := r.s.Rescores(ctx, r.teacher, r.line.ID)
			fine(t, err)
			_, err = r.s.ApplyRescore(ctx, r.teacher, r.line.ID, p.ID, "")
			after, failed := r.s.Rescores(ctx, r.teacher, r.line.ID)
			fine(t, failed)
			switch {
			case c.refused && (!errors.Is(err, quiz.ErrChangedSince) || len(after) != len(ledger)):
				t.Errorf("%s: %v, want ErrChangedSince and no entry", c.name, err)
			case !c.refused && (err != nil || len(after) != len(ledger)+1):
				t.Errorf("%s: %v with %d entries, want it applied", c.name, err, len(after))
			}
		}
	})
}

// TestRescoreOnce: applying twice has one effect, and nobody else may.
func TestRescoreOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newRescored(t, o, 5)
		p := r.preview(quiz.RescoreRequest{Policy: quiz.PolicyDrop, Passages: []int{3, 1}, Reason: "Read aloud by mistake"})
		again, err := r.s.RescorePreview(ctx, r.teacher, r.line.ID, p.ID)
		if diff := cmp.Diff(p, again); diff != "" || err != nil {
			t.Errorf("the preview read again: %v\n%s", err, diff)
		}
		other, student := storetest.Teacher(t, r.s, "o@school.example"), storetest.Student(t, r.s, r.class.Code, "Pupil")
		for who, want := range map[*quiz.Actor]error{&other: quiz.ErrNotFound, &student: quiz.ErrForbidden, {}: quiz.ErrNotSignedIn} {
			_, err1 := r.s.PreviewRescore(ctx, *who, r.line.ID, quiz.RescoreRequest{Reason: "<"})
			_, err2 := r.s.ApplyRescore(ctx, *who, r.line.ID, p.ID, "<")
			_, err3 := r.s.RescorePreview(ctx, *who, r.line.ID, p.ID)
			_, err4 := r.s.Rescores(ctx, *who, r.line.ID)
			_, err5 := r.s.KeySheet(ctx, *who, r.line.ID, 99)
			for _, err := range []error{err1, err2, err3, err4, err5} {
				refused(t, "a "+string(who.Role), err, want)
			}
		}
		one, err := r.s.ApplyRescore(ctx, r.teacher, r.line.ID, p.ID, "")
		fine(t, err)
		scores := r.scores()
		two, err := r.s.ApplyRescore(ctx, r.teacher, r.line.ID, p.ID, "another reason")
		if diff := cmp.Diff(one, two); diff != "" || err != nil || !cmp.Equal(scores, r.scores()) {
			t.Errorf("applied twice: %v\n%s", err, diff)
		}
		if one.Reason != "Read aloud by mistake" || !cmp.Equal(one.Passages, []int{1, 3}) || one.By != "t" || !one.MayUndo {
			t.Errorf("entry = %+v", one)
		}
		if n, err := store.AuditRows(ctx, r.s, r.line.ID); n != 3 || err != nil { // made, opened, rescored
			t.Errorf("%d audit rows, %v, want 3", n, err)
		}
		undo := r.preview(quiz.RescoreRequest{Undo: one.ID})
		entry, err := r.s.ApplyRescore(ctx, r.teacher, r.line.ID, undo.ID, "")
		if err != nil || entry.Undoes != one.ID || entry.Policy != "" || entry.Number != 2 {
			t.Errorf("undo = %+v, %v", entry, err)
		}
		_, err = r.s.PreviewRescore(ctx, r.teacher, r.line.ID, quiz.RescoreRequest{Undo: one.ID})
		refused(t, "undo of what is not in force", err, quiz.ErrState)
		for _, bad := range []struct {
			q     quiz.RescoreRequest
			field string
		}{
			{quiz.RescoreRequest{}, "policy"}, {quiz.RescoreRequest{Policy: "up"}, "policy"},
			{quiz.RescoreRequest{Policy: quiz.PolicyCurrent}, "passages"},
			{quiz.RescoreRequest{Policy: quiz.PolicyCurrent, Version: 2}, "version"}, {quiz.RescoreRequest{Policy: quiz.PolicyCurrent, Version: -1}, "version"},
			{quiz.RescoreRequest{Policy: quiz.PolicyDrop, Passages: []int{99}}, "passages"}, {quiz.RescoreRequest{Policy: quiz.PolicyEither, Passages: []int{1}}, "passages"},
			{quiz.RescoreRequest{Policy: quiz.PolicyDrop, Passages: []int{1}, Reason: "<"}, "reason"},
		} {
			_, err := r.s.PreviewRescore(ctx, r.teacher, r.line.ID, bad.q)
			field(t, fmt.Sprintf("%+v", bad.q), err, bad.field)
		}
	})
}

// TestRescoreAllOrNone fails a rescore after its last row: nothing of it stays.
func TestRescoreAllOrNone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newRescored(t, o, 150)
		p, before := r.preview(quiz.RescoreRequest{Policy: quiz.PolicyFullCredit, Passages: []int{1, 2, 3}}), r.scores()
		fine(t, store.Rename(ctx, r.s, "audit", "elsewhere"))
		if _, err := r.s.ApplyRescore(ctx, r.teacher, r.line.ID, p.ID, ""); err == nil {
			t.Error("applied without its audit")
		}
		for _, table := range []string{"rescores", "rescore_entries", "results"} {
			if n, err := store.CountRows(ctx, r.s, table); n != 0 || err != nil {
				t.Errorf("%d rows in %s, %v, want none", n, table, err)
			}
		}
		if !cmp.Equal(before, r.scores()) {
			t.Error("scores changed")
		}
		fine(t, store.Rename(ctx, r.s, "elsewhere", "audit"))
		entry, err := r.s.ApplyRescore(ctx, r.teacher, r.line.ID, p.ID, "")
		if err != nil || len(entry.Changes) == 0 || cmp.Equal(before, r.scores()) {
			t.Errorf("the same preview afterwards: %v, %d changes", err, len(entry.Changes))
		}
	})
}

// TestRescoreErased: entries go with their student, the ledger with the class.
func TestRescoreErased(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r := newRescored(t, o, 3)
		entry := r.apply(quiz.RescoreRequest{Policy: quiz.PolicyFullCredit, Passages: []int{1, 2, 3, 4, 5}})
		r.preview(quiz.RescoreRequest{Policy: quiz.PolicyDrop, Passages: []int{1}})
		gone := entry.Changes[0].Seat.ID
		export, err := r.s.ExportSeat(ctx, r.teacher, gone)
		if err != nil || len(export.Attempts[0].Shifts) != 1 || export.Attempts[0].Shifts[0].Before != entry.Changes[0].Before {
			t.Errorf("export of the teacher: %+v, %v", export.Attempts, err)
		}
		student := quiz.Actor{Role: quiz.Student, School: r.teacher.School, ID: gone, Class: r.class.ID}
		for _, released := range []bool{false, true} {
			if released {
				_, err := r.s.Release(ctx, r.teacher, r.line.ID, true)
				fine(t, err)
			}
			export, err = r.s.ExportSeat(ctx, student, gone)
			if err != nil || (len(export.Attempts[0].Shifts) == 1) != released {
				t.Errorf("export of the student, released %v: %+v, %v", released, export.Attempts, err)
			}
		}
		fine(t, r.s.DeleteSeat(ctx, r.teacher, gone))
		ledger, err := r.s.Rescores(ctx, r.teacher, r.line.ID)
		if err != nil || len(ledger[0].Changes) != len(entry.Changes)-1 {
			t.Errorf("ledger after an erasure: %d changes, %v", len(ledger[0].Changes), err)
		}
		fine(t, r.s.DeleteClass(ctx, r.teacher, r.class.ID))
		for _, table := range []string{"rescores", "rescore_entries", "rescore_previews"} {
			if n, err := store.CountRows(ctx, r.s, table); n != 0 || err != nil {
				t.Errorf("%d rows in %s, %v, want none", n, table, err)
			}
		}
	})
}

// TestRescoreFeedback: a quiz with feedback after each question gives it by the
// rule in force, and what is handed in later is marked by it.
func TestRescoreFeedback(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, func(set *quiz.Settings) { set.Feedback = quiz.FeedbackQuestion })
		student := storetest.Student(t, s, class.Code, "Pupil 1")
		sheet, _, err := s.StartAttempt(ctx, student, line.ID, quiz.Intent{})
		fine(t, err)
		pack, id := storetest.Pack(t, "macron-leaks.json"), sheet.Attempt.ID
		one, _ := pack.Item(sheet.Attempt.Picks[0])
		corrected(t, s, 2, moved(one.Number))
		say := func(n int, label questions.Label) *quiz.Marked {
			t.Helper()
			_, marked, err := s.SaveAnswer(ctx, student, id, quiz.Change{N: n, Label: label})
			fine(t, err)
			return marked
		}
		if m := say(1, one.Label); !m.Right || m.Key.Label != one.Label {
			t.Errorf("before the rescore: %+v", m)
		}
		for _, q := range []quiz.RescoreRequest{{Policy: quiz.PolicyCurrent}, {Policy: quiz.PolicyFullCredit, Passages: sheet.Attempt.Picks[1:2]}} {
			p, err := s.PreviewRescore(ctx, teacher, line.ID, q)
			fine(t, err)
			if p.Working != 1 || len(p.Changes) != 0 {
				t.Errorf("preview while it runs: %d working, %d changes", p.Working, len(p.Changes))
			}
			_, err = s.ApplyRescore(ctx, teacher, line.ID, p.ID, "")
			fine(t, err)
		}
		sheet, err = s.Attempt(ctx, student, id)
		if m := sheet.Feedback[1]; err != nil || m.Right || m.Key.Label != next(one.Label) {
			t.Errorf("the feedback read again: %+v, %v", m, err)
		}
		two, _ := pack.Item(sheet.Attempt.Picks[1])
		if m := say(2, next(two.Label)); !m.Right || m.Except.Policy != quiz.PolicyFullCredit {
			t.Errorf("after the rescore: %+v", m)
		}
		_, err = s.SubmitAttempt(ctx, student, id, nil)
		fine(t, err)
		result, err := s.Result(ctx, student, id)
		if err != nil || result.Score.Right != 1 || result.Rule.Version != 2 || result.Rescored() || len(result.Shifts) != 0 {
			t.Errorf("result: %+v, %v", result.Score, err)
		}
	})
}
