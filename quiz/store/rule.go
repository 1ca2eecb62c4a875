package store

import (
	"encoding/json"
	"fmt"
	"time"

	"discern/questions"
	"discern/quiz"
)

// lastRescore reads what an assignment is marked by; a Rescore without number,
// with the rule that the assignment began with, if it was never rescored.
func (t *tx) lastRescore(school string, a quiz.Assignment) (rescoreRow, error) {
	row, err := first(t, quiz.ErrNotFound, scanRescore, rescoreColumns+`WHERE r.school_id = $1 AND r.assignment_id = $2
		ORDER BY r.number DESC LIMIT 1`, school, a.ID)
	if err == quiz.ErrNotFound {
		return rescoreRow{Rescore: quiz.Rescore{To: a.Version}, ruling: quiz.Ruling{Version: a.Version}}, nil
	}
	return row, err
}

// ruled returns the pack of an assignment in its wording, with the keys that it
// is marked by now, and the rule of marking: that of its newest rescore.
func (s *Store) ruled(t *tx, school string, a quiz.Assignment) (*questions.Pack, quiz.Rule, error) {
	last, err := t.lastRescore(school, a)
	if err != nil {
		return nil, quiz.Rule{}, err
	}
	if last.Number == 0 {
		pack, err := s.worded(t, school, a.Pack, a.Version, a.Settings.Wording)
		if err != nil {
			return nil, quiz.Rule{}, err
		}
		return pack, quiz.RuleOf(pack), nil
	}
	return s.resolved(t, school, a, last.ruling, last.At)
}

// asked is ruled for a sheet, which needs the rule only for feedback.
func (s *Store) asked(t *tx, school string, a quiz.Assignment) (*questions.Pack, quiz.Rule, error) {
	if a.Settings.Feedback == quiz.FeedbackQuestion {
		return s.ruled(t, school, a)
	}
	pack, err := s.worded(t, school, a.Pack, a.Version, a.Settings.Wording)
	return pack, quiz.Rule{}, err
}

// resolved is ruled for any ruling.
func (s *Store) resolved(t *tx, school string, a quiz.Assignment, ruling quiz.Ruling, since time.Time) (*questions.Pack, quiz.Rule, error) {
	asked, err := s.worded(t, school, a.Pack, a.Version, a.Settings.Wording)
	if err != nil {
		return nil, quiz.Rule{}, err
	}
	packs := map[int]*questions.Pack{a.Version: asked}
	for _, version := range ruling.Versions() {
		if packs[version] != nil {
			continue
		}
		if packs[version], err = s.worded(t, school, a.Pack, version, a.Settings.Wording); err != nil {
			return nil, quiz.Rule{}, fmt.Errorf("key %d of assignment %s: %w", version, a.ID, err)
		}
	}
	pack, rule := ruling.Resolve(asked, packs, since)
	return pack, rule, nil
}

// writeRuling and readRuling convert a ruling to and from what is stored, which
// is the same text for the same ruling.
func writeRuling(r quiz.Ruling) string { return toJSON(&r) }

func readRuling(text string) (r quiz.Ruling, err error) {
	if err = json.Unmarshal([]byte(text), &r); err != nil {
		err = fmt.Errorf("%w: rule of a rescore: %w", ErrDamaged, err)
	}
	return r, err
}
