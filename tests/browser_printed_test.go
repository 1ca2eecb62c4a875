package tests

import (
	"os"
	"testing"

	"discern/tests/browser"
)

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
