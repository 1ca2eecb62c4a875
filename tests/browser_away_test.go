package tests

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// desk is a class with an open quiz and its teacher.
func (s *server) desk(t *testing.T, set func(*quiz.Settings)) (teacher quiz.Actor, class quiz.Class) {
	t.Helper()
	teacher = storetest.Teacher(t, s.store, "t@school.example")
	class = storetest.Class(t, s.store, teacher)
	storetest.Assignment(t, s.store, teacher, class.ID, set)
	return teacher, class
}

// come lets a student in and starts the quiz.
func (s *server) come(t *testing.T, tab *browser.Tab, code string) begun {
	t.Helper()
	s.join(t, tab, code, "Amira B")
	tab.Click("Start the quiz")
	scripted(t, tab)
	return begun{tab, strings.Split(tab.Location(), "/")[4], s.caller(t, tab)}
}

// TestExpiredSession ends the session in mid-quiz: the page says so, keeps the
// answer, and sends it when the student has come in again with both codes.
func TestExpiredSession(t *testing.T) {
	s := start(t, store.Options{})
	teacher, class := s.desk(t, nil)
	b := s.come(t, browser.New(t, browser.Options{Width: phone, JavaScript: true}), class.Code)
	student := s.who(t, b.tab)
	if err := s.store.SignOut(context.Background(), student); err != nil {
		t.Fatal(err)
	}
	choose(b.tab, questions.Opinion)
	eventually(t, 10*time.Second, "the page says that it is signed out", func() bool {
		return strings.Contains(b.tab.Text("#saved"), "you are signed out")
	})
	card, err := s.store.NewSeatCode(context.Background(), teacher, student.ID)
	if err != nil {
		t.Fatal(err)
	}
	b.tab.Click("Join again")
	b.tab.Fill("Class code", class.Code+" "+card.Code)
	b.tab.Click("Join")
	b.api = s.caller(t, b.tab)
	if got := b.stored(t, 1); got != "" {
		t.Errorf("before the page is open again the server has %q", got)
	}
	b.tab.Open(s.base + "/attempt/" + b.attempt + "/1")
	eventually(t, 10*time.Second, "the server has the answer", func() bool { return b.stored(t, 1) == "opinion" })
	saysSaved(t, b.tab)
	if got := shelf(b.tab); got != "" {
		t.Errorf("all is saved, and the browser keeps %s", got)
	}
}

// TestLeaveClears leaves the class with an answer unsent: nothing stays behind.
func TestLeaveClears(t *testing.T) {
	s := start(t, store.Options{})
	v := s.behind(t)
	b := (&server{v.base, s.store}).begin(t, browser.Options{Width: phone, JavaScript: true})
	v.mode.Store("refuse")
	choose(b.tab, questions.Opinion)
	saysUnsaved(t, b.tab)
	b.tab.Open(v.base + "/class")
	if shelf(b.tab) == "" {
		t.Fatal("nothing is kept, so nothing could stay behind")
	}
	b.tab.Click("Leave this class")
	eventually(t, 20*time.Second, "the page says what would be lost", func() bool {
		return b.tab.Text("[role=status]") == "Not saved yet: 1 answer. Press again to leave without it."
	})
	b.tab.SetOffline(true)
	b.tab.Click("Leave this class")
	eventually(t, 20*time.Second, "the page says that the network is away", func() bool {
		return strings.HasPrefix(b.tab.Text("[role=status]"), "The network is away.")
	})
	if shelf(b.tab) == "" {
		t.Error("the class was not left, and what is unsent is gone")
	}
	b.tab.SetOffline(false)
	b.tab.Click("Leave this class")
	eventually(t, 20*time.Second, "the class is left", func() bool { return b.tab.Location() == v.base+"/" })
	if got := shelf(b.tab); got != "" || len(b.tab.Cookies()) != 0 {
		t.Errorf("left, and the browser keeps %q and %v", got, b.tab.Cookies())
	}
}

// TestOfflineKey answers without a network where the key comes after each
// question: it must come only with the server's answer.
func TestOfflineKey(t *testing.T) {
	s := start(t, store.Options{})
	_, class := s.desk(t, func(s *quiz.Settings) { s.Feedback = quiz.FeedbackQuestion })
	b := s.come(t, browser.New(t, browser.Options{Width: phone, JavaScript: true}), class.Code)
	tab := b.tab
	choose(tab, questions.Fact)
	atHand(t, tab)
	tab.Click("Check my answer")
	tab.WaitFor(".because")
	tab.Click("Next")
	if got := tab.Text("h1"); got != "Question 2 of 12" {
		t.Fatalf("after the key the page says %q", got)
	}
	tab.SetOffline(true)
	choose(tab, questions.Opinion)
	if got := shelf(tab); !strings.Contains(got, `"draft":true`) {
		t.Errorf("a choice that is not to be checked yet is kept as %s", got)
	}
	tab.Click("Check my answer")
	saysUnsaved(t, tab)
	tab.Click("All questions")
	tab.Back()
	var keys int
	if tab.Eval(`document.querySelectorAll(".because").length`, &keys); keys != 0 || chosen(tab) != "opinion" {
		t.Errorf("without a network the page shows %d keys, with %q chosen", keys, chosen(tab))
	}
	tab.SetOffline(false)
	tab.WaitFor(".because")
	if got := b.stored(t, 2); got != "opinion" {
		t.Errorf("the server has %q, want opinion", got)
	}
	clean(t, tab, s.base)
}

// TestCameBackAfterKill kills the browser in mid-quiz and opens it again: what
// was shown as saved is there, and so is the seat. A browser writes its cookies
// down every half minute, so that this takes long.
func TestCameBackAfterKill(t *testing.T) {
	s := start(t, store.Options{})
	_, class := s.desk(t, nil)
	profile := t.TempDir()
	first := browser.OpenOwn(t, profile, browser.Options{Width: phone, JavaScript: true})
	b := s.come(t, first.Tab, class.Code)
	for _, cookie := range first.Cookies() {
		if left := time.Until(cookie.Expires); left < 11*time.Hour || left > 13*time.Hour {
			t.Errorf("the cookie %s lasts %v, want 12 hours", cookie.Name, left)
		}
	}
	choose(b.tab, questions.Inference)
	saysSaved(t, b.tab)
	if outage(t) < 40*time.Second {
		return
	}
	time.Sleep(35 * time.Second)
	first.Kill()
	second := browser.OpenOwn(t, profile, browser.Options{Width: phone, JavaScript: true})
	second.Open(fmt.Sprintf("%s/attempt/%s/1", s.base, b.attempt))
	if got := chosen(second.Tab); got != "inference" || !strings.HasPrefix(second.Text("#saved"), "Saved") {
		t.Errorf("opened again, the page has %q chosen and says %q", got, second.Text("#saved"))
	}
	if got := b.stored(t, 1); got != "inference" {
		t.Errorf("the server has %q", got)
	}
}
