package tests

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// everyScreen is each theme at the smallest and at the usual width.
func everyScreen() (all []screen) {
	for _, width := range []int{320, 1280} {
		for _, o := range []browser.Options{{}, {Dark: true}, {ForcedColors: true}} {
			o.Width, o.JavaScript = width, true
			all = append(all, screen{fmt.Sprintf("dark %v, forced colours %v, %d px", o.Dark, o.ForcedColors, width), o, true})
		}
	}
	return all
}

// TestEveryPage audits every page in every theme at two widths, those of students
// in each language. It takes long: make test-pages.
func TestEveryPage(t *testing.T) {
	if os.Getenv("DISCERN_TEST_PAGES") == "" {
		t.Skip("it takes long: make test-pages")
	}
	g := newGallery(t)
	reviewer := browser.New(t, browser.Options{})
	g.signInReviewer(t, reviewer)
	teach := append(g.teacherPages(), g.furtherTeacherPages(t)...)
	audited, began := 0, time.Now()
	for _, look := range everyScreen() {
		t.Run(look.name, func(t *testing.T) {
			g.closeLate(t)
			for _, language := range []string{"Français", "Español", "English"} {
				tab := tabOf(t, look.Options, g.student)
				tab.Open(g.base + "/help")
				tab.Click(language)
				audited += g.auditEach(t, tab, append(g.studentPages(), g.furtherStudentPages()...))
			}
			audited += g.auditEach(t, tabOf(t, look.Options, nil), []string{"/", "/card", "/sign-in", "/help", "/privacy", "/practice"})
			audited += g.auditEach(t, tabOf(t, look.Options, g.teacher), teach)
			audited += g.auditEach(t, tabOf(t, look.Options, reviewer), g.reviewerPages())
		})
	}
	t.Logf("%d pages audited in %v", audited, time.Since(began).Round(time.Second))
}

// tabOf is another screen of a person, or of nobody.
func tabOf(t *testing.T, o browser.Options, person *browser.Tab) *browser.Tab {
	t.Helper()
	o.SameCookies = person
	return browser.New(t, o)
}

// auditEach opens and audits pages, and returns how many. A page that leads
// elsewhere is not the page that was meant.
func (g *gallery) auditEach(t *testing.T, tab *browser.Tab, paths []string) int {
	t.Helper()
	for _, path := range paths {
		tab.Open(g.base + path)
		if at := tab.Location(); at != g.base+path {
			t.Errorf("%s led to %s", path, at)
		}
		audit(t, tab, path)
	}
	return len(paths)
}

func (g *gallery) furtherStudentPages() []string {
	return []string{"/pack/everyday", "/practice?seed=1&round=0&said=", "/practice?seed=1&round=0&said=f", "/nowhere",
		"/attempt/" + g.underWay + "/2", "/help/attribution"}
}

// furtherTeacherPages are those that the main ones lead to.
func (g *gallery) furtherTeacherPages(t *testing.T) []string {
	t.Helper()
	teacher := g.who(t, g.teacher)
	other := storetest.Class(t, g.store, teacher)
	storetest.Assignment(t, g.store, teacher, other.ID, nil)
	class, done := "/teach/class/"+g.class, "/teach/assignment/"+g.done
	seat, open := class+"/seat/"+g.seat, "/teach/assignment/"+g.open
	return []string{class + "/edit", class + "/delete", class + "/teachers", seat + "/merge", seat + "/remove", done, open + "/projector",
		open + "/settings", done + "/copy", done + "/items/" + fmt.Sprint(attemptOf(t, g.store, teacher, g.done, g.result).Picks[4]),
		done + "/seat/" + g.seat + "/void", done + "/scores?attempt=best&from=3&name=pupil", "/teach/compare?pack=macron-leaks&version=1", "/teach/nowhere", "/api"}
}

// closeLate has the open quiz close as late as can be: in any look it is about to.
func (g *gallery) closeLate(t *testing.T) {
	t.Helper()
	if _, err := g.store.CloseIn(context.Background(), g.who(t, g.teacher), g.open, quiz.Countdowns[len(quiz.Countdowns)-1]); err != nil {
		t.Fatal(err)
	}
}

func (g *gallery) reviewerPages() []string {
	pack := "/review/pack/macron-leaks"
	return []string{"/review", "/review/import", "/review/challenges", "/review/source/new", pack, pack + "/readings", pack + "/agreement", pack + "/items", pack + "/history"}
}

// signInReviewer signs a reviewer in.
func (g *gallery) signInReviewer(t *testing.T, tab *browser.Tab) {
	t.Helper()
	account, err := g.store.AddTeacher(context.Background(), "reader@school.example", "Reviewer", quiz.Reviewer)
	if err != nil {
		t.Fatal(err)
	}
	link, err := g.store.NewLink(context.Background(), account.ID)
	if err != nil {
		t.Fatal(err)
	}
	tab.Open(g.base + "/link/" + link)
	tab.Click("Sign in")
	if at := tab.Location(); !strings.HasSuffix(at, "/review") {
		t.Fatalf("signing in leads a reviewer to %s", at)
	}
}
