package store

import (
	"discern/questions"
	"discern/quiz"
)

// ruled returns the pack of an assignment in its wording, with the keys that it
// is marked by now, and the rule of marking.
func (s *Store) ruled(t *tx, school string, a quiz.Assignment) (*questions.Pack, quiz.Rule, error) {
	pack, err := s.worded(t, school, a.Pack, a.Version, a.Settings.Wording)
	if err != nil {
		return nil, quiz.Rule{}, err
	}
	return pack, quiz.RuleOf(pack), nil
}
