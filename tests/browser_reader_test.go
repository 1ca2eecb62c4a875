package tests

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestScreenReader holds what a screen reader meets on a student's way against
// testdata/reader, so that a change of it is seen and meant. -update writes the
// files anew.
func TestScreenReader(t *testing.T) {
	s := start(t, store.Options{})
	teacher := storetest.Teacher(t, s.store, "t@school.example")
	class := storetest.Class(t, s.store, teacher)
	storetest.Assignment(t, s.store, teacher, class.ID, nil)
	tab := browser.New(t, browser.Options{Width: phone, JavaScript: true})
	heard := func(name string) {
		t.Helper()
		tree := tab.Reader()
		for secret, word := range map[string]string{class.Code: "CODE", class.Title: "CLASS"} {
			tree = strings.ReplaceAll(tree, secret, word)
		}
		sameAsGolden(t, filepath.Join("testdata", "reader", name+".txt"), tree)
	}
	tab.Open(s.base + "/")
	heard("join")
	tab.Fill("Class code", class.Code)
	tab.Click("Join")
	heard("name")
	tab.Fill("Your name in class", "Amira B")
	tab.Click("Go on")
	heard("start")
	tab.Click("Start the quiz")
	fresh := tab.Reader()
	choose(tab, questions.Fact)
	saysSaved(t, tab)
	if answered := tab.Reader(); !strings.Contains(answered, "checked=true") || strings.Contains(fresh, "checked=true") || fresh == answered {
		t.Errorf("a choice is not told:\n%s", cmp.Diff(fresh, answered))
	}
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
