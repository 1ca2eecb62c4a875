package quiz

import (
	"strconv"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

// All as Settings.Count asks every passage that is not disputed.
const All = 0

// The choices that an assignment offers; the first of each is the default.
const (
	OrderArticle  = "article"
	OrderShuffled = "shuffled"

	ScoreFirst = "first"
	ScoreBest  = "best"
	ScoreLast  = "last"

	FeedbackQuestion = "question" // after each question, which is then final
	FeedbackSubmit   = "submit"   // after handing in
	FeedbackRelease  = "release"  // when the teacher releases the results

	WordingRestated = "restated"
	WordingOriginal = "original"
)

// Settings say how an assignment is asked and scored.
type Settings struct {
	Count      int       // passages asked, or All
	Balance    bool      // as many of each kind as can be; each kind as likely as another with FeedbackQuestion
	Order      string    // OrderArticle or OrderShuffled
	Attempts   int       // a student may start, at most
	Scoring    string    // which of several attempts counts
	Feedback   string    // when a student sees the key
	Minutes    int       // time limit, 0 for none
	OpensAt    time.Time // zero: at once
	ClosesAt   time.Time // zero: when the teacher closes it
	Confidence bool      // ask how sure a student is
	Wording    string    // WordingRestated or WordingOriginal
}

// DefaultSettings are those of API.md.
func DefaultSettings() Settings {
	return Settings{Count: 12, Balance: true, Order: OrderArticle, Attempts: 1, Scoring: ScoreFirst,
		Feedback: FeedbackRelease, Wording: WordingRestated}
}

// Check refuses, as a *FieldError, settings that cannot be asked of a pack with
// askable passages. Only a pack that is wholly bound to a copy of its source can
// be asked in the wording of that.
func (s Settings) Check(askable int, bound bool) error {
	switch {
	case s.Count < 0 || s.Count > 500:
		return &FieldError{Field: "count", Message: "Ask at least 1 passage."}
	case s.Count > askable:
		return &FieldError{Field: "count", Message: "This text has " + itoa(askable) + " passages to ask. Choose that many or fewer, or all."}
	case askable == 0:
		return &FieldError{Field: "pack", Message: "This text has no passages to ask."}
	case s.Order != OrderArticle && s.Order != OrderShuffled:
		return &FieldError{Field: "order", Message: "Choose the order of the article, or shuffled."}
	case s.Attempts < 1 || s.Attempts > 20:
		return &FieldError{Field: "attempts", Message: "Allow 1 to 20 attempts."}
	case s.Scoring != ScoreFirst && s.Scoring != ScoreBest && s.Scoring != ScoreLast:
		return &FieldError{Field: "scoring", Message: "Choose the first, the best or the last attempt."}
	case s.Feedback != FeedbackQuestion && s.Feedback != FeedbackSubmit && s.Feedback != FeedbackRelease:
		return &FieldError{Field: "feedback", Message: "Choose when students see the key."}
	case s.Minutes < 0 || s.Minutes > 600:
		return &FieldError{Field: "minutes", Message: "Give 1 to 600 minutes, or 0 for no limit."}
	case !s.OpensAt.IsZero() && !s.ClosesAt.IsZero() && !s.OpensAt.Before(s.ClosesAt):
		return &FieldError{Field: "closes_at", Message: "It must close after it opens."}
	case s.Wording == WordingOriginal && !bound:
		return &FieldError{Field: "wording", Message: "This text is not bound to its source. Use the restated wording."}
	case s.Wording != WordingRestated && s.Wording != WordingOriginal:
		return &FieldError{Field: "wording", Message: "Choose the restated or the original wording."}
	}
	return nil
}

// Timeless returns the settings without the times of opening and closing.
func (s Settings) Timeless() Settings {
	s.OpensAt, s.ClosesAt = time.Time{}, time.Time{}
	return s
}

// MostCopies is to how many classes an assignment can be copied at once.
const MostCopies = 50

// SameQuestions reports whether t asks the same passages in the same way, so
// that it may replace s once students have begun.
func (s Settings) SameQuestions(t Settings) bool {
	return s.Count == t.Count && s.Balance == t.Balance && s.Order == t.Order &&
		s.Feedback == t.Feedback && s.Confidence == t.Confidence && s.Wording == t.Wording
}
