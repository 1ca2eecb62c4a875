package api_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"discern/quiz/store"
	"discern/web/api"
)

// The generated files are what the document gives today.
func TestGenerated(t *testing.T) {
	for _, c := range []struct {
		file string
		args []string
	}{
		{"server.gen.go", []string{"tool", "oapi-codegen", "--config", "codegen.yaml", "openapi.yaml"}},
		{"openapi.json", []string{"run", "./gen", "openapi.yaml", "-"}},
	} {
		var complaint bytes.Buffer
		command := exec.Command("go", c.args...)
		command.Stderr = &complaint
		want, err := command.Output()
		if err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(c.args, " "), err, &complaint)
		}
		got, err := os.ReadFile(c.file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what openapi.yaml gives; run go generate ./web/api", c.file)
		}
	}
	if !bytes.Contains(api.OpenAPI(), []byte(`"openapi": "3.1.`)) || bytes.Contains(api.OpenAPI(), []byte("x-go-")) {
		t.Error("openapi.json is not of version 3.1, or has notes to the code generator")
	}
}

// The control of TestLesson: an answer that differs from the document is found.
func TestVerdict(t *testing.T) {
	s := newSite(t, store.Options{})
	for _, c := range []struct {
		name, text string
		status     int
		fine       bool
	}{
		{"good", `[{"id":"x","name":"Ana","extra_time":1}]`, 200, true},
		{"field that is not in the document", `[{"id":"x","name":"Ana","extra_time":1,"key":"fact"}]`, 200, false},
		{"field missing", `[{"id":"x","name":"Ana"}]`, 200, false},
		{"null for a list", `null`, 200, false},
		{"status that is not in the document", `[]`, 201, false},
	} {
		header := http.Header{"Content-Type": {"application/json"}}
		r := httptest.NewRequest("GET", "/api/v1/classes/1/seats", nil)
		if _, err := s.verdict(r, reply{t: t, status: c.status, text: c.text, header: header}); (err == nil) != c.fine {
			t.Errorf("%s: verdict = %v", c.name, err)
		}
	}
}

// The page about the API names every operation, and explains every object that
// it mentions.
func TestDoc(t *testing.T) {
	doc := api.Doc()
	calls := 0
	known := map[string]bool{}
	for _, shape := range doc.Shapes {
		known[shape.Name] = true
	}
	for _, group := range doc.Groups {
		for _, call := range group.Calls {
			calls++
			if call.ID == "" || call.Summary == "" || len(call.Answers) == 0 {
				t.Errorf("%s %s lacks an id, a summary or an answer", call.Method, call.Path)
			}
		}
	}
	if want := strings.Count(string(api.OpenAPI()), `"operationId"`); calls != want {
		t.Errorf("Doc() has %d calls, want %d", calls, want)
	}
	join := doc.Groups[0].Calls[0]
	if join.Body != "{code: string, name?: string, seat_code?: string, made_up?: boolean}" {
		t.Errorf("body of join = %s", join.Body)
	}
	if got := join.Answers[0].Shape; got != "{token?: string, seat: SeatName, class: ClassName, assignments: [Card]}" {
		t.Errorf("answer of join = %s", got)
	}
	for _, name := range []string{"SeatName", "Card", "Marked", "Settings"} {
		if !known[name] {
			t.Errorf("no shape %s", name)
		}
	}
}

// The document is served to everybody, and so is the page.
func TestDocServed(t *testing.T) {
	s := newSite(t, store.Options{})
	for path, kind := range map[string]string{"/api/openapi.json": "application/json", "/api": "text/html; charset=UTF-8"} {
		w := httptest.NewRecorder()
		s.web.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 200 || w.Header().Get("Content-Type") != kind {
			t.Errorf("GET %s = %d %s, want 200 %s", path, w.Code, w.Header().Get("Content-Type"), kind)
		}
	}
}
