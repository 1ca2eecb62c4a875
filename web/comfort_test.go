package web

import (
	"slices"
	"strings"
	"testing"
)

// TestComfort switches on and off how a page is read.
func TestComfort(t *testing.T) {
	_, browser := newDesktops(t)
	d := browser("", "")
	d.get("/help").is(200).has("html[class]", 0).has(".foot details input", len(comforts))
	d.post("/help?comfort", "comfort", "large", "comfort", "keys", "comfort", "nonsense").to("/help")
	if got := d.cookies[comfortCookie]; got != "large.keys" {
		t.Errorf("the cookie says %q", got)
	}
	page := d.get("/practice").is(200).has(".foot input[checked]", 2)
	if classes := page.value("html", "class"); classes != "large keys" {
		t.Errorf("the page has the classes %q", classes)
	}
	if kept := page.value(".foot input[checked]", "value"); kept != "large" {
		t.Errorf("first ticked is %q", kept)
	}
	d.get("/sign-in").has("html[class]", 0)
	d.post("/attempt/x/1?comfort").is(303)
	if _, kept := d.cookies[comfortCookie]; kept && d.cookies[comfortCookie] != "" {
		t.Error("nothing is ticked, and the cookie stays")
	}
	d.get("/help").has("html[class]", 0)
}

// TestComfortHasStyle holds that each switch does something: in the stylesheet or
// in a script.
func TestComfortHasStyle(t *testing.T) {
	files, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(slices.Clone(comforts), "none-such") {
		style := strings.Contains(string(files["design.css"].plain), "."+name+" ")
		script := strings.Contains(string(files["comfort.js"].plain), `on("`+name+`")`)
		if want := name != "none-such"; (style || script) != want {
			t.Errorf("%s: in the stylesheet %v, in the script %v", name, style, script)
		}
	}
}

// TestThreeKindsInSixtyWords counts what stands before a quiz about the kinds.
func TestThreeKindsInSixtyWords(t *testing.T) {
	r := newClassroom(t)
	id := r.quiz(nil)
	page := r.student("Amira").get("/assignment/"+id).is(200).has(".three .cue", 3)
	words := len(strings.Fields(page.texts("#kinds")[0]))
	for _, one := range page.texts(".three li") {
		words += len(strings.Fields(one))
	}
	if words > 60 || words < 30 {
		t.Errorf("the three kinds take %d words, want at most 60", words)
	}
}
