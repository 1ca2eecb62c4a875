package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
	t       testing.TB
	s       *store.Store
	teacher quiz.Actor
	class   quiz.Class
	line    quiz.AssignmentLine
	seats   []string
}

func newRescored(t testing.TB, o store.Options, students int) *rescored {
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
