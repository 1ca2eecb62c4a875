package api

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// RequestError is a request that could not be read, or not be taken now, with
// all that a problem answer says of it. To errors.As it is also an
// *echo.HTTPError of the same status.
type RequestError struct {
	Status int
	Code   string // for programs
	Field  string // the field that can be put right, or ""
	Detail string // a sentence in plain words
}

func (e *RequestError) Error() string { return e.Detail }

// Unwrap lets whoever knows only Echo's errors see the status and sentence.
func (e *RequestError) Unwrap() error {
	return &echo.HTTPError{Code: e.Status, Message: e.Detail}
}

// Codes of a RequestError.
const (
	CodeJSON   = "json"         // 400: the body is not what the document describes
	CodeHeader = "header"       // 400: a header cannot be read
	CodeType   = "content_type" // 415: the body is not called JSON
)

func badJSON(field, detail string) error {
	return &RequestError{Status: http.StatusBadRequest, Code: CodeJSON, Field: field, Detail: detail}
}

func badHeader(name, detail string) error {
	return &RequestError{Status: http.StatusBadRequest, Code: CodeHeader, Field: name, Detail: detail}
}

// plain takes an error of this API out of the wrapping that Echo's binder puts
// round it, so that the table of errors meets it bare.
func plain(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		err := next(c)
		var fault *RequestError
		var field *quiz.FieldError
		switch {
		case errors.As(err, &fault):
			return fault
		case errors.As(err, &field):
			return field
		}
		return err
	}
}
