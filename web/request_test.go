package web

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

func TestHeaders(t *testing.T) {
	_, browser := newDesktops(t)
	d := browser("", "")
	for _, path := range []string{"/", "/help", "/privacy", "/nonesuch", "/class", "/api/v1/me", "/livez", "/readyz"} {
		h := d.get(path).header
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":  "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
			"Strict-Transport-Security": "", "Server": "", "Set-Cookie": "",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}

func TestStatic(t *testing.T) {
	_, browser := newDesktops(t)
	d := browser("", "")
	address := d.get("/").value("link[rel=stylesheet]", "href")
	got := d.get(address).is(200)
	if !strings.Contains(got.header.Get("Cache-Control"), "immutable") || got.header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("%s: %v", address, got.header)
	}
	if got := d.get("/static/design.css").is(200); got.header.Get("Cache-Control") != "no-cache" {
		t.Errorf("without a version: Cache-Control %q", got.header.Get("Cache-Control"))
	}
	r := httptest.NewRequest("GET", address, nil)
	r.Header.Set("If-None-Match", got.header.Get("ETag"))
	d.send(r).is(304)
	r = httptest.NewRequest("GET", address, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	if packed := d.send(r).is(200); packed.header.Get("Content-Encoding") != "gzip" || len(packed.body) >= len(got.body)/2 {
		t.Errorf("packed: %v, %d bytes", packed.header, len(packed.body))
	}
	for _, path := range []string{"/static/", "/static/nonesuch.css", "/static/..%2fweb.go", "/static/%2e%2e/web.go"} {
		d.get(path).is(404)
	}
}

func TestOddRequests(t *testing.T) {
	_, browser := newDesktops(t)
	d := browser("", "")
	for _, path := range []string{"/attempt/%00", "/attempt/a%2fb", "/attempt/a%2Fb/1", "/class/", "/assignment", "/api/v1", "/api/v1/", "/api/v1/none"} {
		d.get(path).is(404)
	}
	if allow := d.post("/class").is(405).header.Get("Allow"); !strings.Contains(allow, "GET") || strings.Contains(allow, "POST") {
		t.Errorf("Allow %q, want GET", allow)
	}
	if got := d.send(httptest.NewRequest("HEAD", "/help", nil)).is(200); got.header.Get("Content-Length") == "" {
		t.Error("HEAD has no Content-Length")
	}
	d.send(httptest.NewRequest("TRACE", "/help", nil)).is(405)
	packed := httptest.NewRequest("POST", "/join", strings.NewReader("x"))
	packed.Header.Set("Content-Encoding", "gzip")
	d.send(packed).is(415)
	d.post("/join", "code", strings.Repeat("A", bodyLimit)).is(413)
	broken := httptest.NewRequest("POST", "/join", strings.NewReader("code=%zz"))
	broken.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	d.send(broken).is(400)
	d.post("/join?code=ABCDEFGH").is(422) // an address holds no code
}

// A body of unknown length could hide a second request: it is not read, and
// the connection is closed.
func TestChunkedBody(t *testing.T) {
	_, browser := newDesktops(t)
	web := httptest.NewServer(browser("", "").server)
	defer web.Close()
	conn, err := net.Dial("tcp", web.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /help HTTP/1.1\r\nHost: x\r\n\r\n")
	reader := bufio.NewReader(conn)
	answer, err := http.ReadResponse(reader, nil)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, answer.Body)
	if answer.StatusCode != 411 || !answer.Close {
		t.Errorf("status %d, close %v, want 411 and a closed connection", answer.StatusCode, answer.Close)
	}
	if rest, _ := io.ReadAll(reader); len(rest) > 0 {
		t.Errorf("a second answer: %.80q", rest)
	}
}

func TestForeignOrigin(t *testing.T) {
	s := storetest.Open(t, store.Options{})
	class := storetest.Class(t, s, storetest.Teacher(t, s, "t@school.example"))
	server, err := New(s, Options{BaseURL: "https://quiz.school.example"})
	if err != nil {
		t.Fatal(err)
	}
	d := &desktop{t: t, server: server, cookies: map[string]string{}}
	for _, c := range []struct {
		site, origin string
		status       int
	}{
		{"cross-site", "https://evil.example", 403}, {"same-site", "https://www.school.example", 403},
		{"", "https://evil.example", 403}, {"", "null", 403},
		{"same-origin", "null", 303}, {"", "https://quiz.school.example", 303}, {"", "http://example.com", 303}, {"", "", 303},
	} {
		r := httptest.NewRequest("POST", "/join", strings.NewReader("code="+class.Code))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if c.site != "" {
			r.Header.Set("Sec-Fetch-Site", c.site)
		}
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		if got := d.send(r); got.status != c.status {
			t.Errorf("site %q, origin %q: %d, want %d", c.site, c.origin, got.status, c.status)
		}
	}
}

// TestNoOrigin sends forms and calls of the API that do not say where they come
// from: with the cookie of a session they are refused and change nothing.
func TestNoOrigin(t *testing.T) {
	for _, base := range []string{"", "https://quiz.school.example"} {
		s := storetest.Open(t, store.Options{})
		server, err := New(s, Options{BaseURL: base})
		if err != nil {
			t.Fatal(err)
		}
		who := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, who)
		token, err := s.SignIn(t.Context(), who.ID)
		if err != nil {
			t.Fatal(err)
		}
		joined, err := s.Join(t.Context(), quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: "Ada"}, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		seat, staff := server.cookieName(seatCookie)+"="+joined.Token, server.cookieName(staffCookie)+"="+token
		form, call := "/teach/class/"+class.ID+"/code", "/api/v1/classes/"+class.ID+"/code"
		for _, c := range []struct {
			path, name, value, cookie string
			status                    int
		}{
			{form, "", "", staff, 403}, {call, "", "", staff, 403}, {"/leave", "", "", seat, 403}, {form, "", "", seat + "; " + staff, 403},
			{form, "Authorization", "Basic dDp0", staff, 403}, {form, "Origin", "null", staff, 403},
			{form, "Origin", "http://example.com", staff, 303}, {form, "Sec-Fetch-Site", "same-origin", staff, 303},
			{call, "Authorization", "Bearer " + token, staff, 200}, {call, "Authorization", "Bearer " + token, "", 200}, {"/join", "", "", "discern_language=fr", 422},
		} {
			before, err := s.Class(t.Context(), who, class.ID)
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(http.MethodPost, c.path, nil)
			r.Header.Set("Cookie", c.cookie)
			if c.name != "" {
				r.Header.Set(c.name, c.value)
			}
			w := httptest.NewRecorder()
			server.ServeHTTP(w, r)
			after, err := s.Class(t.Context(), who, class.ID)
			if w.Code != c.status || err != nil || (after.Code == before.Code) != (c.status > 400) {
				t.Errorf("POST %s with %.30q and %s %s: %d, want %d; a new code: %v", c.path, c.cookie, c.name, c.value, w.Code, c.status, after.Code != before.Code)
			}
		}
	}
}

