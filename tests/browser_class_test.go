package tests

import (
	"context"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// TestClassPagesLook opens the pages about a class and its people, with
// something on each, on a wide light screen and on a phone in the dark.
func TestClassPagesLook(t *testing.T) {
	web, ctx := start(t, store.Options{}), context.Background()
	teacher := browser.New(t, browser.Options{})
	web.signIn(t, teacher, "t@school.example")
	who, other := web.who(t, teacher), storetest.Teacher(t, web.store, "o@school.example")
	class, theirs := storetest.Class(t, web.store, who), storetest.Class(t, web.store, other)
	line := storetest.Assignment(t, web.store, who, class.ID, func(s *quiz.Settings) { s.Confidence = true })
	storetest.Assignment(t, web.store, who, storetest.Class(t, web.store, who).ID, nil)
	ada, twin := storetest.Student(t, web.store, class.Code, "Ada W."), storetest.Student(t, web.store, class.Code, "Ada")
	g := &gallery{server: web}
	g.handIn(t, ada, line.ID, 1)
	g.work(t, twin, line.ID)
	away := true
	if _, err := web.store.UpdateClass(ctx, who, storetest.Class(t, web.store, who).ID, quiz.ClassChange{Archived: &away}); err != nil {
		t.Fatal(err)
	}
	for class, by := range map[string]quiz.Actor{class.ID: who, theirs.ID: other} {
		email := map[bool]string{true: "o@school.example", false: "t@school.example"}[by.ID == who.ID]
		invited, _, err := web.store.Invite(ctx, by, class, email)
		if err == nil && by.ID == who.ID {
			_, err = web.store.Accept(ctx, other, invited.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	here, set := "/teach/class/"+class.ID, "/teach/assignment/"+line.ID
	for _, o := range []browser.Options{{Width: 1280}, {Width: phone, Dark: true}} {
		o.SameCookies, o.JavaScript = teacher, true
		tab := browser.New(t, o)
		for _, path := range []string{"/teach", here + "/teachers", here + "/teachers/" + other.ID + "/owner", here + "/seat/" + ada.ID + "/merge",
			here + "/seat/" + ada.ID + "/merge?with=" + twin.ID, set + "/copy", "/teach/compare?pack=macron-leaks"} {
			tab.Open(web.base + path)
			audit(t, tab, path)
		}
		tab.Open(web.base + here + "/students")
		tab.Fill("Names, one on each line", "Ben Thorn\nAda\n<b>")
		tab.Click("Look at the list")
		tab.WaitFor("#refused")
		audit(t, tab, "a list of names")
		clean(t, tab, web.base)
	}
}
