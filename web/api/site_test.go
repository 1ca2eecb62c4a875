package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/web"
	"discern/web/api"
)

// site is the whole service on a store of its own. It holds every answer of the
// API against the document.
type site struct {
	t      testing.TB
	store  *store.Store
	web    http.Handler
	routes routers.Router
	done   map[string]bool // operations that were answered with success
}

// Of a stream only the words around the events are in the document.
func init() { openapi3filter.RegisterBodyDecoder("text/event-stream", openapi3filter.FileBodyDecoder) }

func newSite(t testing.TB, o store.Options) *site {
	t.Helper()
	s := storetest.Open(t, o)
	handler, err := web.New(s, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	routes, err := documented()
	if err != nil {
		t.Fatalf("openapi.json: %v", err)
	}
	return &site{t: t, store: s, web: handler, routes: routes, done: map[string]bool{}}
}

// documented are the routes of the document, read once.
var documented = sync.OnceValues(func() (routers.Router, error) {
	document, err := openapi3.NewLoader().LoadFromData(api.OpenAPI())
	if err != nil {
		return nil, err
	}
	if err := document.Validate(context.Background()); err != nil {
		return nil, err
	}
	return gorillamux.NewRouter(document)
})

// token makes an account with a role and returns its bearer token.
func (s *site) token(email, role string) string {
	s.t.Helper()
	if _, err := s.store.AddTeacher(s.t.Context(), email, "", roleOf(role)); err != nil {
		s.t.Fatal(err)
	}
	token, err := s.store.NewToken(s.t.Context(), email)
	if err != nil {
		s.t.Fatal(err)
	}
	return token
}

// reply is an answer of the API.
type reply struct {
	t      testing.TB
	call   string
	status int
	text   string
	header http.Header
}

// ask sends one request as the holder of token, "" for nobody. Body is text to
// send as it is, or a value to send as JSON, or nil. Headers are pairs.
func (s *site) ask(token, method, path string, body any, headers ...string) reply {
	s.t.Helper()
	var sent io.Reader = http.NoBody
	text, isText := body.(string)
	if body != nil && !isText {
		encoded, err := json.Marshal(body)
		if err != nil {
			s.t.Fatal(err)
		}
		text = string(encoded)
	}
	if body != nil {
		sent = strings.NewReader(text)
	}
	r := httptest.NewRequest(method, "/api/v1"+path, sent)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.web.ServeHTTP(w, r)
	got := reply{s.t, method + " " + path, w.Code, w.Body.String(), w.Header()}
	s.check(r, got)
	return got
}

// check fails the test unless the answer is what the document says.
func (s *site) check(r *http.Request, got reply) {
	s.t.Helper()
	operation, err := s.verdict(r, got)
	if err != nil {
		s.t.Errorf("%s answered %d %s\nwhich is not what the document says: %v", got.call, got.status, got.text, err)
	}
	if got.status < 300 {
		s.done[operation] = true
	}
}

// verdict holds an answer against the document, if its route is in there.
func (s *site) verdict(r *http.Request, got reply) (operation string, err error) {
	route, params, err := s.routes.FindRoute(r)
	if err != nil {
		return "", nil
	}
	return route.Operation.OperationID, openapi3filter.ValidateResponse(s.t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route},
		Status:                 got.status, Header: got.header, Body: io.NopCloser(bytes.NewReader([]byte(got.text))),
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	})
}

// is fails the test unless the answer has the status; it returns the reply.
func (r reply) is(status int) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("%s = %d %s, want %d", r.call, r.status, r.text, status)
	}
	return r
}

// problem fails the test unless the answer is a problem with status and code.
func (r reply) problem(status int, code string) reply {
	r.t.Helper()
	r.is(status)
	if got := r.get("code"); got != code {
		r.t.Errorf("%s: code = %v, want %s", r.call, got, code)
	}
	if kind := r.header.Get("Content-Type"); kind != "application/problem+json" {
		r.t.Errorf("%s: Content-Type = %s, want application/problem+json", r.call, kind)
	}
	return r
}

// get returns what the answer has at a path such as questions.0.passage.id, or
// nil.
func (r reply) get(path string) any {
	r.t.Helper()
	var at any
	if err := json.Unmarshal([]byte(r.text), &at); err != nil {
		r.t.Fatalf("%s = %s: %v", r.call, r.text, err)
	}
	for _, step := range strings.Split(path, ".") {
		switch inside := at.(type) {
		case map[string]any:
			at = inside[step]
		case []any:
			n := int(step[0] - '0')
			if n >= len(inside) {
				return nil
			}
			at = inside[n]
		default:
			return nil
		}
	}
	return at
}

// str is get for a text.
func (r reply) str(path string) string {
	r.t.Helper()
	text, ok := r.get(path).(string)
	if !ok {
		r.t.Fatalf("%s = %s, which has no text at %s", r.call, r.text, path)
	}
	return text
}

// object is a body to send.
type object map[string]any
