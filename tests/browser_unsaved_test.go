package tests

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/tests/browser"
)

// TestSavingSaidAtOnce changes an answer while another is on its way: the page
// must not go on saying Saved of what it shows.
func TestSavingSaidAtOnce(t *testing.T) {
	s := start(t, store.Options{})
	v := s.behind(t)
	b := (&server{v.base, s.store}).begin(t, browser.Options{Width: phone, JavaScript: true})
	choose(b.tab, questions.Fact)
	saysSaved(t, b.tab)
	b.tab.Click("Next")
	v.mode.Store("hang")
	choose(b.tab, questions.Fact)
	b.tab.Click("Previous")
	saysSaved(t, b.tab) // the control: this one is
	var said string
	if b.tab.Eval(`document.querySelector("#label-opinion").click(), document.querySelector("#saved").innerText`, &said); said != "Saving…" {
		t.Errorf("over a choice that is not sent yet the page says %q", said)
	}
	v.mode.Store("refuse")
	eventually(t, 20*time.Second, "the page counts both", func() bool {
		return strings.HasPrefix(b.tab.Text("#saved"), "Not saved yet: 2 answers.")
	})
	b.tab.Click("Next")
	b.tab.Click("Next")
	if b.tab.Eval(`document.querySelector("#label-opinion").click(), document.querySelector("#saved").innerText`, &said); !strings.HasPrefix(said, "Not saved yet: 3 answers.") {
		t.Errorf("with a third answer unsaved the page says %q", said)
	}
}

// TestReviewShowsStored changes an answer in another tab: the page before
// handing in shows that one, as that one counts.
func TestReviewShowsStored(t *testing.T) {
	s := start(t, store.Options{})
	o := browser.Options{Width: phone, JavaScript: true}
	a := s.begin(t, o)
	a.say(t, questions.Fact, true)
	o.SameCookies = a.tab
	b := begun{browser.New(t, o), a.attempt, a.api}
	b.tab.Open(a.tab.Location())
	b.say(t, questions.Opinion, true)
	a.tab.Click("All questions")
	a.tab.WaitFor(".grid")
	if got := a.tab.Text(".grid li:first-child .kind"); got != "Opinion" {
		t.Errorf("the grid says %s, stored is %s", got, a.stored(t, 1))
	}
	a.tab.Click(".grid li:first-child a")
	a.tab.WaitFor("#label-fact")
	if got := chosen(a.tab); got != "opinion" {
		t.Errorf("the question shows %q, stored is opinion", got)
	}
	clean(t, a.tab, s.base)
}

// TestHandInCalledOff hands in without a network and goes on answering: then
// nothing is handed in when the network is back, and no page says so.
func TestHandInCalledOff(t *testing.T) {
	s := start(t, store.Options{})
	b := s.begin(t, browser.Options{Width: phone, JavaScript: true})
	atHand(t, b.tab)
	b.tab.Click("All questions")
	b.tab.WaitFor(".grid")
	b.tab.SetOffline(true)
	b.tab.Click("Hand in with 12 open")
	eventually(t, 20*time.Second, "the page says that it is not handed in", func() bool {
		return strings.HasPrefix(b.tab.Text("#saved"), "Not handed in yet")
	})
	b.tab.Click("Answer question 1")
	b.tab.WaitFor("#label-fact")
	b.tab.Eval(watch, nil)
	b.tab.SetOffline(false)
	choose(b.tab, questions.Fact)
	saysSaved(t, b.tab)
	time.Sleep(2 * time.Second) // longer than the next try would wait
	var said []string
	b.tab.Eval("said", &said)
	var busy bool
	b.tab.Eval(`document.getElementById("main").hasAttribute("aria-busy")`, &busy)
	if strings.Contains(fmt.Sprint(said), "Handing in") || busy {
		t.Errorf("handing in was called off, and the page said %q, busy %v", said, busy)
	}
	if state := b.api.ok("GET", "/attempts/"+b.attempt, nil)["state"]; state != "in_progress" {
		t.Errorf("the attempt is %v", state)
	}
}

// TestKeyWhenAsked chooses and does not check, where the key comes after each
// question: the choice stays, and no key is shown for it.
func TestKeyWhenAsked(t *testing.T) {
	s := start(t, store.Options{})
	_, class := s.desk(t, func(s *quiz.Settings) { s.Feedback = quiz.FeedbackQuestion })
	b := s.come(t, browser.New(t, browser.Options{Width: phone, JavaScript: true}), class.Code)
	tab := b.tab
	choose(tab, questions.Opinion)
	tab.Click("Later")
	at(t, tab, "Question 2 of 12", "/2")
	tab.Click("Previous")
	at(t, tab, "Question 1 of 12", "/1")
	for _, how := range []string{"gone back", "loaded anew"} {
		if got := chosen(tab); got != "opinion" || b.stored(t, 1) != "" || keyShown(tab) {
			t.Errorf("%s: chosen is %q, stored %q, a key is shown: %v", how, got, b.stored(t, 1), keyShown(tab))
		}
		eventually(t, 10*time.Second, "the page says that it is not checked", func() bool { return tab.Text("#saved") == "Chosen, not checked yet." })
		tab.Reload()
		scripted(t, tab)
	}
	tab.Click("Check my answer")
	tab.WaitFor(".because")
	if got := shelf(tab); got != "" {
		t.Errorf("the answer is stored, and the browser keeps %s", got)
	}
	tab.Click("Look again later")
	saysSaved(t, tab)
	if !keyShown(tab) || !strings.HasPrefix(tab.Focused(), "input") {
		t.Errorf("after a flag the keyboard is at %s", tab.Focused())
	}
	clean(t, tab, s.base)

	// Another tab comes too late.
	other := browser.New(t, browser.Options{Width: phone, JavaScript: true, SameCookies: tab})
	other.Open(strings.TrimSuffix(tab.Location(), "1") + "2")
	scripted(t, other)
	choose(other, questions.Fact)
	tab.Click("Next")
	choose(tab, questions.Inference)
	tab.Click("Check my answer")
	tab.WaitFor(".because")
	other.Click("Check my answer")
	other.WaitFor(".because")
	eventually(t, 10*time.Second, "the page says that the first answer counts", func() bool {
		return strings.HasPrefix(other.Text("#saved"), "This question was answered before.")
	})
	if got := other.Text(".answers"); !strings.Contains(got, "Inference") || b.stored(t, 2) != "inference" {
		t.Errorf("stored is %q, and the page says %q", b.stored(t, 2), got)
	}
}

func keyShown(tab *browser.Tab) (shown bool) {
	tab.Eval(`document.querySelector(".because") !== null`, &shown)
	return shown
}
