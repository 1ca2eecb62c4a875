package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/web/api"
)

func TestExplain(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
		field  string
	}{
		{quiz.ErrNotSignedIn, 401, "not_signed_in", ""},
		{quiz.ErrForbidden, 403, "forbidden", ""},
		{errForeign, 403, "foreign_origin", ""},
		{quiz.ErrNotFound, 404, "not_found", ""},
		{fmt.Errorf("attempt 7: %w", quiz.ErrNotFound), 404, "not_found", ""},
		{quiz.ErrUnknownCode, 404, "unknown_code", "code"},
		{quiz.ErrCodeExpired, 410, "code_expired", "code"},
		{quiz.ErrJoiningLocked, 403, "joining_closed", "code"},
		{quiz.ErrSeatCode, 404, "seat_code", "seat_code"},
		{quiz.ErrLinkSpent, 410, "link_spent", ""},
		{quiz.ErrSignIn, 401, "sign_in", "email"},
		{quiz.ErrNotOpen, 403, "not_open", ""},
		{quiz.ErrPaused, 403, "paused", ""},
		{quiz.ErrNoAttempts, 409, "no_attempts_left", ""},
		{quiz.ErrClosed, 409, "attempt_closed", ""},
		{quiz.ErrAnswerFinal, 409, "answer_final", ""},
		{&quiz.StaleError{}, 409, "stale", ""},
		{quiz.ErrAttemptsOpen, 409, "attempts_open", ""},
		{quiz.ErrNotReleased, 403, "not_released", ""},
		{quiz.ErrState, 409, "state", ""},
		{quiz.ErrConflict, 409, "conflict", ""},
		{quiz.ErrKeyReused, 422, "key_reused", ""},
		{quiz.ErrBusy, 503, "busy", ""},
		{quiz.ErrUnconfirmed, 503, "unconfirmed", ""},
		{quiz.ErrUnavailable, 503, "unavailable", ""},
		{&tooManyError{time.Second}, 429, "too_many", ""},
		{&quiz.FieldError{Field: "name", Message: "Type a name."}, 422, "name", "name"},
		{&http.MaxBytesError{}, 413, "too_large", ""},
		{&api.RequestError{Status: 400, Code: "json", Field: "label", Detail: "Not so."}, 400, "json", "label"},
		{echo.ErrMethodNotAllowed, 405, "method_not_allowed", ""},
		{echo.NewHTTPError(418, "teapot"), 500, "internal", ""},
		{errors.New("SQL logic error"), 500, "internal", ""},
		{&panicError{value: "boom"}, 500, "internal", ""},
	} {
		got := explain(c.err)
		if got.status != c.status || got.code != c.code || got.field != c.field {
			t.Errorf("explain(%v) = %d %s %q, want %d %s %q", c.err, got.status, got.code, got.field, c.status, c.code, c.field)
		}
		if got.title == "" || !strings.HasSuffix(got.text, ".") || strings.Contains(got.text, c.err.Error()) && got.field == "" {
			t.Errorf("explain(%v) says %q, %q", c.err, got.title, got.text)
		}
	}
}

// failing is a server on which every request to /fails ends in err.
func failing(t *testing.T, err error, log *slog.Logger) *desktop {
	t.Helper()
	server, wrong := New(storetest.Open(t, store.Options{}), Options{Log: log})
	if wrong != nil {
		t.Fatal(wrong)
	}
	for _, path := range []string{"/fails", "/api/v1/fails"} {
		server.echo.GET(path, func(echo.Context) error {
			if err == nil {
				panic("boom in fifteen letters")
			}
			return err
		})
	}
	return &desktop{t: t, server: server, cookies: map[string]string{}}
}

func TestProblem(t *testing.T) {
	stale := &quiz.StaleError{Current: quiz.Answer{N: 3, Label: questions.Fact, Flagged: true, Revision: 2}}
	got := failing(t, stale, nil).get("/api/v1/fails").is(409)
	if kind := got.header.Get("Content-Type"); kind != "application/problem+json" {
		t.Errorf("Content-Type %q", kind)
	}
	var body map[string]any
	if err := json.Unmarshal([]byte(got.body), &body); err != nil {
		t.Fatal(err)
	}
	current, _ := body["current"].(map[string]any)
	if body["code"] != "stale" || body["status"] != 409.0 || current["label"] != "fact" || current["revision"] != 2.0 || current["flagged"] != true {
		t.Errorf("problem %s", got.body)
	}
	for _, err := range []error{quiz.ErrBusy, quiz.ErrUnconfirmed, quiz.ErrUnavailable, &tooManyError{2 * time.Second}} {
		got := failing(t, err, nil).get("/api/v1/fails")
		if after := got.header.Get("Retry-After"); len(after) != 1 || after < "1" || after > "5" {
			t.Errorf("%v: Retry-After %q, want 1 to 5", err, after)
		}
	}
}

func TestErrorPageTellsNothing(t *testing.T) {
	var log strings.Builder
	d := failing(t, errors.New("SQL logic error: no such table: answers"), slog.New(slog.NewJSONHandler(&log, nil)))
	page := d.get("/fails").is(500).says("h1", "Something broke on our side").has(".code", 1)
	if strings.Contains(page.body, "SQL") || strings.Contains(page.body, "answers") {
		t.Error("the page shows the error's text")
	}
	number := strings.ReplaceAll(page.texts(".code")[0], " ", "")
	if !strings.Contains(log.String(), number) {
		t.Errorf("the log does not hold the number %s of the page", number)
	}
}

// Even an error that has no page is no success.
func TestErrorWithoutPage(t *testing.T) {
	_, browser := newDesktops(t)
	d := browser("", "")
	d.server.pages = &pages{}
	d.get("/").is(500)
}

func TestPanic(t *testing.T) {
	var log strings.Builder
	d := failing(t, nil, slog.New(slog.NewJSONHandler(&log, nil)))
	page := d.get("/fails").is(500).has(".code", 1)
	if strings.Contains(page.body, "boom") || strings.Contains(page.body, "goroutine") {
		t.Error("the page shows the panic")
	}
	if !strings.Contains(log.String(), "boom in fifteen letters") {
		t.Error("the log does not hold the panic")
	}
	d.get("/").is(200)
	w := httptest.NewRecorder()
	d.server.echo.GET("/aborts", func(echo.Context) error { panic(http.ErrAbortHandler) })
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("a handler that breaks off on purpose was answered")
		}
	}()
	d.server.ServeHTTP(w, httptest.NewRequest("GET", "/aborts", nil))
}
