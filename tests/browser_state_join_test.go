package tests

import (
	"net/http"
	"strings"

	"discern/quiz"
	"discern/quiz/store/storetest"
)

// playJoining comes in from a QR code to the first question, held up and refused
// on each page.
func playJoining(g *stage) {
	storetest.Assignment(g.t, g.store, g.teacher, g.class.ID, nil)
	g.tab.Open(g.base + "/card#ABCDEFGH-JKMNPQ")
	g.tab.WaitFor("#code-why")
	g.is("card, refused by script", "h1", "Come in with your card")
	g.excuse("status of 404")
	g.tab.Open(g.base + "/")
	g.tab.Fill("#code", "ABCD2345")
	g.press("main button")
	g.is("join, a code that there is not, by script", "#trouble", "We do not know this code. Look at the board again.")
	g.excuse("status of 404")
	g.tab.Fill("#code", g.class.Code)
	g.heldUp("join", "main form")
	g.is("name, by script", "h1", "Who are you?")

	g.press("details:has(#seat_code) summary")
	g.is("name, started elsewhere opened", "details:has(#seat_code) summary", "I started on another phone or computer")
	g.tab.Fill("#seat_code", "ABC234")
	g.press("form:has(#seat_code) button")
	g.tab.WaitFor("#seat_code-why")
	g.is("name, return code refused", "h1", "Who are you?")
	g.excuse("status of 404")
	g.press("#made_up summary")
	g.away("a made-up name", "#made_up form")
	g.tab.Fill("#name", "<b>")
	g.press("form:has(#name) button")
	g.tab.WaitFor("#name-why")
	g.is("name, refused by script", "h1", "Who are you?")
	g.excuse("status of 422")
	g.tab.Fill("#name", "Amira B")
	g.heldUp("name", "form:has(#name)")

	g.is("start, by script", "main button", "Start the quiz")
	g.heldUp("start", "main form")
	g.is("first question, by script", "h1", "Question %d of %d", 1, 12)
}

// heldUp sends a form that gets no answer, then to a server that takes its time,
// and lets it through.
func (g *stage) heldUp(page, form string) {
	g.t.Helper()
	g.away(page, form)
	release := g.gate.hold("POST")
	g.press(form + " button")
	g.says(page+", on its way", form+" [role=status]", "One moment…")
	release()
	g.await(page+", let through", "another page", func() bool { return g.text(form+" [role=status]") != g.say("One moment…") })
}

// away sends a form that gets no answer.
func (g *stage) away(page, form string) {
	g.t.Helper()
	g.gate.set(func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodPost {
			panic(http.ErrAbortHandler)
		}
		return false
	})
	g.press(form + " button")
	g.says(page+", network away", form+" [role=status]", "The network is away. Nothing is lost: press again when it is back.")
	g.gate.pass()
	g.excuse("ERR_EMPTY_RESPONSE")
}

// begin comes in and starts a quiz with these settings.
func (g *stage) begin(set func(*quiz.Settings)) (line quiz.AssignmentLine, attempt string) {
	g.t.Helper()
	line = storetest.Assignment(g.t, g.store, g.teacher, g.class.ID, set)
	g.enter()
	return line, g.startQuiz()
}

// enter comes into the class.
func (g *stage) enter() {
	g.t.Helper()
	g.tab.Open(g.base + "/")
	g.tab.Fill("#code", g.class.Code)
	g.tab.Click("main form button")
	g.tab.Fill("#name", "Amira B")
	g.tab.Click("form:has(#name) button")
}

// startQuiz starts the quiz on whose page the person is, and returns the attempt.
func (g *stage) startQuiz() string {
	g.t.Helper()
	g.tab.Click("main form button")
	g.await("the first question", "its script", func() (shown bool) { g.tab.Eval("discernHeard.shown", &shown); return shown })
	attempt := strings.Split(g.tab.Location(), "/")[4]
	g.path = g.base + "/attempt/" + attempt + "/"
	return attempt
}

// pupil is the person at the screen, as the store knows them; another cookie may
// hold their language.
func (g *stage) pupil() quiz.Actor {
	g.t.Helper()
	for _, cookie := range g.tab.Cookies() {
		if strings.Contains(cookie.Name, "seat") {
			return storetest.Who(g.t, g.store, cookie.Value)
		}
	}
	g.t.Fatal("nobody is in a class at this screen")
	return quiz.Actor{}
}
