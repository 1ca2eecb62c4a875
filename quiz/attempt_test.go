package quiz_test

import (
	"errors"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestAssignmentStates(t *testing.T) {
	states := []quiz.AssignmentState{quiz.Draft, quiz.Open, quiz.Paused, quiz.Closed, quiz.Released}
	allowed := map[string]bool{"draft open": true, "open paused": true, "open closed": true, "paused open": true, "paused closed": true,
		"draft draft": true, "open open": true, "paused paused": true, "closed closed": true}
	for _, from := range states {
		for _, to := range states {
			err := quiz.Assignment{State: from}.MayBecome(to, noon)
			if (err == nil) != allowed[string(from)+" "+string(to)] {
				t.Errorf("%s → %s: %v", from, to, err)
			}
		}
	}
}

func TestMayStart(t *testing.T) {
	set := quiz.DefaultSettings()
	set.OpensAt, set.ClosesAt = noon, noon.Add(time.Hour)
	a := quiz.Assignment{State: quiz.Open, Settings: set}
	paused, draft := a, a
	paused.State, draft.State = quiz.Paused, quiz.Draft
	for _, c := range []struct {
		name string
		a    quiz.Assignment
		at   time.Time
		used int
		want error
	}{
		{"open", a, noon, 0, nil},
		{"too early", a, noon.Add(-time.Millisecond), 0, quiz.ErrNotOpen},
		{"too late", a, noon.Add(time.Hour), 0, quiz.ErrNotOpen},
		{"last moment", a, noon.Add(time.Hour - time.Millisecond), 0, nil},
		{"used up", a, noon, 1, quiz.ErrNoAttempts},
		{"paused", paused, noon, 0, quiz.ErrPaused},
		{"draft", draft, noon, 0, quiz.ErrNotOpen},
	} {
		if err := c.a.MayStart(c.at, c.used); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestDeadlineFor(t *testing.T) {
	set := quiz.DefaultSettings()
	if got := quiz.DeadlineFor(set, 2, noon); !got.IsZero() {
		t.Errorf("without a limit: %v, want none", got)
	}
	set.Minutes = 10
	if got, want := quiz.DeadlineFor(set, 1.5, noon), noon.Add(15*time.Minute); !got.Equal(want) {
		t.Errorf("10 minutes × 1.5: %v, want %v", got, want)
	}
	set.ClosesAt = noon.Add(12 * time.Minute)
	if got := quiz.DeadlineFor(set, 1.5, noon); !got.Equal(set.ClosesAt) {
		t.Errorf("with a closing time: %v, want %v", got, set.ClosesAt)
	}
}

func TestMaySee(t *testing.T) {
	done := quiz.Attempt{State: quiz.Submitted}
	for _, c := range []struct {
		feedback string
		state    quiz.AssignmentState
		attempt  quiz.Attempt
		want     error
	}{
		{quiz.FeedbackRelease, quiz.Open, done, quiz.ErrNotReleased},
		{quiz.FeedbackRelease, quiz.Closed, done, quiz.ErrNotReleased},
		{quiz.FeedbackRelease, quiz.Released, done, nil},
		{quiz.FeedbackRelease, quiz.Released, quiz.Attempt{State: quiz.InProgress}, quiz.ErrNotReleased},
		{quiz.FeedbackRelease, quiz.Released, quiz.Attempt{State: quiz.Voided}, quiz.ErrNotReleased},
		{quiz.FeedbackSubmit, quiz.Open, done, nil},
		{quiz.FeedbackSubmit, quiz.Open, quiz.Attempt{State: quiz.InProgress}, quiz.ErrNotReleased},
		{quiz.FeedbackQuestion, quiz.Open, quiz.Attempt{State: quiz.InProgress}, quiz.ErrNotReleased},
	} {
		a := quiz.Assignment{State: c.state, Settings: quiz.Settings{Feedback: c.feedback}}
		if err := quiz.MaySee(c.attempt, a, noon); !errors.Is(err, c.want) {
			t.Errorf("MaySee(%s, feedback %s, %s) = %v, want %v", c.attempt.State, c.feedback, c.state, err, c.want)
		}
	}
}

func TestApply(t *testing.T) {
	one, two, yes := 1, 2, true
	old := quiz.Answer{N: 3, Label: questions.Fact, Revision: 1, Saved: noon}
	for _, c := range []struct {
		name     string
		change   quiz.Change
		feedback string
		changed  bool
		want     error
	}{
		{"new label on its revision", quiz.Change{N: 3, Label: questions.Opinion, Revision: &one}, quiz.FeedbackRelease, true, nil},
		{"new label on no revision", quiz.Change{N: 3, Label: questions.Opinion}, quiz.FeedbackRelease, true, nil},
		{"new label on another revision", quiz.Change{N: 3, Label: questions.Opinion, Revision: &two}, quiz.FeedbackRelease, false, quiz.ErrConflict},
		{"the same label on another revision", quiz.Change{N: 3, Label: questions.Fact, Revision: &two}, quiz.FeedbackRelease, false, nil},
		{"another label after feedback", quiz.Change{N: 3, Label: questions.Opinion, Revision: &one}, quiz.FeedbackQuestion, false, quiz.ErrAnswerFinal},
		{"another label after feedback on another revision", quiz.Change{N: 3, Label: questions.Opinion, Revision: &two}, quiz.FeedbackQuestion, false, quiz.ErrAnswerFinal},
		{"a flag after feedback", quiz.Change{N: 3, Flagged: &yes}, quiz.FeedbackQuestion, true, nil},
	} {
		next, changed, err := c.change.Apply(old, c.feedback, noon.Add(time.Second))
		if changed != c.changed || !errors.Is(err, c.want) {
			t.Errorf("%s: changed %v, %v, want %v, %v", c.name, changed, err, c.changed, c.want)
		}
		if changed && next.Revision != 2 || !changed && next != old {
			t.Errorf("%s: next = %+v", c.name, next)
		}
	}
}
