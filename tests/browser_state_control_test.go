package tests

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"discern/quiz/store"
	"discern/tests/browser"
)

// TestStateControls holds what is checked of a state beside its audit against
// pages that must not pass: each does one thing when its button is pressed.
func TestStateControls(t *testing.T) {
	pages := map[string]string{
		"/good":   `line.textContent = "Saved"`,
		"/silent": ``,
		"/twice":  `line.textContent = "Saved"; setTimeout(() => { line.textContent = "Saved " }, 50)`,
		"/late":   `document.querySelector("main").insertAdjacentHTML("beforeend", '<p role="status">Saved</p>')`,
		"/lost":   `line.textContent = "Saved"; button.remove()`,
		"/hidden": `line.textContent = "Saved"; line.hidden = true`,
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>Page</title><main><h1>Page</h1><p id="line" role="status"></p><button id="button">Press</button></main>
			<script>button.onclick = () => { %s }</script>`, pages[r.URL.Path])
	}))
	t.Cleanup(site.Close)
	type verdict struct {
		there      bool
		said, mute int
		lost       bool
	}
	for path, want := range map[string]verdict{
		"/good":   {true, 1, 0, false},
		"/silent": {false, 0, 0, false},
		"/twice":  {true, 2, 1, false},
		"/late":   {true, 1, 1, false},
		"/lost":   {true, 1, 0, true},
		"/hidden": {false, 1, 0, false},
	} {
		g := &stage{t: t, tab: browser.New(t, browser.Options{JavaScript: true})}
		g.tab.Before(heardScript)
		g.tab.Open(site.URL + path)
		g.press("#button")
		g.tab.Eval(`new Promise(done => setTimeout(done, 200))`, nil)
		got := verdict{g.there("[role=status]", "Saved"), g.said("Saved"), len(g.heard("mute")), focusLost(g.tab) != ""}
		if got != want {
			t.Errorf("%s: found %+v, want %+v", path, got, want)
		}
	}
}

// TestStageControls: a stage's server does what it is told, its texts are those
// of its language, and a state in one look is the same in the next.
func TestStageControls(t *testing.T) {
	s := start(t, store.Options{})
	g := s.newStage(t, "controls", "Français", everyScreen())
	g.begin(nil)
	if got, want := g.text(".quiz-actions button"), g.say("Next"); want == "Next" || got != want {
		t.Errorf("in French Next is %q, and the page says %q", want, got)
	}
	g.gate.answer("PUT", 503, "")
	g.card("fact")
	g.await("refused", "trouble", func() bool { return g.text("#saved.trouble") != "" })
	var seen []string
	for _, look := range g.looks {
		g.tab.Look(look.Options)
		var is string
		g.tab.Eval(`[innerWidth, matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("(forced-colors: active)").matches, document.querySelector("#saved.trouble") !== null].join(" ")`, &is)
		seen = append(seen, is)
	}
	want := []string{"320 false false true", "320 true false true", "320 false true true", "1280 false false true", "1280 true false true", "1280 false true true"}
	if !slices.Equal(seen, want) {
		t.Errorf("the looks are %q, want %q", seen, want)
	}
	if len(g.tab.Problems()) == 0 {
		t.Error("a refused answer is no problem, so that none would be noticed")
	}
}

// TestReducedMotion: who wants less motion gets none, on pages of each kind, and
// who has not asked for it gets some, which the check notices.
func TestReducedMotion(t *testing.T) {
	s := start(t, store.Options{})
	g := s.newStage(t, "motion", "English", []screen{{"reduced motion", browser.Options{ReducedMotion: true}, true}})
	g.begin(nil)
	moves := func() (n int) {
		g.tab.Eval(`[...document.querySelectorAll("*")].map(el => getComputedStyle(el)).filter(style =>
			style.animationName !== "none" || style.transitionDuration.split(",").some(time => parseFloat(time) > 0) || style.scrollBehavior === "smooth").length`, &n)
		return n
	}
	if n := moves(); n != 0 {
		t.Errorf("on a question %d elements move in spite of the wish", n)
	}
	g.tab.Look(browser.Options{})
	if moves() == 0 {
		t.Error("without the wish nothing moves, so that the check could not fail")
	}
	g.tab.Look(browser.Options{ReducedMotion: true})
	for _, path := range []string{"review", "1"} {
		if g.tab.Open(g.path + path); moves() != 0 {
			t.Errorf("%s moves in spite of the wish", path)
		}
	}
	g.signInAs(g.teacher)
	for _, path := range []string{"/teach/class/" + g.class.ID, "/teach/class/" + g.class.ID + "/projector"} {
		if g.tab.Open(g.base + path); moves() != 0 {
			t.Errorf("%s moves in spite of the wish", path)
		}
	}
}
