package tests

import (
	"fmt"
	"strings"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/tests/browser"
)

// card chooses a kind without waiting for what comes of it.
func (g *stage) card(label questions.Label) { g.press(fmt.Sprint("#label-", label)) }

// saved waits until the page says that the answer is saved.
func (g *stage) saved() {
	g.t.Helper()
	g.await("saved", g.say("Saved %s"), func() bool { return strings.HasPrefix(g.text("#saved:not(.trouble)"), g.say("Saved %s")) })
}

// playSaving answers questions with a server that takes its time.
func playSaving(g *stage) {
	g.begin(func(s *quiz.Settings) { s.Confidence, s.Minutes = true, 30 })
	g.is("question, with its time and how sure", "#ends", "Ends at")
	if g.text("figure details summary") != "" {
		g.press("figure details summary")
		g.is("what comes before and after, opened", "figure details .hint", "In the words of the writer. The statement itself is marked.")
		g.press("figure details summary")
	}
	release := g.gate.hold("PUT")
	g.card(questions.Inference)
	g.says("saving", "#saved", "Saving…")
	release()
	g.says("saved", "#saved", "Saved %s")
	g.press("[name=confidence][value='2']")
	g.saved()
	g.is("saved, with how sure", "#saved", "Saved %s")
	g.press("[name=flag]")
	g.saved()
	g.is("saved, with a flag", "#saved", "Saved %s")
	g.forget()

	g.gate.answer("PUT", 503, "")
	g.card(questions.Fact)
	g.says("tried again and again", "#saved", "Not saved yet. Keep this page open: we are trying again.")
	g.gate.pass()
	g.says("saved after all", "#saved", "Saved %s")
	g.excuse("status of 503")
	g.press("[value=next]")
	g.is("the next question, by script", "h1", "Question %d of %d", 2, 12)
}

// playOffline goes on without a network, hands in without one, and comes back.
func playOffline(g *stage) {
	_, attempt := g.begin(nil)
	g.tab.SetOffline(true)
	g.card(questions.Inference)
	g.says("not saved, one answer", "#saved", "Not saved yet. Keep this page open: we are trying again.")
	g.press("[value=next]")
	g.says("the next page is not here yet", "#saved", "That page is not here yet, and the network is away. It opens when the network is back. Your answers are kept.")
	g.tab.SetOffline(false)
	g.is("on by itself, with the network back", "h1", "Question %d of %d", 2, 12)
	atHand(g.t, g.tab)

	g.tab.SetOffline(true)
	for n := 2; n <= 4; n++ {
		g.card(questions.Labels[n%3])
		g.await("not saved", "trouble", func() bool { return g.text("#saved.trouble") != "" })
		if n < 4 {
			g.press("[value=next]")
			g.await("the next question", "", func() bool { return g.text("h1") == g.say("Question %d of %d", n+1, 12) })
		}
	}
	g.is("not saved, several answers", "#saved", "Not saved yet: %d answers. You can go on. Keep this page open: we are trying again.", 3)
	g.press(".who a")
	g.is("before handing in, without a network", "main .lead", "Still open: %s.", "5, 6, 7, 8, 9, 10, 11, 12")
	g.forget()
	g.press("main form button")
	g.says("not handed in yet", "#saved", "Not handed in yet: the network is away. Keep this page open. It is handed in when the network is back.")
	if got := g.caller(g.t, g.tab).ok("GET", "/attempts/"+attempt, nil)["state"]; got != "in_progress" {
		g.t.Errorf("not handed in yet, and the attempt is %v", got)
	}
	g.tab.SetOffline(false)
	g.is("handed in, with the network back", "h1", "Handed in")
}

// playRefused has the server refuse an answer, for each reason that there is.
func playRefused(g *stage) {
	line, _ := g.begin(nil)
	for n, one := range []struct {
		status     int
		code, says string
	}{
		{422, "label", "Press Next to try again."},
		{403, "forbidden", "Press Next to try again."},
		{409, "paused", "Every answer marked Saved is still there. Go on when your teacher says so."},
		{409, "answer_final", "This question was answered before. That answer counts."},
		{404, "not_found", "This quiz belongs to another student. Ask your teacher for your return code."},
	} {
		g.gate.answer("PUT", one.status, one.code)
		g.card(questions.Labels[n%3])
		g.says(fmt.Sprint("not saved: ", one.status, " ", one.code), "#saved", one.says)
		g.gate.pass()
		g.card(questions.Labels[(n+2)%3])
		g.saved()
		g.forget()
	}
	g.excuse("status of 4")

	// The teacher closes the quiz in earnest, and the page that Next leads to says so.
	g.closes(line.ID)
	g.card(questions.Inference)
	g.says("not saved: the quiz is closed", "#saved", "It was handed in, or its time was over. Every answer saved before that counts.")
	g.press("[value=next]")
	g.await("after Next", "another page", func() bool { return g.text("#saved") == "" })
	g.is("after Next, with the quiz closed", "h1", "This quiz is handed in")
	g.excuse("status of 4")

	g.again()
	g.begin(nil)
	if err := g.store.SignOut(g.t.Context(), g.pupil()); err != nil {
		g.t.Fatal(err)
	}
	g.card(questions.Opinion)
	g.says("not saved: signed out", "#saved", "Not saved yet: you are signed out. What you chose is kept here. Join again with your return code, and it is sent.")
	g.press(".who a")
	g.is("signed out, another page", "h1", "Join your class")
	g.excuse("status of 401")
}

// again gives the person a screen without cookies.
func (g *stage) again() {
	g.t.Helper()
	clean(g.t, g.tab, g.gate.base)
	g.open(g.looks[0].Options)
}

// closes closes a quiz.
func (g *stage) closes(line string) {
	g.t.Helper()
	closed := quiz.Closed
	if _, err := g.store.UpdateAssignment(g.t.Context(), g.teacher, line, quiz.AssignmentChange{State: &closed}); err != nil {
		g.t.Fatal(err)
	}
}

// playClash answers one question in two tabs.
func playClash(g *stage) {
	g.begin(nil)
	other := browser.New(g.t, browser.Options{Width: phone, JavaScript: true, SameCookies: g.tab})
	other.Open(g.path + "1")
	other.Click("#label-inference")
	other.WaitFor("#saved .icon")
	g.card(questions.Opinion)
	g.says("answered elsewhere too", "#saved", "Not saved: elsewhere you said %s, here %s. Press Next to keep one.", g.say("Inference"), g.say("Opinion"))
	g.press(".who a")
	g.is("answered elsewhere too, before handing in", "#saved", "One answer is not saved: you gave another one elsewhere. Open it to keep one.")
	g.press("main form button")
	time.Sleep(100 * time.Millisecond)
	g.is("answered elsewhere too, not handed in", "#saved", "One answer is not saved: you gave another one elsewhere. Open it to keep one.")
	g.press("#saved a")
	g.is("the question answered elsewhere too", "#saved", "Not saved: elsewhere you said %s, here %s. Press Next to keep one.", g.say("Inference"), g.say("Opinion"))
	g.press("[value=next]")
	g.is("which one to keep", "h1", "Question %d: keep one answer", 1)
	g.excuse("status of 409")
}
