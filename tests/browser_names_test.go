package tests

import (
	"context"
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// TestPickName picks a made-up name that somebody else is quicker to pick, with
// and without scripts: the page says so where the keyboard is, and the next name
// brings the student in. In a class of made-up names there is no other way.
func TestPickName(t *testing.T) {
	for name, o := range map[string]browser.Options{
		"plain":   {Width: 320, Dark: true},
		"scripts": {Width: 320, JavaScript: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, store.Options{})
			teacher := storetest.Teacher(t, s.store, "t@school.example")
			class := storetest.Class(t, s.store, teacher)
			tab := browser.New(t, o)
			tab.Open(s.base + "/j/" + class.Code)
			tab.Click("Other names")
			audit(t, tab, "name")
			taken := tab.Text("#made_up button")
			quicker := quiz.JoinRequest{Code: class.Code, Name: taken, MadeUp: true}
			if _, err := s.store.Join(context.Background(), quiz.Actor{}, quicker, quiz.Intent{}); err != nil {
				t.Fatal(err)
			}
			tab.Click(taken)
			if at := tab.Focused(); !strings.Contains(at, "Somebody else has this name now") {
				t.Errorf("after a name that was taken the focus is on %s", at)
			}
			refused(t, tab, "name that is taken", 422)

			only := quiz.NamesMadeUp
			if _, err := s.store.UpdateClass(context.Background(), teacher, class.ID, quiz.ClassChange{Names: &only}); err != nil {
				t.Fatal(err)
			}
			tab.Open(s.base + "/j/" + class.Code)
			audit(t, tab, "made-up names only")
			picked := tab.Text("#made_up button")
			tab.Click(picked)
			if got := tab.Text(".who"); !strings.Contains(got, picked) {
				t.Errorf("who picked %q is called %q", picked, got)
			}
			clean(t, tab, s.base)
		})
	}
}
