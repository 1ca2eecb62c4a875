package main

import (
	"errors"
	"fmt"
	"io/fs"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
)

// Exit statuses; 2, for wrong usage, is given by run.
const (
	statusFailed  = 1
	statusBadData = 78
)

// refusal is an error with the very words that the user is told.
type refusal struct {
	status int // statusFailed if 0
	text   string
}

func (r *refusal) Error() string { return r.text }

func refuse(format string, args ...any) error {
	return &refusal{status: statusFailed, text: fmt.Sprintf(format, args...)}
}

// sentence returns the exit status and the one line for an error. Whatever it
// does not know is told without details, which would be those of SQL or Go.
func (p *place) sentence(err error) (status int, text string) {
	var said *refusal
	var field *quiz.FieldError
	var fault *questions.PackError
	var file *fs.PathError
	switch {
	case errors.As(err, &said):
		return max(said.status, statusFailed), said.text
	case errors.Is(err, store.ErrDamaged):
		return statusBadData, "the database " + p.name() + " is damaged; restore a backup into an empty folder"
	case errors.Is(err, store.ErrNewer):
		return statusBadData, "the database " + p.name() + " was made by a newer version of discern; use that version"
	case errors.As(err, &field):
		return statusFailed, field.Text()
	case errors.As(err, &fault):
		return statusFailed, fault.Error()
	case errors.As(err, &file):
		return statusFailed, fmt.Sprintf("cannot %s %s: %v", file.Op, file.Path, file.Err)
	case errors.Is(err, quiz.ErrBusy), errors.Is(err, quiz.ErrUnconfirmed):
		return statusFailed, "the database " + p.name() + " is busy, and what was asked for may not be done; try again"
	}
	return statusFailed, "the database " + p.name() + " cannot be used; see that it is there, writable and not full"
}
