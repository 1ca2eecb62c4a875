package web

import (
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
)

// TestPractice goes through two rounds: each answer gets its key at once, the end
// says how it went, and the next round has other statements.
func TestPractice(t *testing.T) {
	s, browser := newDesktops(t)
	d := browser("", "")
	pack, err := s.Pack(t.Context(), quiz.ExamplePack, 0)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]questions.Label{}
	for _, item := range pack.Items {
		keys[item.Text] = item.Label
	}
	open := func(address string) screen { // without the place on the page, which no browser sends
		path, _, _ := strings.Cut(address, "#")
		return d.get(path).is(200)
	}
	seen := map[string]bool{}
	at := d.get("/practice").is(200).has("fieldset", 1).has("input[type=radio]", 3).has(".cue", 0).has(".because", 0)
	for n := range 12 {
		text := at.texts("#passage p")[0]
		if seen[text] || keys[text] == "" {
			t.Errorf("statement %d is asked again, or is none of the pack: %q", n+1, text)
		}
		seen[text] = true
		said := keys[text]
		if n == 3 {
			said = questions.Labels[(said.Index()+1)%3]
		}
		fields := []string{"label", string(said)}
		for _, name := range []string{"seed", "round", "said"} {
			fields = append(fields, name, at.value("input[name="+name+"]", "value"))
		}
		d.post("/practice", fields[2:]...).is(422).has("#label-why", 1).has("fieldset", 1).says("#passage p", text)
		where := d.post("/practice", fields...).to("/practice?seed=")
		key := open(where).has("fieldset", 0).has(".because", 1).has(".reading", 1)
		if differs := len(key.all(".differs")) == 1; differs != (n == 3) {
			t.Errorf("statement %d: not the same as the key: %v", n+1, differs)
		}
		if got := strings.Join(key.texts(".passage p"), ""); got != text {
			t.Errorf("the key is of %q, asked was %q", got, text)
		}
		at = open(key.value(".quiz-actions a", "href"))
		if n == 5 {
			at.says(".total", "5 of 6 the same as the key").has(".finding", 1)
			at = open(at.value(".actions .button", "href"))
		}
	}
	at.says(".total", "6 of 6 the same as the key").says(".finding", "Every answer is the same as the key.")
	d.get("/practice?seed=7&round=-3&said=xyz").is(200).says("h1", "Statement 1 of 6")
	d.get("/practice?seed=7&round=99999999999&said=fioffffffff&key=shown").is(200).says("h1", "Statement 1 of 6")
}
