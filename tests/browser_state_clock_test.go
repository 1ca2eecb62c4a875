package tests

import (
	"fmt"

	"discern/questions"
	"discern/quiz"
)

// skew lets a test put the page's clock forward; what the server says counts
// from then on.
const skew = `{ const now = Date.now; globalThis.discernSkew = 0; Date.now = () => now() + discernSkew }`

// forward puts the page's clock so far ahead that so many seconds are left.
func (g *stage) forward(left int) {
	g.t.Helper()
	g.tab.Eval(fmt.Sprintf(`{ discernSkew = 0; discernSkew = Date.parse(document.querySelector("#ends time").dateTime) - Date.now() - %d * 1000 } 0`, left), nil)
}

// looksNow has the page ask the server, as it does when it is looked at again.
func (g *stage) looksNow() {
	g.tab.Eval(`document.dispatchEvent(new Event("visibilitychange")), 0`, nil)
}

// playClock lets the time of a student with extra time run out, and another's
// quiz close.
func playClock(g *stage) {
	g.tab.Before(skew)
	g.enterWithExtraTime()
	g.startQuiz()
	g.is("extra time", "#ends small", "with your extra time")
	g.forward(9*60 + 30)
	g.is("ten minutes left", "#left", "%d min left", 10)
	g.forward(300)
	g.says("five minutes left", "#told", "5 minutes left")
	g.forward(60)
	g.says("one minute left", "#told", "1 minute left")
	g.comfort("no-clock")
	g.forward(301)
	g.forget()
	g.forward(299)
	g.says("five minutes left, without a clock to be seen", "#told", "5 minutes left")
	g.comfort()
	g.forward(30)
	g.tab.WaitFor("#left:not(:empty)")
	g.forget()
	g.forward(-1)
	g.says("time is over", "#told", "Time is over. What is saved is handed in.")

	g.again()
	g.class = g.anotherClass()
	line, _ := g.begin(nil)
	if _, err := g.store.CloseIn(g.t.Context(), g.teacher, line.ID, 5); err != nil {
		g.t.Fatal(err)
	}
	g.looksNow()
	g.says("the teacher closes the quiz soon", "#told", "Your teacher closes the quiz at")
	if _, err := g.store.CallOffClosing(g.t.Context(), g.teacher, line.ID); err != nil {
		g.t.Fatal(err)
	}
	g.looksNow()
	g.says("the quiz goes on", "#told", "The quiz goes on.")
	g.closes(line.ID)
	g.looksNow()
	g.says("the quiz is closed at once", "#told", "Time is over. What is saved is handed in.")
	g.card(questions.Fact)
	g.await("refused", "trouble", func() bool { return g.text("#saved.trouble") != "" })
	g.excuse("status of 409")
}

// enterWithExtraTime comes into a class with a quiz of 30 minutes, of which this
// student has half as much again.
func (g *stage) enterWithExtraTime() {
	g.t.Helper()
	g.assign(func(s *quiz.Settings) { s.Minutes = 30 })
	g.enter()
	extra := 1.5
	if _, err := g.store.UpdateSeat(g.t.Context(), g.teacher, g.pupil().ID, quiz.SeatChange{ExtraTime: &extra}); err != nil {
		g.t.Fatal(err)
	}
}
