package web

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"discern/questions"
	"discern/questions/article"
	"discern/quiz/store/storetest"
)

// knownCues are the cues that the table has by their words, with their kind and
// how often they stand in it.
func knownCues() map[[2]string]int {
	known := map[[2]string]int{}
	for label, all := range doings {
		for _, one := range all {
			for _, words := range one.Known {
				known[[2]string{string(label), words}]++
			}
		}
	}
	return known
}

// unnamed says which cues of the items the table lacks, and which of the table
// the items lack.
func unnamed(known map[[2]string]int, items []questions.Item) (faults []string) {
	cues := map[[2]string]int{}
	for _, item := range items {
		for _, segment := range item.Segments(item.Cues) {
			if segment.Cue {
				cues[[2]string{string(item.Label), segment.Text}]++
			}
		}
	}
	for cue := range cues {
		if known[cue] != 1 {
			faults = append(faults, fmt.Sprintf("%q has %d names", cue, known[cue]))
		}
	}
	for cue := range known {
		if cues[cue] == 0 {
			faults = append(faults, fmt.Sprintf("%q is a cue of no pack", cue))
		}
	}
	return faults
}

// Each cue of the packs that come with Discern has one name of its own, and each
// name by words has such a cue.
func TestKnownCues(t *testing.T) {
	items := slices.Concat(storetest.Pack(t, "macron-leaks.json").Items, storetest.Pack(t, "everyday.json").Items)
	known := knownCues()
	if faults := unnamed(known, items); len(faults) > 0 || len(known) < 60 {
		t.Errorf("%d known cues: %s", len(known), strings.Join(faults, "; "))
	}
	for _, item := range items {
		for _, segment := range item.Segments(item.Cues) {
			if segment.Cue && slices.Contains(lastResorts(), whatDoes(segment.Text, item.Label, "en")) {
				t.Errorf("passage %d: %q has no name of its own", item.Number, segment.Text)
			}
		}
	}
	spoilt := slices.Clone(items)
	spoilt[0].Cues = []questions.Cue{{Start: 0, End: 7}}
	if faults := unnamed(known, spoilt); len(faults) != 3 { // "A large" has no name, two names have no cue
		t.Errorf("with other words marked: %q", faults)
	}
	spoilt = slices.Clone(items)
	spoilt[1].Label = questions.Opinion
	if faults := unnamed(known, spoilt); len(faults) != 2 {
		t.Errorf("with another key: %q", faults)
	}
}

// lastResorts are what is said of words of which nothing better can be said.
func lastResorts() (all []string) {
	for _, of := range doings {
		all = append(all, of[len(of)-1].Does)
	}
	return all
}

// What words do in a statement of one kind they do in none of another, and there
// is not too much to learn.
func TestDoingsFitTheirKind(t *testing.T) {
	kinds, count := map[string]map[questions.Label]bool{}, map[questions.Label]map[string]bool{}
	for label, all := range doings {
		count[label] = map[string]bool{}
		for _, one := range all {
			if kinds[one.Does] == nil {
				kinds[one.Does] = map[questions.Label]bool{}
			}
			kinds[one.Does][label], count[label][one.Does] = true, true
		}
	}
	for does, of := range kinds {
		if len(of) != 1 {
			t.Errorf("%q is said of %v", does, slices.Collect(maps.Keys(of)))
		}
	}
	for _, label := range questions.Labels {
		if n := len(count[label]); n < 5 || n > 11 {
			t.Errorf("words of the kind %s can do %d things", label, n)
		}
	}
}

func TestCueWords(t *testing.T) {
	for _, c := range []struct{ words, label, language, want string }{
		// Known cues.
		{"so that Le Pen will gain", "inference", "en", "says why somebody does it, and nobody can see that"},
		{"According to reports", "fact", "en", "tells who said it"},
		{"who would ever have guessed?", "opinion", "en", "mocks, and means the opposite"},
		{"probably belongs to", "inference", "en", "says how sure the writer is, not what was seen"},
		{"would probably have won", "inference", "en", "imagines something that has not happened"},
		{"would be worthwhile", "opinion", "en", "says that it is good or fair"},
		{"looks far more cheerful", "opinion", "en", "ranks one above another"},
		// Others.
		{"Probably", "inference", "en-GB", "says how sure the writer is, not what was seen"},
		{"so, the driver must have been late", "inference", "en", "draws a conclusion from clues"},
		{"so that she wins", "inference", "en", "says why somebody does it, and nobody can see that"},
		{"will be closed", "inference", "en", "says what will or may happen"},
		{"isn’t going to", "inference", "en", "says what will or may happen"},
		{"isn't so dissimilar from", "inference", "en", "compares two things to make a point"},
		{"because of the rain", "inference", "en", "says what caused it"},
		{"the car", "inference", "en", "was worked out, and nobody saw it"}, // French car is because
		{"car il pleut", "inference", "fr", "says what caused it"},
		{"quizá", "inference", "es", "says how sure the writer is, not what was seen"},
		{"the willow", "inference", "en", "was worked out, and nobody saw it"}, // no word within a word
		{"at 8:30", "fact", "en", "a number, a time or a date that you could look up"},
		{"said on Friday", "fact", "en", "tells who said it"},
		{"rolled dice", "fact", "en", "something that can be checked"}, // Spanish dice is says
		{"dice que", "fact", "es", "tells who said it"},
		{"Who needs that?", "opinion", "en", "asks, but wants no answer"},
		{"not a good idea", "opinion", "en", "a judgement"},
		{"a silly idea", "opinion", "en", "says that it is bad or unfair"},
		{"probably", "opinion", "de", "a judgement"}, // a language without words of its own
		{"?!", "fact", "en", "something that can be checked"},
		{"probably", "", "en", ""},
	} {
		if got := english.cue(c.words, questions.Label(c.label), c.language).Does; got != c.want {
			t.Errorf("%q in %s %s: %q, want %q", c.words, c.language, c.label, got, c.want)
		}
	}
	if got, want := mustVoice("fr").cue("Probably", questions.Inference, "en").Does, "dit à quel point l’auteur est sûr, pas ce qu’on a vu"; got != want {
		t.Errorf("in French: %q, want %q", got, want)
	}
}

// Where a school has the column, its own words are marked. Nearly all of them get
// a name by the words that tell it.
func TestCueWordsOfColumn(t *testing.T) {
	files, err := filepath.Glob("../../shared/article/*.txt")
	if err != nil || len(files) == 0 {
		t.Skip("the column is not at hand: ../shared/article holds no text")
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	document, err := article.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	pack := storetest.Pack(t, "macron-leaks.json")
	all := 0
	var bare []string
	for _, bound := range article.Bind(pack, document.Article).Bound {
		item, _ := pack.Item(bound.Number)
		for _, segment := range (questions.Passage{Text: bound.Words}).Segments(bound.Cues) {
			if segment.Cue {
				all++
				if slices.Contains(lastResorts(), whatDoes(segment.Text, item.Label, pack.Language)) {
					bare = append(bare, segment.Text)
				}
			}
		}
	}
	if all < 40 || len(bare) > 4 {
		t.Errorf("of %d cues these have no name of their own: %q", all, bare)
	}
}
