package api

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// JSON reads and writes bodies for Echo. It reads strictly: one object, in
// UTF-8, without unknown or doubled fields and nothing after it; names are
// spelt exactly. What it refuses is a *RequestError that names the field.
// An empty body is an empty object.
var JSON echo.JSONSerializer = strict{}

type strict struct{}

// deepest is how many objects and lists may stand within one another; no
// request of this API needs half of it.
const deepest = 16

// Serialize writes a value as the generated answers are written.
func (strict) Serialize(c echo.Context, value any, indent string) error {
	to := stdjson.NewEncoder(c.Response())
	to.SetIndent("", indent)
	return to.Encode(value)
}

// Deserialize reads the body of the request into value.
func (strict) Deserialize(c echo.Context, value any) error {
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	return decode(body, value)
}

func decode(body []byte, value any) error {
	trimmed := bytes.TrimLeft(body, " \t\r\n")
	switch {
	case len(trimmed) == 0:
		return nil
	case !utf8.Valid(body):
		return badJSON("", "The body has bytes that are not UTF-8.")
	case trimmed[0] != '{':
		return badJSON("", "The body has to be a JSON object, in curly brackets.")
	}
	if err := shallow(body); err != nil {
		return err
	}
	return explain(json.Unmarshal(body, value, json.RejectUnknownMembers(true)))
}

// shallow refuses text that is nested too deeply, or that is no JSON at all.
func shallow(body []byte) error {
	tokens := jsontext.NewDecoder(bytes.NewReader(body))
	for {
		switch _, err := tokens.ReadToken(); {
		case err == io.EOF:
			return nil
		case err != nil:
			return explain(err)
		case tokens.StackDepth() > deepest:
			return badJSON("", "The body is nested too deeply.")
		}
		if tokens.StackDepth() == 0 {
			return nil // json.Unmarshal tells what comes after the object
		}
	}
}

// explain says in plain words, without a type of Go, what is wrong and where.
func explain(err error) error {
	var field *quiz.FieldError
	var syntax *jsontext.SyntacticError
	var meaning *json.SemanticError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &field):
		return field
	case errors.As(err, &syntax) && errors.Is(syntax.Err, jsontext.ErrDuplicateName):
		at := fieldAt(syntax.JSONPointer)
		return badJSON(at, fmt.Sprintf("The field %s is given twice.", at))
	case errors.As(err, &meaning) && errors.Is(meaning.Err, json.ErrUnknownName):
		at := fieldAt(meaning.JSONPointer)
		return badJSON(at, fmt.Sprintf("There is no field %s here.", at))
	case errors.As(err, &meaning) && meaning.JSONPointer != "":
		at := fieldAt(meaning.JSONPointer)
		return badJSON(at, fmt.Sprintf("The field %s has to be %s.", at, wanted(meaning.GoType)))
	case errors.As(err, &syntax):
		return badJSON("", fmt.Sprintf("The body is not well-formed JSON; see byte %d.", syntax.ByteOffset+1))
	}
	return badJSON("", "The body cannot be read as JSON.")
}

// fieldAt writes a JSON pointer as a person would: settings.count, answers.2.n.
// It is cut short, as it may hold what the client made up.
func fieldAt(at jsontext.Pointer) string {
	const longest = 60
	var parts []string
	for part := range at.Tokens() {
		parts = append(parts, part)
	}
	path := []rune(strings.Join(parts, "."))
	if len(path) > longest {
		return string(path[:longest]) + "…"
	}
	return string(path)
}

func wanted(t reflect.Type) string {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil {
		return "something else"
	}
	if t == reflect.TypeFor[Instant]() {
		return "a time such as 2027-01-31T08:00:00Z"
	}
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "a whole number"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list"
	}
	return "an object"
}