func TestCookies(t *testing.T) {
	for base, want := range map[string]string{
		"":                            "discern_seat=T; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax",
		"http://10.0.0.5:8080":        "discern_seat=T; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax",
		"https://quiz.school.example": "__Host-discern_seat=T; Path=/; Max-Age=43200; HttpOnly; Secure; SameSite=Lax",
	} {
		s := storetest.Open(t, store.Options{})
		class := storetest.Class(t, s, storetest.Teacher(t, s, "t@school.example"))
		server, err := New(s, Options{BaseURL: base})
		if err != nil {
			t.Fatal(err)
		}
		d := &desktop{t: t, server: server, cookies: map[string]string{}}
		got := d.post("/join", "code", class.Code, "name", "Amira").is(303)
		token := d.cookies[server.cookieName(seatCookie)]
		if line := strings.Replace(got.header.Get("Set-Cookie"), token, "T", 1); line != want || len(token) < 43 {
			t.Errorf("%q: %s, want %s", base, line, want)
		}
		if server.secure != (got.header.Get("Strict-Transport-Security") != "") {
			t.Errorf("%q: Strict-Transport-Security %q", base, got.header.Get("Strict-Transport-Security"))
		}
		d.get("/class").is(200)
	}
}

func TestNewRefusesBadBaseURL(t *testing.T) {
	for _, base := range []string{"school.example", "ftp://school.example", "https://", "://"} {
		if _, err := New(nil, Options{BaseURL: base}); err == nil {
			t.Errorf("New took the base URL %q", base)
		}
	}
}

func TestNewRefusesFolderWithoutTemplates(t *testing.T) {
	empty := t.TempDir()
	for _, dir := range []string{empty, filepath.Join(empty, "none")} {
		if _, err := New(nil, Options{Dev: dir}); err == nil {
			t.Errorf("New took the templates of %s", dir)
		}
	}
	if _, err := New(nil, Options{Dev: "templates"}); err != nil {
		t.Errorf("New with its own templates: %v", err)
	}
}

