package tests

import (
	"context"
	"fmt"
	"os"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// gallery is a service with something on every page: a class of 24 that has
// handed in one quiz, which is released, and is at work on another.
type gallery struct {
	*server
	class, done      string
	open, fresh      string // quizzes that the student is at work on, and has not started
	seat             string // a student who has handed in
	student, teacher *browser.Tab
	result, underWay string // attempts of the student
	preview          string // of a rescore of the finished quiz, which was rescored before
}

// screen is one way to look at a page. Full ones are audited; the others are
// only held not to scroll sideways, as nothing else of theirs is new.
type screen struct {
	name string
	browser.Options
	full bool
}

// screens covers each width and each theme in full once.
var screens = []screen{
	{"light at 1280", browser.Options{Width: 1280}, true},
	{"dark at 390", browser.Options{Width: phone, Dark: true}, true},
	{"forced colours at 320", browser.Options{Width: 320, ForcedColors: true}, true},
	{"light at 320", browser.Options{Width: 320}, false},
	{"light at 390", browser.Options{Width: phone}, false},
	{"dark at 320", browser.Options{Width: 320, Dark: true}, false},
	{"dark at 1280", browser.Options{Width: 1280, Dark: true}, false},
	{"forced colours at 390", browser.Options{Width: phone, ForcedColors: true}, false},
	{"forced colours at 1280", browser.Options{Width: 1280, ForcedColors: true}, false},
}

// TestPagesLook opens the main pages on every kind of screen, in make test in
// forced colours at 320 px alone: other tests have the other themes.
func TestPagesLook(t *testing.T) {
	g := newGallery(t)
	for _, look := range screens {
		if os.Getenv("DISCERN_TEST_PAGES") == "" && !(look.full && look.ForcedColors) {
			continue
		}
		t.Run(look.name, func(t *testing.T) {
			for _, part := range []struct {
				person *browser.Tab
				paths  []string
			}{{nil, []string{"/", "/sign-in"}}, {g.student, g.studentPages()}, {g.teacher, g.teacherPages()}} {
				o := look.Options
				o.SameCookies, o.JavaScript = part.person, true
				tab := browser.New(t, o)
				for _, path := range part.paths {
					tab.Open(g.base + path)
					if at := tab.Location(); at != g.base+path {
						t.Errorf("%s led to %s", path, at)
					}
					if look.full {
						audit(t, tab, path)
						continue
					}
					var wide int
					if tab.Eval(`document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth`, &wide); wide > 0 {
						t.Errorf("%s is %d px wider than the screen", path, wide)
					}
				}
				clean(t, tab, g.base)
			}
		})
	}
}

func (g *gallery) studentPages() []string {
	return []string{"/", "/card", "/class", "/practice", "/help", "/privacy", "/assignment/" + g.fresh,
		"/attempt/" + g.underWay + "/1", "/attempt/" + g.underWay + "/3",
		"/attempt/" + g.underWay + "/review", "/attempt/" + g.result + "/result"}
}

func (g *gallery) teacherPages() []string {
	class, quiz := "/teach/class/"+g.class, "/teach/assignment/"
	return []string{"/teach", class, class + "/projector", class + "/students", class + "/cards", class + "/assignment/new",
		class + "/seat/" + g.seat, class + "/seat/" + g.seat + "/scores", quiz + g.open, quiz + g.open + "/projector?names=on", quiz + g.open + "/seat/" + g.seat + "/help", quiz + g.open + "/release",
		quiz + g.done + "/scores", quiz + g.done + "/items",
		quiz + g.done + "/confusion", quiz + g.done + "/rescore", quiz + g.done + "/rescore/" + g.preview, quiz + g.done + "/rescores",
		quiz + g.done + "/seat/" + g.seat, "/teach/account", "/teach/packs", "/teach/packs/macron-leaks", "/teach/packs/macron-leaks/words"}
}

// newGallery signs a teacher and a student in at a tab each.
func newGallery(t *testing.T) *gallery {
	t.Helper()
	g := &gallery{server: start(t, store.Options{}), student: browser.New(t, browser.Options{}), teacher: browser.New(t, browser.Options{})}
	g.signIn(t, g.teacher, "t@school.example")
	teacher := g.who(t, g.teacher)
	class := storetest.Class(t, g.store, teacher)
	done := storetest.Assignment(t, g.store, teacher, class.ID, nil)
	for n := range 23 {
		g.handIn(t, storetest.Student(t, g.store, class.Code, fmt.Sprint("Pupil ", n+1)), done.ID, n)
	}
	g.join(t, g.student, class.Code, "Amira Abcdefghijkl-Mnopqrstuvwxyz")
	student := g.who(t, g.student)
	g.result = g.handIn(t, student, done.ID, 23)
	if _, err := g.store.Release(context.Background(), teacher, done.ID, true); err != nil {
		t.Fatal(err)
	}
	open := storetest.Assignment(t, g.store, teacher, class.ID, func(s *quiz.Settings) { s.Confidence, s.Minutes = true, 30 })
	g.fresh = storetest.Assignment(t, g.store, teacher, class.ID, nil).ID
	g.class, g.done, g.open, g.seat = class.ID, done.ID, open.ID, student.ID
	g.underWay = g.work(t, student, open.ID)
	g.rescore(t, teacher)
	return g
}

// rescore puts the key of the finished quiz right in several ways, and previews
// another.
func (g *gallery) rescore(t *testing.T, teacher quiz.Actor) {
	t.Helper()
	ctx := context.Background()
	newer := rotated(*storetest.Pack(t, "macron-leaks.json"))
	newer.Version = 2
	if _, _, err := g.store.ImportPack(ctx, newer); err != nil {
		t.Fatal(err)
	}
	picks := attemptOf(t, g.store, teacher, g.done, g.result).Picks
	for i, q := range []quiz.RescoreRequest{{Policy: quiz.PolicyEither, Version: 2, Passages: picks[:1]}, {Policy: quiz.PolicyFullCredit, Passages: picks[1:2]},
		{Policy: quiz.PolicyDrop, Passages: picks[2:3]}, {Policy: quiz.PolicyCurrent, Version: 2, Passages: picks[3:6]}} {
		p, err := g.store.PreviewRescore(ctx, teacher, g.done, q)
		if err == nil && i < 3 {
			_, err = g.store.ApplyRescore(ctx, teacher, g.done, p.ID, "The readers looked at it again")
		}
		if err != nil {
			t.Fatal(err)
		}
		g.preview = p.ID
	}
}

// handIn hands a quiz in with answers that differ from student to student.
func (g *gallery) handIn(t *testing.T, who quiz.Actor, assignment string, student int) string {
	t.Helper()
	ctx := context.Background()
	sheet, _, err := g.store.StartAttempt(ctx, who, assignment, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	var changes []quiz.Change
	for n := range sheet.Questions {
		if (student+n)%11 != 0 {
			changes = append(changes, quiz.Change{N: n + 1, Label: questions.Labels[(student*n+student)%3]})
		}
	}
	if _, err := g.store.SubmitAttempt(ctx, who, sheet.Attempt.ID, changes); err != nil {
		t.Fatal(err)
	}
	return sheet.Attempt.ID
}

// work starts a quiz, answers two questions and flags one.
func (g *gallery) work(t *testing.T, who quiz.Actor, assignment string) string {
	t.Helper()
	ctx, yes, sure := context.Background(), true, 2
	sheet, _, err := g.store.StartAttempt(ctx, who, assignment, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	for n, change := range []quiz.Change{
		{N: 1, Label: questions.Inference, Confidence: &sure},
		{N: 2, Label: questions.Opinion, Flagged: &yes},
	} {
		if _, _, err := g.store.SaveAnswer(ctx, who, sheet.Attempt.ID, change); err != nil {
			t.Fatalf("answer %d: %v", n+1, err)
		}
	}
	return sheet.Attempt.ID
}
