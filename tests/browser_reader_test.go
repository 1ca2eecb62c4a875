package tests

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

var update = flag.Bool("update", false, "write the golden files anew")

// clockTime is a time of day as the pages have it, with its zone where they say it.
var clockTime = regexp.MustCompile(`\d\d:\d\d( [A-Z]{3,4}\b)?`)

// buttonName is the name of a button as the tree has it.
var buttonName = regexp.MustCompile(`button "([^"]+)"`)

// listener is a student who hears the pages of a quiz of all everyday statements,
// which are the same for everybody.
type listener struct {
	t     *testing.T
	tab   *browser.Tab
	words *strings.Replacer // for what differs from run to run
}

// heard holds the page against a golden file.
func (l *listener) heard(name string) {
	l.t.Helper()
	tree := clockTime.ReplaceAllString(l.words.Replace(l.tab.Reader()), "TIME")
	tree = buttonName.ReplaceAllStringFunc(tree, func(button string) string {
		if quiz.IsMadeUp(buttonName.FindStringSubmatch(button)[1]) {
			return `button "MADE UP"` // drawn anew for every page
		}
		return button
	})
	sameAsGolden(l.t, filepath.Join("testdata", "reader", name+".txt"), tree)
}

// TestScreenReader holds what a screen reader meets on a student's way against
// testdata/reader, so that a change of it is seen and meant. -update writes the
// files anew.
func TestScreenReader(t *testing.T) {
	s := start(t, store.Options{})
	teacher := storetest.Teacher(t, s.store, "t@school.example")
	class := storetest.Class(t, s.store, teacher)
	line, err := s.store.CreateAssignment(t.Context(), teacher, class.ID, quiz.NewAssignment{Pack: "everyday", Settings: quiz.DefaultSettings()}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	open := quiz.Open
	if _, err := s.store.UpdateAssignment(t.Context(), teacher, line.ID, quiz.AssignmentChange{State: &open}); err != nil {
		t.Fatal(err)
	}
	l := &listener{t, browser.New(t, browser.Options{Width: phone, JavaScript: true}),
		strings.NewReplacer(class.Code, "CODE", quiz.ShowCode(class.Code), "CODE", class.Title, "CLASS")}
	tab := l.tab
	tab.Open(s.base + "/")
	l.heard("join")
	tab.Fill("Class code", class.Code)
	tab.Click("Join")
	l.heard("name")
	tab.Fill("Your name in class", "Amira B")
	tab.Click("Go on")
	l.heard("start")
	tab.Click("Start the quiz")
	l.question()
	for n := 2; n <= 12; n++ {
		tab.Click("Next")
		choose(tab, questions.Labels[n%3])
		saysSaved(t, tab)
	}
	tab.Click("Next")
	l.heard("review")
	tab.Click("Hand in")
	l.heard("done")
	attempt := strings.TrimSuffix(tab.Location(), "/done")
	if _, err := s.store.Release(t.Context(), teacher, line.ID, true); err != nil {
		t.Fatal(err)
	}
	tab.Open(attempt + "/result")
	l.heard("result")
	tab.Open(s.base + "/practice?seed=1&round=0&said=")
	l.heard("practice")
}

// question hears the first question: fresh, with a choice, without the network,
// in two other languages, and with the settings for reading open. A page where
// one name is another is noticed.
func (l *listener) question() {
	l.t.Helper()
	tab := l.tab
	address := tab.Location()
	l.heard("question")
	for _, language := range []struct{ tag, name string }{{"fr", "Français"}, {"es", "Español"}, {"en", "English"}} {
		tab.Click(language.name)
		tab.Open(address)
		if language.tag != "en" {
			l.heard("question-" + language.tag)
		}
	}
	fresh := tab.Reader()
	tab.Eval(`document.querySelector("#label-fact").setAttribute("aria-label", "Something else"); 0`, nil)
	if tab.Reader() == fresh {
		l.t.Error("a card with another name is heard as before")
	}
	tab.Reload()
	tab.SetOffline(true)
	choose(tab, questions.Inference)
	saysUnsaved(l.t, tab)
	l.heard("offline")
	tab.SetOffline(false)
	saysSaved(l.t, tab)
	l.heard("saved")
	tab.Click("Easier to read")
	l.heard("comfort")
	tab.Click("Easier to read")
}

func sameAsGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s, -golden +now:\n%s", path, diff)
	}
}
