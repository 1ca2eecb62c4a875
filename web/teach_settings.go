package web

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"discern/quiz"
)

// settingsForm is the settings of an assignment as a form holds them: what was
// typed, so that a form that is refused comes back as it was.
type settingsForm struct {
	All        bool // every passage, else Count
	Count      string
	Balance    bool
	Order      string
	Attempts   string
	Scoring    string
	Feedback   string
	Minutes    string
	OpensAt    string // as an input of type datetime-local writes it, in local time
	ClosesAt   string
	Confidence bool
	Wording    string
}

// The two ways in which browsers write a local date and time.
const (
	localMinute = "2006-01-02T15:04"
	localSecond = "2006-01-02T15:04:05"
)

func newSettingsForm(s quiz.Settings) settingsForm {
	f := settingsForm{All: s.Count == quiz.All, Count: strconv.Itoa(s.Count), Balance: s.Balance, Order: s.Order,
		Attempts: strconv.Itoa(s.Attempts), Scoring: s.Scoring, Feedback: s.Feedback, Minutes: strconv.Itoa(s.Minutes),
		OpensAt: writeLocal(s.OpensAt), ClosesAt: writeLocal(s.ClosesAt), Confidence: s.Confidence, Wording: s.Wording}
	if f.All {
		f.Count = strconv.Itoa(quiz.DefaultSettings().Count)
	}
	return f
}

// readSettings reads the whole form of a quiz that nobody has begun.
func readSettings(v url.Values) settingsForm {
	return readRunning(v, settingsForm{All: v.Get("all") == "yes", Count: v.Get("count"), Balance: v.Get("balance") != "",
		Order: v.Get("order"), Feedback: v.Get("feedback"), Confidence: v.Get("confidence") != "", Wording: wordingOf(v)})
}

// wordingOf is the wording that is asked for: our own words if none is named.
func wordingOf(v url.Values) string {
	if wording := v.Get("wording"); wording != "" {
		return wording
	}
	return quiz.WordingRestated
}

// readRunning reads what may still change when students have begun, and leaves
// the rest as it is.
func readRunning(v url.Values, f settingsForm) settingsForm {
	f.Attempts, f.Scoring, f.Minutes = v.Get("attempts"), v.Get("scoring"), v.Get("minutes")
	f.OpensAt, f.ClosesAt = v.Get("opens_at"), v.Get("closes_at")
	return f
}

// settings returns what the form says, or a *quiz.FieldError for what cannot be
// read. Whether it can be asked is for quiz.Settings.Check to say.
func (f settingsForm) settings() (quiz.Settings, error) {
	s := quiz.Settings{Count: quiz.All, Balance: f.Balance, Order: f.Order, Scoring: f.Scoring, Feedback: f.Feedback,
		Confidence: f.Confidence, Wording: f.Wording}
	var err error
	if !f.All {
		if s.Count, err = readNumber(f.Count, "count"); err != nil {
			return s, err
		}
		if s.Count == quiz.All {
			return s, &quiz.FieldError{Field: "count", Message: "Ask at least 1 passage."}
		}
	}
	if s.Attempts, err = readNumber(f.Attempts, "attempts"); err != nil {
		return s, err
	}
	if s.Minutes, err = readNumber(f.Minutes, "minutes"); err != nil {
		return s, err
	}
	if s.OpensAt, err = readLocal(f.OpensAt, "opens_at"); err != nil {
		return s, err
	}
	s.ClosesAt, err = readLocal(f.ClosesAt, "closes_at")
	return s, err
}

func readNumber(typed, field string) (int, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 || n > 1_000_000 {
		return 0, &quiz.FieldError{Field: field, Message: "Type a whole number, such as 12."}
	}
	return n, nil
}

// readLocal reads a date and time in the time zone of the server; "" is none.
func readLocal(typed, field string) (time.Time, error) {
	typed = strings.Replace(strings.TrimSpace(typed), " ", "T", 1)
	if typed == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{localMinute, localSecond} {
		if t, err := time.ParseInLocation(layout, typed, time.Local); err == nil {
			return t, nil
		}
	}
	return time.Time{}, &quiz.FieldError{Field: field, Message: "Type a day and a time, such as 2027-01-31 15:30."}
}

func writeLocal(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(time.Local).Format(localMinute)
}
