package tests

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// phone is the width of the screen that most students have.
const phone = 390

// signIn opens a one-time link of a new teacher and signs in with it.
func (s *server) signIn(t *testing.T, tab *browser.Tab, email string) {
	t.Helper()
	ctx := context.Background()
	account, err := s.store.AddTeacher(ctx, email, "The teacher", quiz.TeacherOf)
	if err != nil {
		t.Fatal(err)
	}
	link, err := s.store.NewLink(ctx, account.ID)
	if err != nil {
		t.Fatal(err)
	}
	tab.Open(s.base + "/link/" + link)
	tab.Click("Sign in")
	tab.WaitFor(".who")
}

// join lets the person at the tab into the class of a code.
func (s *server) join(t *testing.T, tab *browser.Tab, code, name string) {
	t.Helper()
	tab.Open(s.base + "/")
	tab.Fill("Class code", code)
	tab.Click("Join")
	tab.Fill("Your name in class", name)
	tab.Click("Go on")
}

// who is the person at the tab, as the store knows them.
func (s *server) who(t *testing.T, tab *browser.Tab) quiz.Actor {
	t.Helper()
	return storetest.Who(t, s.store, tab.Cookies()[0].Value)
}

// caller is a client of the API with the cookies of the tab: the same person.
func (s *server) caller(t *testing.T, tab *browser.Tab) *person {
	t.Helper()
	p := visitor(t, s.base)
	request, err := http.NewRequest(http.MethodGet, s.base, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.client.Jar.SetCookies(request.URL, tab.Cookies())
	return p
}

// begun is a student who has just started a quiz, at the first question.
type begun struct {
	tab     *browser.Tab
	attempt string
	api     *person
}

// begin makes a class with an open quiz and lets a student start it.
func (s *server) begin(t *testing.T, o browser.Options) begun {
	t.Helper()
	teacher := storetest.Teacher(t, s.store, "t@school.example")
	class := storetest.Class(t, s.store, teacher)
	storetest.Assignment(t, s.store, teacher, class.ID, nil)
	tab := browser.New(t, o)
	s.join(t, tab, class.Code, "Amira B")
	tab.Click("Start the quiz")
	parts := strings.Split(tab.Location(), "/")
	if len(parts) != 6 || parts[5] != "1" {
		t.Fatalf("the quiz starts at %s, want its first question", tab.Location())
	}
	if o.JavaScript {
		scripted(t, tab)
	}
	return begun{tab, parts[4], s.caller(t, tab)}
}

// scripted waits until the script of a question has begun its work: without a
// network, whatever is pressed before that ends at the browser's own error page.
func scripted(t *testing.T, tab *browser.Tab) {
	t.Helper()
	eventually(t, 10*time.Second, "the script of the question is at work", func() (there bool) {
		tab.Eval(`(async () => {
			const quiz = performance.getEntriesByType("resource").find(e => e.name.includes("/static/quiz.js"))
			if (quiz) await import(quiz.name)
			return !!quiz
		})()`, &there)
		return there
	})
}

// stored is what the server has of question n, "" for nothing.
func (b begun) stored(t *testing.T, n int) string {
	t.Helper()
	list := b.api.ok("GET", "/attempts/"+b.attempt, nil)["questions"].([]any)
	label, _ := list[n-1].(map[string]any)["label"].(string)
	return label
}

// eventually waits until fine is true.
func eventually(t *testing.T, limit time.Duration, what string, fine func() bool) {
	t.Helper()
	for start := time.Now(); !fine(); time.Sleep(50 * time.Millisecond) {
		if time.Since(start) > limit {
			t.Fatalf("after %v still not: %s", limit, what)
		}
	}
}

// saysSaved waits until the page says that the answer is saved.
func saysSaved(t *testing.T, tab *browser.Tab) {
	t.Helper()
	eventually(t, 10*time.Second, "the page says Saved", func() bool {
		return strings.HasPrefix(tab.Text("#saved"), "Saved")
	})
}

// key is what the pack's file says of the passage on the page.
func key(t *testing.T, pack *questions.Pack, passage string) questions.Label {
	t.Helper()
	at := slices.IndexFunc(pack.Items, func(i questions.Item) bool { return i.Text == strings.TrimSpace(passage) })
	if at < 0 {
		t.Fatalf("the pack has no passage %q", passage)
	}
	return pack.Items[at].Label
}

func choose(tab *browser.Tab, label questions.Label) { tab.Click(fmt.Sprint("#label-", label)) }
