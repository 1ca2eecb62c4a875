package tests

import (
	"strings"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store/storetest"
)

// playReading reads the passages of a draft with keys and without.
func playReading(g *stage) {
	who := storetest.Reviewer(g.t, g.store, "r"+g.class.Code+"@school.example")
	source, passages := storetest.Drafted(g.t, g.store, who, "Buses", 4)
	g.signInAs(who)
	g.opened("/review/passage/" + passages[0].ID)
	g.tab.Press("f")
	if got := chosen(g.tab); got != "" {
		g.t.Errorf("before keys are switched on one chooses %q", got)
	}
	g.tab.Click("#keys")
	g.tab.Press("i")
	g.tab.Press("3")
	if got := chosen(g.tab); got != string(questions.Inference) {
		g.t.Errorf("with keys switched on I chooses %q", got)
	}
	g.is("reading, chosen by keys", "h1", "of 4")
	g.tab.Click("Save and go on")
	g.is("reading, saved", ".saved", "saved")
	g.press("form[data-reading] button[value=next]")
	g.await("nothing chosen", "trouble", func() bool { return g.text("#trouble") != "" })
	g.is("reading, nothing chosen", "h1", "of 4")
	words, at := "Bus 1 stopped at 8.", g.tab.Location()
	_, err := g.store.UpdatePassage(g.t.Context(), who, at[strings.LastIndex(at, "/")+1:], quiz.PassageChange{Text: &words})
	g.must(err)
	g.tab.Press("f")
	g.tab.Press("2")
	g.press("form[data-reading] button[value=next]")
	g.is("reading, with other words meanwhile", "#trouble", "The words have changed since you opened the page.")
	g.excuse("status of 422", "status of 409")
	g.tab.SetOffline(true)
	g.tab.Press("o")
	g.is("reading, without a network", "h1", "of 4")
	g.tab.SetOffline(false)

	g.tab.Open(g.base + "/review/source/" + source.ID)
	g.press("[data-marks] button")
	g.await("nothing marked", "trouble", func() bool { return g.text("#trouble") != "" })
	g.is("marking, nothing chosen", "h1", "Buses")
	g.tab.Open(g.base + "/review/passage/" + passages[2].ID + "/wording")
	g.tab.Fill("#text", "")
	g.press("main form button")
	g.await("no words", "trouble", func() bool { return g.text("#trouble") != "" })
	g.is("wording, with no words", "h1", "Wording of passage 3")
	g.excuse("status of 422")
}

// playSettling decides on a passage that two have read differently.
func playSettling(g *stage) {
	who := storetest.Reviewer(g.t, g.store, "a"+g.class.Code+"@school.example")
	other := storetest.Reviewer(g.t, g.store, "b"+g.class.Code+"@school.example")
	_, passages := storetest.Drafted(g.t, g.store, who, "More buses", 2)
	storetest.Read(g.t, g.store, who, passages, questions.Fact)
	storetest.Read(g.t, g.store, other, passages, questions.Inference)
	g.signInAs(who)
	g.opened("/review/passage/" + passages[0].ID + "/settle")
	g.tab.Click("#cue-1")
	g.tab.Click("#label-inference")
	g.tab.Fill("#rationale", strings.Repeat("Nobody saw that. ", 24))
	g.is("deciding, the reason too long", "[data-count]", ": 8 too many")
	g.press("main form button")
	g.await("too long", "trouble", func() bool { return g.text("#trouble") != "" })
	g.is("deciding, refused", "[data-count]", ": 8 too many")
	g.excuse("status of 422")
	g.tab.Fill("#rationale", "Nobody saw that.")
	g.is("deciding, the reason as long as it may be", "[data-count]", ": 384 left")
	g.tab.Click("main form button")
	g.opened("/review/passage/" + passages[0].ID + "/settle")
}
