package web

import (
	"time"

	"discern/quiz"
)

// keyNotes is what a result says of the key that made its score.
type keyNotes struct {
	Version int
	Changes []string // how putting the key right changed the score, oldest first
	Marks   bool     // some question counts otherwise than by the key, so that marks are not just sameness
}

// keyNotes says what there is to say of the key of a result, to its student.
func (v *voice) keyNotes(r quiz.Result) keyNotes {
	notes := keyNotes{Version: r.Rule.Version}
	for _, q := range r.Questions {
		notes.Marks = notes.Marks || q.Except.Policy != ""
	}
	if !r.Rescored() {
		return notes
	}
	for _, s := range r.Shifts {
		when := v.date(s.At)
		notes.Changes = append(notes.Changes, v.say("The key was put right on %s: your score went from %d of %d to %d of %d.",
			when, s.Before.Right, s.Before.Of, s.After.Right, s.After.Of))
	}
	if len(r.Shifts) == 0 {
		notes.Changes = []string{v.say("The key was put right on %s. Your score stayed the same.", v.date(r.Rule.Since))}
	}
	return notes
}

// date writes a day: 3 May.
func (v *voice) date(t time.Time) string {
	t = t.Local()
	return v.say("%d %s", t.Day(), v.month(t))
}

// counts says how a question counts, "" for by its key alone.
func (v *voice) counts(marked quiz.Marked) string {
	switch except := marked.Except; except.Policy {
	case quiz.PolicyEither:
		return v.say("Both %s and %s count here.", v.kind(marked.Key.Label), v.kind(except.Also))
	case quiz.PolicyFullCredit:
		return v.say("Everybody has the mark for this question.")
	case quiz.PolicyDrop:
		return v.say("This question does not count.")
	}
	return ""
}
