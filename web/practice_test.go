package web

import "testing"

func TestPractice(t *testing.T) {
	_, browser := newDesktops(t)
	d := browser("", "")
	d.get("/practice").is(200).has("fieldset", 3).has("input[type=radio]", 9).has(".cue", 0).has(".because", 0)
	some := d.post("/practice", "q-1", "fact", "q-3", "opinion").is(422).has(".reading", 2).has("fieldset", 1)
	some.has("#trouble a[href=#q-2]", 1).has("#q-2-why", 1).has("input[type=hidden]", 2)
	done := d.post("/practice", "q-1", "fact", "q-2", "fact", "q-3", "fact").is(200).has(".reading", 3).has("fieldset", 0)
	if right := len(done.all(".reading")) - len(done.all(".differs")); right != 1 {
		t.Errorf("%d of three statements of different kinds are facts", right)
	}
	d.post("/practice", "q-1", "guess").is(422).has("fieldset", 3)
}
