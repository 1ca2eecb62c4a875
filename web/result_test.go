package web

import (
	"bytes"
	"testing"

	"golang.org/x/net/html"

	"discern/quiz"
)

// TestFindingSaysWhatHappened: what happened once is not said to be what happened
// most often, nor is what something else happened as often as.
func TestFindingSaysWhatHappened(t *testing.T) {
	files, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	voices, err := readVoices()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := readPages(files, "", voices)
	if err != nil {
		t.Fatal(err)
	}
	const check = "Ask whether you could check it. A report of what somebody thinks can be checked too."
	for name, c := range map[string]struct {
		confusion quiz.Confusion
		want      string
	}{
		"once":           {quiz.Confusion{{0, 0, 1}, {}, {}}, "Once you took a fact for an opinion. " + check},
		"each once":      {quiz.Confusion{{0, 0, 1}, {1, 1, 0}, {}}, "Once you took a fact for an opinion. " + check},
		"two at two":     {quiz.Confusion{{2, 0, 2}, {2, 3, 0}, {0, 1, 0}}, "You took a fact for an opinion 2 of 4 times. " + check},
		"one above":      {quiz.Confusion{{1, 0, 3}, {2, 3, 0}, {0, 2, 0}}, "You most often took a fact for an opinion. That was so for 3 of 4. " + check},
		"one above last": {quiz.Confusion{{5, 0, 3}, {1, 0, 0}, {0, 1, 0}}, "You most often took a fact for an opinion. That was so for 3 of 8. " + check},
	} {
		score := quiz.Score{Answered: 8, Max: 8, Confusion: c.confusion}
		found, says := voices["en"].commonest(score)
		var out bytes.Buffer
		if _, err := pages.render(&out, "en", "result", resultView{Finding: found, Says: says}); err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(&out)
		if err != nil {
			t.Fatal(err)
		}
		if got := (screen{t: t, root: root}).texts(".finding")[0]; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
