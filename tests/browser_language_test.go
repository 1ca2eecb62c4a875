package tests

import (
	"regexp"
	"strings"
	"testing"

	"discern/tests/browser"
)

// TestPagesInEachLanguage changes the language in the foot of a page, and looks
// at every page of students in it, where the longest words have least room.
func TestPagesInEachLanguage(t *testing.T) {
	g := newGallery(t)
	for _, c := range []struct{ tag, name, help, open, saved, ends string }{
		{"fr", "Français", "Aide", "/3", "Enregistré à ", `^(1er|\d+) \pL+ à \d\d:\d\d$`}, {"es", "Español", "Ayuda", "/4", "Guardado a las ", `^\d+ de \pL+ a las \d\d:\d\d$`},
	} {
		t.Run(c.tag, func(t *testing.T) {
			tab := browser.New(t, browser.Options{Width: 320, SameCookies: g.student, JavaScript: true})
			tab.Open(g.base + "/help")
			tab.Click(c.name)
			if at := tab.Location(); at != g.base+"/help" || tab.Text("h1") != c.help {
				t.Fatalf("%s led to %s: %q", c.name, at, tab.Text("h1"))
			}
			for _, path := range append(g.studentPages(), "/nowhere", "/pack/everyday") {
				tab.Open(g.base + path)
				var page struct {
					Lang string
					Wide int
				}
				tab.Eval(`({Lang: document.documentElement.lang, Wide: document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth})`, &page)
				if page.Lang != c.tag || page.Wide > 0 {
					t.Errorf("%s is in %q, and %d px wider than the screen", path, page.Lang, page.Wide)
				}
				audit(t, tab, path)
			}
			// What the script says is in the language too.
			tab.Open(g.base + "/attempt/" + g.underWay + c.open)
			tab.Click("#label-fact")
			tab.WaitFor("#saved .icon")
			if got := tab.Text("#saved"); !strings.HasPrefix(got, c.saved) {
				t.Errorf("the script says %q, want %q and the time", got, c.saved)
			}
			tab.Open(g.base + "/class")
			tab.WaitFor("time[data-local]")
			if got := tab.Text("time"); !regexp.MustCompile(c.ends).MatchString(got) {
				t.Errorf("the quiz ends %q", got)
			}
		})
	}
}
