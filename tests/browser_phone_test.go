package tests

import (
	"os"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// What a phone may be sent, in bytes.
const (
	firstBytes = 60 << 10 // from the join page to the first question
	nextBytes  = 15 << 10 // for each further question
)

// How long an old phone may take, from joining to the first question and for
// each further one.
const (
	firstTime = 10 * time.Second
	nextTime  = 1500 * time.Millisecond
)

// TestPhoneBytes joins and answers on a small phone: few bytes, and nothing
// that moves by itself. make test-phone does it on an old phone on slow 3G too,
// and minds the time.
func TestPhoneBytes(t *testing.T) {
	s, class, slow := phoneClass(t)
	tab := browser.New(t, browser.Options{Width: 360, Height: 640, JavaScript: true})
	if slow {
		tab.SlowDown()
	}
	began := time.Now()
	tab.Open(s.base + "/")
	loaded := time.Now()
	still(t, tab)
	tab.Fill("Class code", class.Code)
	pressed := time.Now()
	tab.Click("Join")
	nameToQuestion(t, tab)
	took := time.Since(began)
	bytes := scriptsThere(t, tab) // the pages ahead are not among them
	t.Logf("first question after %d bytes, %v from the address typed, %v from the join page, %v from pressing Join", bytes, took, took-loaded.Sub(began), took-pressed.Sub(began))
	if slow && took-loaded.Sub(began) > firstTime {
		t.Errorf("first question %v after the join page, want at most %v", took-loaded.Sub(began), firstTime)
	}
	if bytes > firstBytes {
		t.Errorf("%d bytes to the first question, want at most %d", bytes, firstBytes)
	}
	for n := 2; n <= 5; n++ {
		still(t, tab)
		tab.Click("#label-fact")
		saysSaved(t, tab)
		if slow {
			time.Sleep(5 * time.Second) // to read
		}
		tab.Received()
		pressed := time.Now()
		tab.Click("Next")
		eventually(t, 10*time.Second, "the next question is there", func() bool { return tab.Text("h1") == "Question "+string(rune('0'+n))+" of 12" })
		took, bytes := time.Since(pressed), tab.Received()
		t.Logf("question %d: %d bytes, those of pages ahead included, %v", n, bytes, took)
		if slow && took > nextTime {
			t.Errorf("question %d took %v, want at most %v", n, took, nextTime)
		}
	}
	var largest int // of the pages that came, ahead of their time or not
	tab.Eval(`Math.max(0, ...performance.getEntriesByType("resource")
		.filter(e => /\/attempt\/[^/]+\/(\d+|review)$/.test(e.name)).map(e => e.transferSize))`, &largest)
	if t.Logf("the largest page has %d bytes", largest); largest == 0 || largest > nextBytes {
		t.Errorf("the largest page has %d bytes, want at most %d", largest, nextBytes)
	}
}

// TestPhoneQR comes to the first question from a class's QR code, the time from
// the moment that the camera has read it.
func TestPhoneQR(t *testing.T) {
	s, class, slow := phoneClass(t)
	tab := browser.New(t, browser.Options{Width: 360, Height: 640, JavaScript: true})
	if slow {
		tab.SlowDown()
	}
	began := time.Now()
	tab.Open(s.base + "/j/" + class.Code)
	nameToQuestion(t, tab)
	took := time.Since(began)
	bytes := scriptsThere(t, tab)
	t.Logf("first question after %d bytes, %v from the QR code", bytes, took)
	if slow && took > firstTime {
		t.Errorf("first question %v after the QR code, want at most %v", took, firstTime)
	}
	if bytes > firstBytes {
		t.Errorf("%d bytes to the first question, want at most %d", bytes, firstBytes)
	}
}

// phoneClass is a class with a quiz, and whether phones are to be slow.
func phoneClass(t *testing.T) (*server, quiz.Class, bool) {
	t.Helper()
	s := start(t, store.Options{})
	teacher := storetest.Teacher(t, s.store, "t@school.example")
	class := storetest.Class(t, s.store, teacher)
	storetest.Assignment(t, s.store, teacher, class.ID, nil)
	return s, class, os.Getenv("DISCERN_TEST_PHONE") != ""
}

// nameToQuestion goes from the page that asks for the name to the first question.
func nameToQuestion(t *testing.T, tab *browser.Tab) {
	t.Helper()
	still(t, tab)
	tab.Fill("Your name in class", "Amira B")
	tab.Click("Go on")
	still(t, tab)
	tab.Click("Start the quiz")
	tab.WaitFor("h1")
}

// scriptsThere waits for the scripts of a question, and returns how many bytes
// have come.
func scriptsThere(t *testing.T, tab *browser.Tab) int {
	t.Helper()
	eventually(t, 30*time.Second, "the scripts of a question are there", func() (all bool) {
		tab.Eval(`["quiz", "queue", "ahead", "clock", "comfort", "line", "times"].every(name =>
			performance.getEntriesByType("resource").some(e => e.name.includes("/static/" + name + ".js")))`, &all)
		return all
	})
	return tab.Received()
}

// still fails if the page has moved by itself.
func still(t *testing.T, tab *browser.Tab) {
	t.Helper()
	if shift, what := tab.Shift(); shift != 0 {
		t.Errorf("%s: layout shift %g, want none: %s", tab.Location(), shift, what)
	}
}
