package api_test

import (
	"strings"
	"testing"

	"discern/quiz/store"
)

// What is not exactly a body of the document is refused in plain words.
func TestStrict(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("teacher@school.example", "teacher")
	class := s.ask(teacher, "POST", "/classes", object{"title": "8B"}).is(201).str("id")
	const newAssignment = `{"pack":"macron-leaks","settings":{%}}`
	for _, c := range []struct {
		name, path, body string
		field, detail    string
	}{
		{"unknown field", "", `{"title":"8B","titel":"x"}`, "titel", "There is no field titel here."},
		{"wrong case", "", `{"Title":"8B"}`, "Title", "There is no field Title here."},
		{"given twice", "", `{"title":"8B","title":"8C"}`, "title", "The field title is given twice."},
		{"id in the body", "", `{"title":"8B","id":"x"}`, "id", "There is no field id here."},
		{"trailing object", "", `{"title":"8B"}{"title":"8C"}`, "", "The body is not well-formed JSON; see byte 15."},
		{"trailing comma", "", `{"title":"8B",}`, "", "The body is not well-formed JSON; see byte 14."},
		{"cut off", "", `{"title":"8B`, "", "The body is not well-formed JSON; see byte 13."},
		{"comment", "", `{"title":"8B"/*x*/}`, "", "The body is not well-formed JSON; see byte 14."},
		{"list", "", `[{"title":"8B"}]`, "", "The body has to be a JSON object, in curly brackets."},
		{"null", "", `null`, "", "The body has to be a JSON object, in curly brackets."},
		{"not UTF-8", "", "{\"title\":\"8\xffB\"}", "", "The body has bytes that are not UTF-8."},
		{"lone surrogate", "", `{"title":"\ud800"}`, "", "The body is not well-formed JSON; see byte 11."},
		{"number for text", "", `{"title":8}`, "title", "The field title has to be text."},
		{"text for a list", "/" + class + "/seats", `{"names":"Ana"}`, "names", "The field names has to be a list."},
		{"number in a list", "/" + class + "/seats", `{"names":["Ana",5]}`, "names.1", "The field names.1 has to be text."},
		{"deep", "/" + class + "/seats", `{"names":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, "", "The body is nested too deeply."},
		{"unknown setting", "/" + class + "/assignments", strings.ReplaceAll(newAssignment, "%", `"minuets":5`), "settings.minuets", "There is no field settings.minuets here."},
		{"text for a number", "/" + class + "/assignments", strings.ReplaceAll(newAssignment, "%", `"minutes":"5"`), "settings.minutes", "The field settings.minutes has to be a whole number."},
		{"part of a number", "/" + class + "/assignments", strings.ReplaceAll(newAssignment, "%", `"minutes":1.5`), "settings.minutes", "The field settings.minutes has to be a whole number."},
		{"number too large", "/" + class + "/assignments", strings.ReplaceAll(newAssignment, "%", `"minutes":1e99`), "settings.minutes", "The field settings.minutes has to be a whole number."},
		{"text for true", "/" + class + "/assignments", strings.ReplaceAll(newAssignment, "%", `"balance":"yes"`), "settings.balance", "The field settings.balance has to be true or false."},
		{"no time", "/" + class + "/assignments", strings.ReplaceAll(newAssignment, "%", `"closes_at":"tomorrow"`), "settings.closes_at", "The field settings.closes_at has to be a time such as 2027-01-31T08:00:00Z."},
		{"list for a count", "/" + class + "/assignments", strings.ReplaceAll(newAssignment, "%", `"count":[1]`), "settings.count", "The field settings.count has to be a whole number."},
		{"text for settings", "/" + class + "/assignments", `{"pack":"macron-leaks","settings":"all"}`, "settings", "The field settings has to be an object."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := s.ask(teacher, "POST", "/classes"+c.path, c.body).problem(400, "json")
			if got.str("detail") != c.detail || c.field != "" && got.get("field") != c.field {
				t.Errorf("problem = %s, want field %q and %q", got.text, c.field, c.detail)
			}
		})
	}
}

// Values that are of the right kind but not possible are 422 with their field.
func TestValues(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("teacher@school.example", "teacher")
	class := s.ask(teacher, "POST", "/classes", object{"title": "8B"}).is(201).str("id")
	for field, value := range map[string]any{"count": 0, "order": "random", "attempts": 0, "scoring": "worst", "feedback": "never",
		"minutes": -1, "wording": "original"} {
		body := object{"pack": "macron-leaks", "settings": object{field: value}}
		s.ask(teacher, "POST", "/classes/"+class+"/assignments", body).problem(422, field)
	}
	for _, count := range []any{"some", 99, -3} {
		body := object{"pack": "macron-leaks", "settings": object{"count": count}}
		s.ask(teacher, "POST", "/classes/"+class+"/assignments", body).problem(422, "count")
	}
	s.ask(teacher, "POST", "/classes/"+class+"/assignments", object{"pack": "none"}).problem(422, "pack")
	s.ask(teacher, "POST", "/classes/"+class+"/assignments", object{"pack": "macron-leaks", "version": 0}).problem(422, "version")
	times := object{"opens_at": "2030-01-02T00:00:00Z", "closes_at": "2030-01-01T00:00:00Z"}
	s.ask(teacher, "POST", "/classes/"+class+"/assignments", object{"pack": "macron-leaks", "settings": times}).problem(422, "closes_at")

	made := s.ask(teacher, "POST", "/classes/"+class+"/assignments", object{"pack": "macron-leaks",
		"settings": object{"opens_at": "2030-01-01T00:00:00Z", "closes_at": nil}}).is(201)
	freed := s.ask(teacher, "PATCH", "/assignments/"+made.str("id"), object{"settings": object{"opens_at": nil}}).is(200)
	if made.get("settings.opens_at") != "2030-01-01T00:00:00Z" || freed.get("settings.opens_at") != nil {
		t.Errorf("opens_at = %v, then %v, want it gone after null", made.get("settings.opens_at"), freed.get("settings.opens_at"))
	}
}

// Bodies count only if they are called JSON; nothing else is bound.
func TestContentType(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("teacher@school.example", "teacher")
	for kind, status := range map[string]int{
		"application/json": 201, "application/json; charset=utf-8": 201, "Application/JSON": 201,
		"": 415, "text/plain": 415, "application/xml": 415, "application/x-www-form-urlencoded": 415, "multipart/form-data; boundary=x": 415, "application/jsonx": 415,
	} {
		s.ask(teacher, "POST", "/classes", `{"title":"8B"}`, "Content-Type", kind).is(status)
	}
	s.ask(teacher, "POST", "/classes", `title=8B`, "Content-Type", "application/x-www-form-urlencoded").problem(415, "content_type")
	// What stands in the address is never taken for the body.
	s.ask(teacher, "POST", "/classes?title=8B", object{}).problem(422, "title")
	s.ask(teacher, "POST", "/classes?title=8B", nil).problem(422, "title")
	s.ask(teacher, "POST", "/classes", object{"title": "8B"}, "Idempotency-Key", strings.Repeat("k", 201)).problem(400, "header")
}
