package tests

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz/store"
	"discern/tests/browser"
)

// TestTwoTabs changes one answer in two tabs of the same student. The older tab
// must show both answers, and only the student's own wish may change it.
func TestTwoTabs(t *testing.T) {
	for _, scripts := range []bool{false, true} {
		t.Run(fmt.Sprintf("JavaScript %v", scripts), func(t *testing.T) {
			s := start(t, store.Options{})
			o := browser.Options{Width: phone, JavaScript: scripts}
			a := s.begin(t, o)
			o.SameCookies = a.tab
			b := begun{browser.New(t, o), a.attempt, a.api}
			b.tab.Open(a.tab.Location())
			b.say(t, questions.Inference, scripts)
			if got := a.stored(t, 1); got != "inference" {
				t.Fatalf("the server has %q, want inference", got)
			}

			choose(a.tab, questions.Opinion)
			if scripts {
				eventually(t, 10*time.Second, "the page says what is stored", func() bool {
					said := a.tab.Text("#saved")
					return strings.HasPrefix(said, "Not saved") && strings.Contains(said, "Inference") && strings.Contains(said, "Opinion")
				})
				a.tab.Forget() // the answer 409
			}
			a.tab.Click("Next")
			if got := strings.Fields(a.tab.Text(".answers")); fmt.Sprint(got) != "[Saved there Inference Chosen here Opinion]" {
				t.Errorf("the older tab shows %q, want both answers", got)
			}
			refused(t, a.tab, "stale tab", 409)
			if got := a.stored(t, 1); got != "inference" {
				t.Errorf("the older tab changed the answer to %q", got)
			}
			a.tab.Click("Take what I chose here")
			if got := a.stored(t, 1); got != "opinion" {
				t.Errorf("after taking this tab's answer the server has %q, want opinion", got)
			}
			if got, want := a.tab.Text("h1"), "Question 2 of 12"; got != want {
				t.Errorf("after that the page says %q, want %q", got, want)
			}
			clean(t, a.tab, s.base)
			clean(t, b.tab, s.base)
		})
	}
}

// say answers the question of the page so that it is stored.
func (b begun) say(t *testing.T, label questions.Label, scripts bool) {
	t.Helper()
	choose(b.tab, label)
	if scripts {
		saysSaved(t, b.tab)
		return
	}
	b.tab.Click("Next")
}

// TestTwoTabsControl: without a second tab the same steps show no such page.
func TestTwoTabsControl(t *testing.T) {
	s := start(t, store.Options{})
	a := s.begin(t, browser.Options{Width: phone, JavaScript: true})
	a.say(t, questions.Inference, true)
	a.say(t, questions.Opinion, true)
	a.tab.Click("Next")
	if got, want := a.tab.Text("h1"), "Question 2 of 12"; got != want {
		t.Errorf("one tab alone leads to %q, want %q", got, want)
	}
	if got := a.stored(t, 1); got != "opinion" {
		t.Errorf("the server has %q, want opinion", got)
	}
	clean(t, a.tab, s.base)
}
