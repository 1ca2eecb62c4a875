package web

import (
	"errors"
	"net/http"

	"discern/quiz"
)

// trouble is what was wrong with a form that was sent: a page shows it at the
// top and beside the field, with what was typed still there. Nil is no trouble.
type trouble struct {
	Field string // id of the field, "" if no single one is to blame
	Text  string // what to do about it
}

// On reports whether a field is to blame.
func (t *trouble) On(field string) bool { return t != nil && t.Field == field }

// Of returns the trouble if the field is to blame, else nil.
func (t *trouble) Of(field string) *trouble {
	if t.On(field) {
		return t
	}
	return nil
}

// troubleOf is that of v in English, for grown-ups.
func troubleOf(err error) (t *trouble, status int, ok bool) { return english.troubleOf(err) }

// troubleOf returns what a form says about err and with which status, if the
// form is the place to say it: what a person can put right, or a failure after
// which sending the same form again is right. Else ok is false.
func (v *voice) troubleOf(err error) (t *trouble, status int, ok bool) {
	why := v.explain(err)
	var field *quiz.FieldError
	switch {
	case errors.As(err, &field), why.field != "":
		return &trouble{why.field, why.text}, why.status, true
	case why.status == http.StatusServiceUnavailable:
		return &trouble{"", why.title + ". " + why.text}, why.status, true
	}
	return nil, 0, false
}
