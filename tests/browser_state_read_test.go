package tests

import (
	"encoding/json"
	"strings"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store/storetest"
)

// assign sets the class a quiz.
func (g *stage) assign(set func(*quiz.Settings)) quiz.AssignmentLine {
	g.t.Helper()
	return storetest.Assignment(g.t, g.store, g.teacher, g.class.ID, set)
}

func (g *stage) anotherClass() quiz.Class {
	g.t.Helper()
	return storetest.Class(g.t, g.store, g.teacher)
}

// comfort switches on what is named, and everything else off.
func (g *stage) comfort(on ...string) {
	g.t.Helper()
	list, err := json.Marshal(append([]string{}, on...))
	if err != nil {
		g.t.Fatal(err)
	}
	g.tab.Eval(`{ const panel = document.querySelector(".foot details"); panel.open = true
		panel.querySelectorAll("[name=comfort]").forEach(box => box.checked = `+string(list)+`.includes(box.value)) } 0`, nil)
	g.tab.Click(".foot details button")
	var class string
	if g.tab.Eval(`document.documentElement.className`, &class); class != strings.Join(on, " ") {
		g.t.Fatalf("switched on %q, and the page is %q", on, class)
	}
}

// voices is a speech synthesis with a voice for each language, which goes on until
// it is cancelled or discernEnd is called.
const voices = `{
	const waiting = []
	const ended = (how) => { speechSynthesis.speaking = false; for (const said of waiting.splice(0)) said[how]?.() }
	globalThis.discernEnd = () => ended("onend")
	globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
	const stub = Object.assign(new EventTarget(), {speaking: false, cancel: () => ended("onerror"),
		getVoices: () => ["en-GB", "fr-FR", "es-ES"].map(lang => ({lang, name: lang, localService: true})),
		speak(said) { this.speaking = true; waiting.push(said) }})
	Object.defineProperty(globalThis, "speechSynthesis", {value: stub})
}`

// playComfort reads a question in each way that can be switched on.
func playComfort(g *stage) {
	g.begin(func(s *quiz.Settings) { s.Minutes, s.Confidence = 30, true })
	g.press(".foot summary")
	g.is("settings for reading opened", ".foot details", "A button that reads aloud")
	for _, one := range []string{"airy", "large", "no-clock", "keys"} {
		g.comfort(one)
		g.is("switched on: "+one, "h1", "Question %d of %d", 1, 12)
	}
	letter := strings.ToLower(string([]rune(g.say("Opinion"))[0]))
	g.tab.Press(letter)
	g.says("chosen by its letter", "#saved", "Saved %s")
	if got := chosen(g.tab); got != string(questions.Opinion) {
		g.t.Errorf("%s chooses %q", letter, got)
	}
	g.tab.Press("ArrowRight")
	g.is("on by an arrow", "h1", "Question %d of %d", 2, 12)
	g.comfort("aloud")
	g.is("switched on: aloud, without a voice", "#aloud", "This browser has no voice for this statement.")
	g.tab.Press(letter)
	if got := chosen(g.tab); got != "" {
		g.t.Errorf("with keys off %s chooses %q", letter, got)
	}
	g.tab.Before(voices)
	g.comfort("airy", "large", "no-clock", "aloud", "keys")
	g.is("all switched on", "#aloud", "Read aloud")
	g.press("#aloud button")
	g.is("reading aloud", "#aloud", "Stop reading")
	g.press("#aloud button")
	g.is("reading aloud, stopped", "#aloud", "Read aloud")
	g.press("#aloud button")
	g.await("reading aloud again", "", func() bool { return g.text("#aloud") == g.say("Stop reading") })
	g.tab.Eval(`discernEnd(), 0`, nil)
	g.is("reading aloud, at its end", "#aloud", "Read aloud")
	atHand(g.t, g.tab)
	g.tab.SetOffline(true)
	g.card(questions.Fact)
	g.says("all switched on, not saved", "#saved", "Not saved yet. Keep this page open: we are trying again.")
	g.press(".who a")
	g.is("all switched on, before handing in, not saved", "h1", "Before you hand in")
	g.forget()
	g.tab.SetOffline(false)
	g.says("all switched on, before handing in, saved after all", "#saved", "Saved %s")
}

// playInstant sees the key after each question.
func playInstant(g *stage) {
	g.begin(func(s *quiz.Settings) { s.Feedback = quiz.FeedbackQuestion })
	g.press("[value=check]")
	g.await("nothing chosen", "trouble", func() bool { return g.text("#trouble") != "" })
	g.is("checked with nothing chosen", "h1", "Question %d of %d", 1, 12)
	g.excuse("status of 422")
	release := g.gate.hold("PUT")
	g.card(questions.Fact)
	g.says("chosen, not checked", "#saved", "Chosen, not checked yet.")
	g.press("[value=check]")
	g.says("to be checked, on its way", "#saved", "Saving…")
	release()
	g.await("the key", "", func() bool { return g.text(".because") != "" })
	g.is("the key, put in by script", "article h2", "The key")
	g.press(".quiz-actions .button")
	g.is("the question after the key", "h1", "Question %d of %d", 2, 12)
	g.tab.SetOffline(true)
	g.card(questions.Opinion)
	g.press("[value=check]")
	g.says("to be checked without a network", "#saved", "Not saved yet. Keep this page open: we are trying again.")
	g.tab.SetOffline(false)
	g.await("the key", "", func() bool { return g.text(".because") != "" })
	g.is("the key, with the network back", "article h2", "The key")
}

// playResult reads the results of two tries, and reads a statement differently.
func playResult(g *stage) {
	line := g.assign(func(s *quiz.Settings) { s.Feedback, s.Attempts = quiz.FeedbackSubmit, 2 })
	g.enter()
	who, room := g.pupil(), &gallery{server: g.server}
	room.handIn(g.t, who, line.ID, 1)
	g.tab.Open(g.base + "/attempt/" + room.handIn(g.t, who, line.ID, 5) + "/result")
	g.is("result of a second try", "#since", "Since your try %d", 1)
	differ := "article .differ "
	g.press(differ + "summary")
	g.is("reading it differently, opened", differ+"summary", "I read this differently")
	g.press(differ + "form button")
	g.tab.WaitFor(differ + ".why-not")
	g.is("reading it differently, with no reason", differ+"label", "I read this differently, because")
	g.excuse("status of 422")
	g.tab.Fill(differ+"textarea", "It only says what somebody else said, and I could look that up.")
	g.press(differ + "form button")
	g.is("reading it differently, sent", differ+".notice", "A reviewer will look at it.")
	g.press(differ + "summary")
	g.is("reading it differently, to be changed", differ+"summary", "Change what you said")
}

// playPractice takes a round of practice.
func playPractice(g *stage) {
	g.tab.Open(g.base + "/practice?seed=1&round=0&said=")
	g.press("main form button")
	g.await("nothing chosen", "trouble", func() bool { return g.text("#trouble") != "" })
	g.is("practice, nothing chosen", "main form button", "Check my answer")
	g.excuse("status of 422")
	seen := map[string]bool{}
	for range 6 {
		g.tab.Click("#label-opinion")
		g.tab.Click("main form button")
		verdict := g.text(".verdict")
		if !seen[verdict] {
			seen[verdict] = true
			g.is("practice: "+verdict, "article h2", "The key")
		}
		g.tab.Click(".quiz-actions a")
	}
	g.is("practice, at its end", "main .button", "Another round")
	if len(seen) != 2 {
		g.t.Errorf("a round of one answer has the verdicts %v, want two", seen)
	}
}
