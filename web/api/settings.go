package api

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"discern/quiz"
)

// Amount is how many passages are asked: a number, or quiz.All as "all".
type Amount int

// MarshalJSON writes 12 or "all".
func (a Amount) MarshalJSON() ([]byte, error) {
	if a == quiz.All {
		return []byte(`"all"`), nil
	}
	return json.Marshal(int(a))
}

// UnmarshalJSON reads 12 or "all", and returns a *quiz.FieldError for any other
// number or text. As 0 stands for all, the number 0 is refused here.
func (a *Amount) UnmarshalJSON(text []byte) error {
	if string(text) == `"all"` {
		*a = quiz.All
		return nil
	}
	if strings.IndexByte(`"-0123456789`, text[0]) < 0 {
		return errors.New("neither a number nor text")
	}
	var n int
	if err := json.Unmarshal(text, &n); err != nil || n < 1 {
		return &quiz.FieldError{Field: "count", Message: `Give a number from 1, or "all".`}
	}
	*a = Amount(n)
	return nil
}

// Instant is a time that may be left out, which is not the same as null: null
// takes a time away.
type Instant struct {
	Time  time.Time
	Given bool
}

// MarshalJSON writes the time, or null.
func (i Instant) MarshalJSON() ([]byte, error) {
	if i.Time.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(i.Time)
}

// UnmarshalJSON reads a time in RFC 3339, or null.
func (i *Instant) UnmarshalJSON(text []byte) error {
	*i = Instant{Given: true}
	if string(text) == "null" {
		return nil
	}
	if err := json.Unmarshal(text, &i.Time); err != nil {
		return err
	}
	i.Time = i.Time.UTC().Truncate(time.Millisecond)
	return nil
}

// applied returns the settings as changed by what the client sent.
func (c *SettingsChange) applied(s quiz.Settings) quiz.Settings {
	if c == nil {
		return s
	}
	if c.Count != nil {
		s.Count = int(*c.Count)
	}
	set(&s.Balance, c.Balance)
	set(&s.Order, c.Order)
	set(&s.Attempts, c.Attempts)
	set(&s.Scoring, c.Scoring)
	set(&s.Feedback, c.Feedback)
	set(&s.Minutes, c.Minutes)
	set(&s.Confidence, c.Confidence)
	set(&s.Wording, c.Wording)
	if c.OpensAt.Given {
		s.OpensAt = c.OpensAt.Time
	}
	if c.ClosesAt.Given {
		s.ClosesAt = c.ClosesAt.Time
	}
	return s
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}
