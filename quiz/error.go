package quiz

import (
	"errors"
	"fmt"
	"strings"
)

// The reasons for which an act is refused. The web turns each into one status
// and one sentence; none of these texts is shown to a visitor.
var (
	ErrNotSignedIn   = errors.New("not signed in")
	ErrForbidden     = errors.New("not allowed for this role")
	ErrNotFound      = errors.New("not found in this person's reach")
	ErrConflict      = errors.New("changed by somebody else")
	ErrState         = errors.New("not possible in this state")
	ErrUnknownCode   = errors.New("no class has this code")
	ErrCodeExpired   = errors.New("join code has expired")
	ErrJoiningLocked = errors.New("class does not take new students")
	ErrSeatCode      = errors.New("return code unknown, used or too old")
	ErrLinkSpent     = errors.New("link unknown, used or too old")
	ErrSignIn        = errors.New("e-mail and password do not match")
	ErrNotOpen       = errors.New("assignment is not open")
	ErrPaused        = errors.New("assignment is paused")
	ErrNoAttempts    = errors.New("no attempts left")
	ErrClosed        = errors.New("attempt is handed in or voided")
	ErrAnswerFinal   = errors.New("answer has been given feedback")
	ErrAttemptsOpen  = errors.New("attempts are still open")
	ErrBothOpen      = errors.New("two attempts of one student at one quiz are open")
	ErrNotReleased   = errors.New("result is not released")
	ErrChangedSince  = errors.New("not as it was previewed")
	ErrKeyReused     = errors.New("idempotency key was used for another request")
	ErrBusy          = errors.New("too much waiting to be written")
	ErrUnconfirmed   = errors.New("not confirmed: it may or may not be stored")
	ErrUnavailable   = errors.New("database cannot be written")
)

// ErrReadFirst hides others' readings and the key of a passage from a reviewer
// who has not read it yet. It is one kind of ErrForbidden.
var ErrReadFirst = fmt.Errorf("own reading comes first: %w", ErrForbidden)

// FieldError names an input that a person can put right, and how.
// Message is a sentence in plain English; it is shown beside the field, in the
// reader's language by looking it up. What is filled in stands in Args, and then
// Message has a verb of fmt for each.
type FieldError struct {
	Field   string
	Message string
	Args    []any
}

func (e *FieldError) Error() string { return "field " + e.Field + ": " + e.Text() }

// Text is the sentence in English, filled in.
func (e *FieldError) Text() string {
	if len(e.Args) == 0 {
		return e.Message
	}
	return fmt.Sprintf(e.Message, e.Args...)
}

// EndsError refuses, unless it is confirmed, a change of extra time with which
// open attempts would end at once; Quizzes are their titles. It is a *FieldError
// for extra_time.
type EndsError struct{ Quizzes []string }

func (e *EndsError) Error() string { return "end attempts at once: " + e.Unwrap().Error() }

// Unwrap makes an EndsError one kind of *FieldError.
func (e *EndsError) Unwrap() error {
	return &FieldError{Field: "extra_time", Args: []any{strings.Join(e.Quizzes, ", ")},
		Message: "That much time is used up already, so this would end at once: %s. Confirm that, or give more time."}
}

// StaleError refuses a save that was made on an older value than the stored
// one; Current is the stored one.
type StaleError struct{ Current Answer }

func (e *StaleError) Error() string {
	return fmt.Sprintf("answer %d has revision %d", e.Current.N, e.Current.Revision)
}

// Is makes a StaleError one kind of ErrConflict.
func (e *StaleError) Is(target error) bool { return target == ErrConflict }
