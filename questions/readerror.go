package questions

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// wholeFile is the field of a fault that lies in no field.
const wholeFile = "file"

func tooLarge() *PackError {
	return &PackError{Field: wholeFile, Problem: fmt.Sprintf("is larger than %d MiB", MaxBytes>>20)}
}

// explain says in plain words what the JSON decoder found wrong with b. The
// decoder's own words name Go types, and vary from one run to the next.
func explain(b []byte, err error) *PackError {
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return explainSyntax(b, syntax)
	}
	semantic, ok := errors.AsType[*json.SemanticError](err)
	if !ok {
		return faultAt(b, "", "is not well-formed JSON")
	}
	if semantic.Err == json.ErrUnknownName {
		return faultAt(b, semantic.JSONPointer, "is not a field of %s; correct its name or take it out", Format)
	}
	return faultAt(b, semantic.JSONPointer, "%s", wanted(semantic))
}

func explainSyntax(b []byte, err *jsontext.SyntacticError) *PackError {
	offset := int(min(max(err.ByteOffset, 0), int64(len(b))))
	char, size := utf8.DecodeRune(b[offset:])
	switch line := 1 + bytes.Count(b[:offset], []byte("\n")); {
	case errors.Is(err, jsontext.ErrDuplicateName):
		return faultAt(b, err.JSONPointer, "stands here twice (line %d); keep one", line)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return faultAt(b, err.JSONPointer, "ends too early: the file is cut off in line %d", line)
	case char == utf8.RuneError && size == 1:
		return faultAt(b, err.JSONPointer, "is not UTF-8 (line %d); save the file as UTF-8", line)
	case err.JSONPointer == "" && offset > 0 && json.Unmarshal(b[:offset], new(jsontext.Value)) == nil:
		return faultAt(b, "", "goes on after the end of the pack (line %d)", line)
	default:
		return faultAt(b, err.JSONPointer, "is not well-formed JSON (line %d)", line)
	}
}

// wanted says what kind of value should stand where err was found.
func wanted(err *json.SemanticError) string {
	kind := reflect.Invalid
	if err.GoType != nil {
		kind = err.GoType.Kind()
	}
	switch {
	case kind == reflect.Int && err.JSONKind == jsontext.KindNumber:
		return "must be a whole number, without point or exponent, and not so large"
	case kind == reflect.Int:
		return "must be a whole number, without quotes"
	case kind == reflect.String:
		return "must be a text in quotes"
	case kind == reflect.Slice:
		return "must be a list in square brackets"
	default:
		return "must be a group of fields in curly brackets"
	}
}

// faultAt makes a fault at the place that ptr names in b.
func faultAt(b []byte, ptr jsontext.Pointer, problem string, args ...any) *PackError {
	fault := &PackError{Field: wholeFile, Problem: fmt.Sprintf(problem, args...)}
	names := slices.Collect(ptr.Tokens())
	if len(names) >= 2 && names[0] == "passages" {
		if index, err := strconv.Atoi(names[1]); err == nil {
			fault.Passage, fault.Field = passageAt(b, index), ""
			names = names[2:]
		}
	}
	var field []string
	for i, name := range names {
		// A place in a list says little to a reader: the name of the list does.
		if i == 0 || !slices.Contains(lists, names[i-1]) {
			field = append(field, name)
		}
	}
	if len(field) > 0 {
		fault.Field = cmp.Or(cut(strings.Join(field, ".")), `""`)
	}
	return fault
}

// lists are the fields whose values are lists.
var lists = []string{"passages", "reviewers", "cues", "readings"}

// passageAt names the passage at index in a file that cannot be read as a pack:
// by its number, if that much can be made out.
func passageAt(b []byte, index int) string {
	var file struct {
		Passages []struct {
			Number jsontext.Value `json:"number"`
		} `json:"passages"`
	}
	// Of a broken file, what comes before the fault is enough.
	_ = json.Unmarshal(b, &file, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	number := 0
	if index < len(file.Passages) {
		number, _ = strconv.Atoi(string(file.Passages[index].Number))
	}
	return passageName(number, "", index)
}
