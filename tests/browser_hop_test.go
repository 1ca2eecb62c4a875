package tests

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// TestHops joins and starts with scripts on: each form takes one journey, a
// refusal is shown with what was typed, the network may be away, and Back works.
func TestHops(t *testing.T) {
	s := start(t, store.Options{})
	var posts, loads atomic.Int32
	base := counted(t, s.base, &posts, &loads)
	teacher := storetest.Teacher(t, s.store, "t@school.example")
	class := storetest.Class(t, s.store, teacher)
	storetest.Assignment(t, s.store, teacher, class.ID, nil)
	tab := browser.New(t, browser.Options{Width: 360, JavaScript: true})
	tab.Open(base + "/")
	loads.Store(0)

	tab.Fill("Class code", "ABCD2345")
	tab.Click("Join")
	at(t, tab, "Join your class", "/join")
	if got := tab.Focused(); !strings.HasPrefix(got, "div#trouble") {
		t.Errorf("after a wrong code the keyboard is at %s", got)
	}
	refused(t, tab, "a wrong code", http.StatusNotFound)

	tab.Fill("Class code", class.Code)
	tab.SetOffline(true)
	tab.Click("Join")
	eventually(t, 5*time.Second, "the page says that the network is away", func() bool {
		return strings.HasPrefix(tab.Text("form [role=status]"), "The network is away.")
	})
	tab.SetOffline(false)
	posts.Store(0)
	tab.Eval(`[1, 2].forEach(() => document.querySelector("main button").click())`, nil)
	tab.WaitFor("#name")
	at(t, tab, "Who are you?", "/j/"+class.Code)
	if n := posts.Load(); n != 1 {
		t.Errorf("two clicks sent %d forms, want 1", n)
	}
	if got := tab.Focused(); !strings.HasPrefix(got, "h1") {
		t.Errorf("on the next page the keyboard is at %s", got)
	}
	tab.Fill("Your name in class", strings.Repeat("Amira ", 10))
	tab.Click("Go on")
	at(t, tab, "Who are you?", "/j/"+class.Code)
	refused(t, tab, "a long name", http.StatusUnprocessableEntity)
	tab.Reload() // nobody types the code anew
	at(t, tab, "Who are you?", "/j/"+class.Code)
	loads.Store(0)
	tab.Fill("Your name in class", "Amira B")
	tab.Click("Go on")
	begin := tab.Location()
	tab.Click("Start the quiz")
	question := tab.Location()
	at(t, tab, "Question 1 of 12", strings.TrimPrefix(question, base))
	if n := loads.Load(); n != 0 {
		t.Errorf("%d pages were loaded besides what the forms were answered with", n)
	}
	tab.Click("#label-fact")
	saysSaved(t, tab)
	tab.Forget() // the network was away
	tab.Click("Next")
	at(t, tab, "Question 2 of 12", strings.TrimSuffix(strings.TrimPrefix(question, base), "1")+"2")
	tab.Back()
	at(t, tab, "Question 1 of 12", strings.TrimPrefix(question, base))
	tab.Back()
	tab.WaitFor("h1")
	if loads.Load() == 0 || begin == question {
		t.Error("going back from the quiz asks for no page")
	}
	tab.Reload()
	clean(t, tab, base)
}

// at wants the tab at a page, by its heading and its path.
func at(t *testing.T, tab *browser.Tab, heading, path string) {
	t.Helper()
	eventually(t, 5*time.Second, heading, func() bool { return tab.Text("h1") == heading })
	if got := tab.Location(); !strings.HasSuffix(got, path) {
		t.Errorf("%s is at %s, want %s", heading, got, path)
	}
}

// counted puts a counter of forms and of loaded pages before a server.
func counted(t *testing.T, base string, posts, loads *atomic.Int32) string {
	t.Helper()
	to, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host
	}}
	counter := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			posts.Add(1)
		case r.Header.Get("Sec-Fetch-Dest") == "document":
			loads.Add(1)
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(counter.Close)
	return counter.URL
}
