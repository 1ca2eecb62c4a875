package tests

import (
	"net/http"
	"strings"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store/storetest"
)

// hasty has what a page does every ten seconds or every half a minute done twice
// a second.
const hasty = `{ const every = setInterval; globalThis.setInterval = (f, ms) => every(f, ms === 30_000 || ms === 10_000 ? 500 : ms) }`

// signInAs signs the person in as somebody who has an account.
func (g *stage) signInAs(who quiz.Actor) {
	g.t.Helper()
	link, err := g.store.NewLink(g.t.Context(), who.ID)
	if err != nil {
		g.t.Fatal(err)
	}
	g.tab.Open(g.base + "/link/" + link)
	g.tab.Click("Sign in")
	g.tab.WaitFor(".who")
}

// must fails the test if a step of the story could not be done.
func (g *stage) must(err error) {
	g.t.Helper()
	if err != nil {
		g.t.Fatal(err)
	}
}

// cutOff has no stream reach a page, and ends those that do.
func (g *stage) cutOff() {
	g.gate.set(func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/live") {
			return false
		}
		w.WriteHeader(http.StatusBadGateway)
		return true
	})
	g.gate.cut()
}

// connect ends that, at once instead of at the page's next try.
func (g *stage) connect() {
	g.gate.pass()
	g.tab.Eval(`dispatchEvent(new Event("online")), 0`, nil)
}

// playBoard watches a class at work.
func playBoard(g *stage) {
	ctx := g.t.Context()
	line := g.assign(func(s *quiz.Settings) { s.Minutes = 30 })
	g.tab.Before(hasty)
	g.signInAs(g.teacher)
	g.tab.Open(g.base + "/teach/assignment/" + line.ID)
	g.is("board, nobody there", "#as-of", "Kept up to date.")
	g.tab.Eval(`document.querySelector("#link a").focus(), 0`, nil)
	who := storetest.Student(g.t, g.store, g.class.Code, "Amira B")
	storetest.Student(g.t, g.store, g.class.Code, "Ben T")
	g.is("board, the first have come", "td.state", "Not started")
	sheet, _, err := g.store.StartAttempt(ctx, who, line.ID, quiz.Intent{})
	g.must(err)
	yes := true
	for n, change := range []quiz.Change{{N: 1, Label: questions.Fact}, {N: 2, Flagged: &yes}, {N: 3, Label: questions.Opinion, Flagged: &yes}} {
		_, _, err := g.store.SaveAnswer(ctx, who, sheet.Attempt.ID, change)
		if err != nil {
			g.t.Fatalf("answer %d: %v", n+1, err)
		}
	}
	g.is("board, answers arriving", "tbody", "answered, flagged")
	g.says("board, how far the class is, read out", "#spoken", "1 at work, 0 of 2 handed in. 2 of 12 answers are in.")
	_, err = g.store.CloseIn(ctx, g.teacher, line.ID, 5)
	g.must(err)
	g.is("board, about to close", "#board", "Call it off")
	_, err = g.store.SubmitAttempt(ctx, who, sheet.Attempt.ID, nil)
	g.must(err)
	g.is("board, one has handed in", "td.state", "Handed in today")
	g.forget()
	g.cutOff()
	g.is("board, not connected", "#as-of", "Not connected since")
	g.says("board, not connected, read out", "#spoken", "Not connected since")
	g.connect()
	g.is("board, connected again", "#as-of", "Kept up to date.")
	g.closes(line.ID)
	g.is("board, closed", "#state", "The quiz is closed.")
	g.excuse("status of 502", "ERR_", "error loading")
}

// playProjector shows a quiz and a class on a wall.
func playProjector(g *stage) {
	ctx, line := g.t.Context(), g.assign(nil)
	g.tab.Before(hasty)
	g.signInAs(g.teacher)
	wall := g.base + "/teach/assignment/" + line.ID + "/projector?names=on"
	g.tab.Open(wall)
	who := storetest.Student(g.t, g.store, g.class.Code, "Chidi")
	g.is("projector, names arriving", "#roll", "Chidi")
	_, err := g.store.CloseIn(ctx, g.teacher, line.ID, 5)
	g.must(err)
	g.is("projector, about to close", "#closes", "5 min left")
	sheet, _, err := g.store.StartAttempt(ctx, who, line.ID, quiz.Intent{})
	g.must(err)
	_, err = g.store.SubmitAttempt(ctx, who, sheet.Attempt.ID, nil)
	g.must(err)
	g.is("projector, one has handed in", "#handed_in", "1")
	g.cutOff()
	g.is("projector, not connected", "#link", "Not connected since")
	g.connect()
	g.await("projector, connected again", "", func() bool { return g.text("#link") == "" })
	g.closes(line.ID)
	g.is("projector, closed", "#closes", "The quiz is closed.")
	g.excuse("status of 502", "ERR_", "error loading")

	g.tab.Open(g.base + "/teach/class/" + g.class.ID + "/projector")
	g.forget()
	storetest.Student(g.t, g.store, g.class.Code, "Dina")
	g.says("projector of the class, one more has joined", ".joined", "2")
}

// playClass opens what can be opened on the pages of a class, lists names and
// makes cards.
func playClass(g *stage) {
	room := newGallery(g.t)
	g.gate = newGate(g.t, room.base)
	g.server = &server{g.gate.base, room.store}
	g.teacher = room.who(g.t, room.teacher)
	g.signInAs(g.teacher)
	class, done, open := "/teach/class/"+room.class, "/teach/assignment/"+room.done, "/teach/assignment/"+room.open
	g.opened(class+"/assignment/new", open+"/settings", done+"/scores", done+"/items", done+"/confusion",
		"/teach/packs/macron-leaks", class+"/seat/"+room.seat+"/scores", done+"/seat/"+room.seat)

	g.tab.Open(g.base + class + "/students")
	g.tab.Fill("#names", "Ben Thorn\nPupil 1\n<b>\nEmil")
	g.tab.Click("Look at the list")
	g.is("a list of names, looked at", "main", "line cannot be added")
	g.tab.Click("Shorten the full names")
	g.is("a list of names, shortened", "main", "Ben T")
	g.tab.Click("main form button[value=add]")
	g.is("a list of names, added", "h1", "card")
	g.tab.Open(g.base + class + "/cards")
	g.tab.Click("#for-2")
	g.press("main form button")
	g.await("nobody ticked", "trouble", func() bool { return g.text("#trouble") != "" })
	g.is("cards, nobody ticked", "h1", "Cards to print")
	g.excuse("status of 422")
	g.tab.Click("#for")
	g.press("main form button")
	g.is("cards made", ".lead", "Print this page now.")
}

// opened opens pages, then all that they can open, and audits those that can.
func (g *stage) opened(paths ...string) {
	g.t.Helper()
	any := false
	for _, path := range paths {
		g.tab.Open(g.base + path)
		var closed int
		g.tab.Eval(`[...document.querySelectorAll("main details:not([open]) > summary")].map(el => el.click()).length`, &closed)
		if closed > 0 {
			any = true
			g.audit("all opened on " + path)
		}
	}
	if !any {
		g.t.Errorf("none of %q has anything to open", paths)
	}
}