// A dead session is a visitor, and one kind of cookie is no good as the other.
func TestSessions(t *testing.T) {
	s, browser := newDesktops(t)
	teacher := browser("t@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, teacher.who())
	seat, err := s.Join(t.Context(), quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: "Amira"}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	d := browser("", "")
	for _, token := range []string{"nonsense", strings.Repeat("x", 5000), teacher.cookies[staffCookie]} {
		d.cookies = map[string]string{seatCookie: token}
		if where := d.get("/class").to("/"); where != "/" {
			t.Errorf("sent to %s, want /", where)
		}
		d.cookies = map[string]string{seatCookie: token}
		d.post("/attempt/" + class.ID + "/1").is(401)
	}
	d.cookies = map[string]string{staffCookie: seat.Token}
	d.get("/teach").to("/sign-in")
	d.cookies = map[string]string{seatCookie: seat.Token}
	d.get("/class").is(200)
	r := httptest.NewRequest("GET", "/class", nil)
	r.Header.Set("Authorization", "Bearer "+seat.Token)
	browser("", "").send(r).is(303) // a token is for the API alone
}

func TestLog(t *testing.T) {
	var log strings.Builder
	s := storetest.Open(t, store.Options{})
	class := storetest.Class(t, s, storetest.Teacher(t, s, "t@school.example"))
	server, err := New(s, Options{Log: slog.New(slog.NewJSONHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	d := &desktop{t: t, server: server, cookies: map[string]string{}}
	d.post("/join", "code", class.Code, "name", "Zebedee").is(303)
	d.get("/class").is(200)
	d.get("/nonesuch-secret").is(404)
	for _, word := range []string{"Zebedee", class.Code, d.cookies[seatCookie], "secret", "192.0.2.1"} {
		if strings.Contains(log.String(), word) {
			t.Errorf("the log holds %q", word)
		}
	}
	if !strings.Contains(log.String(), `"route":"/join","status":303`) || !strings.Contains(log.String(), `"from":"192.0.2.0/24"`) {
		t.Errorf("the log lacks a request:\n%s", log.String())
	}
}

func TestStudentRoute(t *testing.T) {
	for pattern, want := range map[string]bool{
		"/api/v1/join": true, "/api/v1/me": true, "/api/v1/attempts/:id": true, "/api/v1/attempts/:id/answers/:n": true,
		"/api/v1/attempts/:id/void": false, "/api/v1/attempts/:id/reopen": false,
		"/api/v1/assignments/:id/attempts": true, "/api/v1/assignments/:id": false, "/api/v1/classes": false, "/api/v1/*": false,
	} {
		if got := studentRoute(pattern); got != want {
			t.Errorf("studentRoute(%s) = %v, want %v", pattern, got, want)
		}
	}
}

// A browser may hold both sessions: each route of the API takes the one that it
// is made for, and a bearer token goes before either.
func TestAPISessions(t *testing.T) {
	r := newClassroom(t)
	d := r.student("Amira")
	attempt := strings.TrimPrefix(d.begin(r.quiz(nil)), "/attempt/")
	token, err := r.store.SignIn(t.Context(), r.teacher.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.cookies[staffCookie] = token
	put := func(revision string) *http.Request {
		q := httptest.NewRequest("PUT", "/api/v1/attempts/"+attempt+"/answers/1", strings.NewReader(`{"label":"fact"}`))
		q.Header.Set("Content-Type", "application/json")
		q.Header.Set("If-Match", revision)
		return q
	}
	d.send(put(`"0"`)).is(200)
	d.get("/attempt/"+attempt+"/1").has("#label-fact[checked]", 1)
	d.get("/api/v1/classes/" + r.class.ID).is(200)
	d.get("/api/v1/me").is(200)
	bearer := httptest.NewRequest("GET", "/api/v1/me", nil)
	bearer.Header.Set("Authorization", "Bearer nonsense")
	d.send(bearer).is(401)
	foreign := put(`"1"`)
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	d.send(foreign).is(403)
}

func TestAPISlowsGuessing(t *testing.T) {
	r := newClassroom(t)
	d := r.browser()
	join := func(code string) screen {
		q := httptest.NewRequest("POST", "/api/v1/join", strings.NewReader(`{"code":"`+code+`","name":"Amira"}`))
		q.Header.Set("Content-Type", "application/json")
		return d.send(q)
	}
	for range failuresPerMinute {
		join("ABCDEFGH").is(404)
	}
	if join(r.class.Code).is(429).header.Get("Retry-After") == "" {
		t.Error("429 without Retry-After")
	}
	d.post("/join", "code", r.class.Code).is(429) // one count for both
}

func TestHTTPServer(t *testing.T) {
	_, browser := newDesktops(t)
	h := browser("", "").server.HTTPServer()
	got := fmt.Sprint(h.ReadHeaderTimeout, h.ReadTimeout, h.WriteTimeout, h.IdleTimeout, h.MaxHeaderBytes)
	if want := "5s 10s 15s 1m0s 16384"; got != want {
		t.Errorf("HTTPServer has %s, want %s", got, want)
	}
}
