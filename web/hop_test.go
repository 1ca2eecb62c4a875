package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// sends is a form sent with or without hop.js.
func (r *classroom) sends(path, cookie string, hop bool, pairs ...string) *http.Response {
	r.t.Helper()
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if hop {
		request.Header.Set(hopHeader, "1")
	}
	if cookie != "" {
		request.Header.Set("Cookie", cookie)
		request.Header.Set("Origin", "http://"+request.Host)
	}
	answer := httptest.NewRecorder()
	r.server.ServeHTTP(answer, request)
	return answer.Result()
}

// A form of hop.js is answered with the next page, for the person that the form
// made; one that leads nowhere is answered as ever.
func TestHop(t *testing.T) {
	r := newClassroom(t)
	quiz := r.quiz(nil)
	joined := r.sends("/join", "", true, "code", r.class.Code, "name", "Amira B")
	page := read(t, joined)
	if where := joined.Header.Get("Content-Location"); joined.StatusCode != http.StatusOK || where != "/assignment/"+quiz || !strings.Contains(page, "Amira B") {
		t.Fatalf("joining: %d, %q, %s", joined.StatusCode, where, page)
	}
	if joined.Header.Get("Location") != "" || len(joined.Cookies()) != 1 || joined.Header.Get("Content-Security-Policy") != policy {
		t.Errorf("joining: %v", joined.Header)
	}
	cookie := joined.Cookies()[0].Name + "=" + joined.Cookies()[0].Value
	begun := r.sends("/assignment/"+quiz, cookie, true, "intent", "i1")
	if where := begun.Header.Get("Content-Location"); begun.StatusCode != http.StatusOK || !strings.HasPrefix(where, "/attempt/") || !strings.Contains(read(t, begun), "Question 1 of 12") {
		t.Errorf("starting: %d, %q", begun.StatusCode, where)
	}
	for name, one := range map[string]struct {
		answer *http.Response
		status int
		where  string
	}{
		"without the script": {r.sends("/assignment/"+quiz, cookie, false, "intent", "i1"), http.StatusSeeOther, ""},
		"a wrong code":       {r.sends("/join", "", true, "code", "ZZZZZZZZ", "name", "Amira B"), http.StatusNotFound, ""},
		"a stranger":         {r.sends("/assignment/"+quiz, "", true, "intent", "i2"), http.StatusUnauthorized, ""},
		"signing out":        {r.sends("/sign-out", "", true), http.StatusOK, "/sign-in"},
	} {
		if one.answer.StatusCode != one.status || one.answer.Header.Get("Content-Location") != one.where {
			t.Errorf("%s: %d, %q, want %d, %q", name, one.answer.StatusCode, one.answer.Header.Get("Content-Location"), one.status, one.where)
		}
	}
}

func read(t *testing.T, r *http.Response) string {
	t.Helper()
	var text strings.Builder
	if err := r.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
