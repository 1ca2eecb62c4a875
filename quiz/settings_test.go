package quiz_test

import (
	"errors"
	"testing"
	"time"

	"discern/quiz"
)

func TestSettingsCheck(t *testing.T) {
	if err := quiz.DefaultSettings().Check(38, false); err != nil {
		t.Errorf("defaults: %v", err)
	}
	for field, spoil := range map[string]func(*quiz.Settings){
		"count":     func(s *quiz.Settings) { s.Count = 39 },
		"order":     func(s *quiz.Settings) { s.Order = "random" },
		"attempts":  func(s *quiz.Settings) { s.Attempts = 0 },
		"scoring":   func(s *quiz.Settings) { s.Scoring = "mean" },
		"feedback":  func(s *quiz.Settings) { s.Feedback = "" },
		"minutes":   func(s *quiz.Settings) { s.Minutes = -1 },
		"closes_at": func(s *quiz.Settings) { s.OpensAt, s.ClosesAt = noon, noon.Add(-time.Hour) },
		"wording":   func(s *quiz.Settings) { s.Wording = quiz.WordingOriginal },
	} {
		s := quiz.DefaultSettings()
		spoil(&s)
		var fault *quiz.FieldError
		if err := s.Check(38, false); !errors.As(err, &fault) || fault.Field != field {
			t.Errorf("spoilt %s: %v, want a FieldError for it", field, err)
		}
	}
}

// Only a pack that is bound to its source can be asked in its words.
func TestWordingNeedsBinding(t *testing.T) {
	s := quiz.DefaultSettings()
	s.Wording = quiz.WordingOriginal
	if err := s.Check(38, true); err != nil {
		t.Errorf("original wording of a bound pack: %v", err)
	}
	s.Wording = "shouted"
	if err := s.Check(38, true); err == nil {
		t.Error("the wording shouted is not refused")
	}
}
