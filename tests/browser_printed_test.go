package tests

import (
	"os"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// apart lists what may be torn from what it belongs to when the page is printed:
// a statement that breaks, a heading or its hint that stands alone.
const apart = `[...document.querySelectorAll("main .reading, main h2, main h3, main h2 + .hint, main nav")].filter(e => {
	const style = getComputedStyle(e)
	return style.display !== "none" && !e.closest(".hidden") && style[e.matches(".reading") ? "breakInside" : "breakAfter"] !== "avoid"
}).map(e => e.tagName + "." + e.className).slice(0, 5)`

// TestResultPrinted prints a result on A4. Statements as high as two thirds of a
// sheet stand on one each; where they may break, the control, they take fewer.
func TestResultPrinted(t *testing.T) {
	web := start(t, store.Options{})
	g, who := &gallery{server: web}, storetest.Teacher(t, web.store, "t@school.example")
	class := storetest.Class(t, web.store, who)
	line := storetest.Assignment(t, web.store, who, class.ID, func(s *quiz.Settings) { s.Feedback = quiz.FeedbackSubmit })
	tab := browser.New(t, browser.Options{JavaScript: true})
	web.join(t, tab, class.Code, "Ada")
	tab.Open(web.base + "/attempt/" + g.handIn(t, web.who(t, tab), line.ID, 3) + "/result")
	plain := browser.Pages(tab.PDF(browser.A4))
	high := func(also string) int {
		tab.Eval(`document.querySelectorAll(".reading").forEach(e => e.style.cssText = "block-size: 170mm;`+also+`")`, nil)
		return browser.Pages(tab.PDF(browser.A4))
	}
	whole, torn := high(""), high("break-inside: auto")
	t.Logf("%d sheets; with high statements %d, torn %d", plain, whole, torn)
	if plain == 0 || plain > 6 || whole < line.Asked || torn >= line.Asked {
		t.Errorf("12 statements take %d sheets, want at most 6; high ones %d, want %d or more, and fewer where they break, not %d", plain, whole, line.Asked, torn)
	}
	tab.AsPrinted(browser.A4.Width - 2*16)
	tab.Eval(`document.querySelectorAll(".reading").forEach(e => e.style.cssText = "")`, nil)
	var loose []string
	if tab.Eval(apart, &loose); len(loose) > 0 {
		t.Errorf("these may be torn from what they belong to: %q", loose)
	}
}

// cut lists what is wider than the paper, or than the box that holds and hides
// its end.
const cut = `[...document.querySelectorAll("body *")].filter(e => {
	const box = e.getBoundingClientRect(), style = getComputedStyle(e)
	if (!box.width || style.position === "absolute" || e.closest(".hidden, .skip, svg")) return false
	return box.right > document.documentElement.clientWidth + 1 || style.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1
}).map(e => e.tagName + "." + e.className).slice(0, 5)`

// landscape tells of a page that the stylesheet prints across the paper.
const landscape = `!!document.querySelector(".scores, .board, .items, .log")`

// TestEveryPagePrinted prints every page and holds that nothing is cut at the
// side. It takes long: make test-pages.
func TestEveryPagePrinted(t *testing.T) {
	if os.Getenv("DISCERN_TEST_PAGES") == "" {
		t.Skip("it takes long: make test-pages")
	}
	g := newGallery(t)
	reviewer := browser.New(t, browser.Options{})
	g.signInReviewer(t, reviewer)
	printed := 0
	for _, visit := range []struct {
		who   *browser.Tab
		paths []string
	}{
		{g.student, append(g.studentPages(), g.furtherStudentPages()...)},
		{nil, []string{"/", "/card", "/sign-in", "/help", "/privacy", "/practice"}},
		{g.teacher, append(g.teacherPages(), g.furtherTeacherPages(t)...)},
		{reviewer, g.reviewerPages()},
	} {
		tab := tabOf(t, browser.Options{JavaScript: true}, visit.who)
		for _, path := range visit.paths {
			tab.Open(g.base + path)
			if browser.Pages(tab.PDF(browser.A4)) == 0 {
				t.Errorf("%s prints on no sheet", path)
			}
			width := browser.A4.Width - 2*16
			var across bool
			if tab.Eval(landscape, &across); across {
				width = browser.A4.Height - 2*12
			}
			tab.AsPrinted(width)
			var wide []string
			if tab.Eval(cut, &wide); len(wide) > 0 {
				t.Errorf("%s: cut when printed: %q", path, wide)
			}
			printed++
		}
	}
	t.Logf("%d pages printed", printed)
}
