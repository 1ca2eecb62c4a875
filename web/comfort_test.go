package web

import (
	"slices"
	"strings"
	"testing"

	"discern/questions"
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

func TestCueWords(t *testing.T) {
	v := english
	for _, c := range []struct{ words, label, want string }{
		{"probably", "inference", "shows a guess"},
		{"so, the caretaker must have been out", "inference", "draws a conclusion"},
		{"will be moved", "inference", "says what will come"},
		{"would borrow more books", "inference", "tells what would happen"},
		{"ought to", "opinion", "says what should be done"},
		{"the best day of the week", "opinion", "ranks one above another"},
		{"It is unfair", "opinion", "a judgement"},
		{"from eight o'clock until four", "fact", "a number that can be checked"},
		{"said on Friday", "fact", "tells who said it"},
		{"the willow", "inference", "goes beyond what was seen"}, // no word within a word
	} {
		if got := v.cue(c.words, questions.Label(c.label)).Does; got != c.want {
			t.Errorf("%q in %s: %q, want %q", c.words, c.label, got, c.want)
		}
	}
}
