package tests

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// cell is what a row of the board says of question n.
func cell(tab *browser.Tab, seat string, n string) string {
	var text string
	tab.Eval(`(document.querySelectorAll("#s-`+seat+` td.cell")[`+n+`-1] ?? {textContent: "no cell"}).textContent`, &text)
	return text
}

// cuttable is a way to the server on which boards can be cut off.
func (s *server) cuttable(t *testing.T) (*httptest.Server, *atomic.Bool) {
	t.Helper()
	target, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	cut := &atomic.Bool{}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target); r.Out.Host = r.In.Host },
		ErrorLog: log.New(io.Discard, "", 0)}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if cut.Load() && strings.HasSuffix(r.URL.Path, "/live") {
			http.Error(w, "away", http.StatusBadGateway)
			return
		}
		defer func() { recover() }() // a client that has gone is no news
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { site.CloseClientConnections(); site.Close() })
	return site, cut
}

// TestBoardLive has a pupil work while the teacher watches: the board changes in
// place, says when it is cut off, and catches up by itself.
func TestBoardLive(t *testing.T) {
	s := start(t, store.Options{})
	teacher := browser.New(t, browser.Options{JavaScript: true})
	s.signIn(t, teacher, "t@school.example")
	who := s.who(t, teacher)
	class := storetest.Class(t, s.store, who)
	line := storetest.Assignment(t, s.store, who, class.ID, nil)
	site, cut := s.cuttable(t)
	board := site.URL + "/teach/assignment/" + line.ID
	pupil := browser.New(t, browser.Options{Width: phone, JavaScript: true})
	s.join(t, pupil, class.Code, "Amira B")
	pupil.Click("Start the quiz")
	seat := s.who(t, pupil).ID

	teacher.Open(board)
	eventually(t, 5*time.Second, "the board is connected", func() bool { return teacher.Text("#as-of") == "Kept up to date." })
	teacher.Eval(`document.querySelector("#s-`+seat+` a").focus(); globalThis.same = document.querySelector("#s-`+seat+`"); 0`, nil)
	choose(pupil, questions.Fact)
	saysSaved(t, pupil)
	eventually(t, 2*time.Second, "the answer is on the board", func() bool { return cell(teacher, seat, "1") == "answered" })
	var kept bool
	teacher.Eval(`document.activeElement === same.querySelector("a") && same.isConnected`, &kept)
	if !kept {
		t.Error("a change has moved the focus or replaced the row")
	}
	if got := teacher.Text("#counts"); got != "1 at work, 0 of 1 handed in. 1 of 12 answers are in." {
		t.Errorf("the board says %q", got)
	}

	// Cut off, the board says so and catches up, with a row that is new.
	cut.Store(true)
	site.CloseClientConnections()
	eventually(t, 10*time.Second, "the board says that it is cut off", func() bool { return strings.HasPrefix(teacher.Text("#as-of"), "Not connected since ") })
	later := storetest.Student(t, s.store, class.Code, "Ben T.")
	sheet, _, err := s.store.StartAttempt(t.Context(), later, line.ID, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.store.SaveAnswer(t.Context(), later, sheet.Attempt.ID, quiz.Change{N: 2, Label: questions.Opinion}); err != nil {
		t.Fatal(err)
	}
	cut.Store(false)
	eventually(t, 20*time.Second, "what was missed is on the board", func() bool { return cell(teacher, later.ID, "2") == "answered" })

	// Closing is told to the pupil, whose page asks when it is looked at again.
	if _, err := s.store.CloseIn(t.Context(), who, line.ID, 5); err != nil {
		t.Fatal(err)
	}
	eventually(t, 5*time.Second, "the board offers to call it off", func() bool { return strings.Contains(teacher.Text("main"), "Call it off") })
	pupil.Eval(`document.dispatchEvent(new Event("visibilitychange")); 0`, nil)
	eventually(t, 5*time.Second, "the pupil's page tells of the end", func() bool {
		return strings.HasPrefix(pupil.Text("#told"), "Your teacher closes the quiz at ") && strings.HasSuffix(pupil.Text("#ends"), "5 min left")
	})
	teacher.Click("Call it off")
	pupil.Eval(`document.dispatchEvent(new Event("visibilitychange")); 0`, nil)
	eventually(t, 5*time.Second, "the pupil's page says that it goes on", func() bool { return pupil.Text("#told") == "The quiz goes on." })
	teacher.Forget()
	clean(t, pupil, s.base)
}

// TestBoardWithoutScript reads the board on a page that stands still until the
// teacher wants it to reload by itself, which is the only thing that axe-core
// holds against it then.
func TestBoardWithoutScript(t *testing.T) {
	g := newGallery(t)
	g.teacher.Open(g.base + "/teach/assignment/" + g.open)
	if got := g.teacher.Text("tbody td.done i"); got != "answered" {
		t.Errorf("the first answer says %q", got)
	}
	every := func() (seconds string) {
		g.teacher.Eval(`document.querySelector("meta[http-equiv=refresh]")?.content ?? ""`, &seconds)
		return seconds
	}
	if got := every(); got != "" {
		t.Errorf("the page reloads every %q seconds, which nobody has asked for", got)
	}
	audit(t, g.teacher, "board that stands still")
	g.teacher.Click("Keep it current")
	if got := every(); got != "20" {
		t.Errorf("the page reloads every %q seconds, want 20", got)
	}
	if got := g.teacher.Faults(); len(got) != 1 || !strings.HasPrefix(got[0], "axe: meta-refresh") {
		t.Errorf("a board that reloads has the faults %q, want meta-refresh alone", got)
	}
	g.teacher.Click("Stop that")
	if got := every(); got != "" || !strings.Contains(g.teacher.Text("#link"), "Keep it current: reload every 20 seconds") {
		t.Errorf("after stopping that it reloads every %q seconds", got)
	}
	g.teacher.Click("Close the quiz")
	if got := g.teacher.Text("#state"); !strings.HasPrefix(got, "The quiz is closed.") {
		t.Errorf("after closing the board says %q", got)
	}
}
