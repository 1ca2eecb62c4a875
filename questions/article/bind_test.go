package article_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/questions/article"
)

func TestBindColumn(t *testing.T) {
	testCopies(t, column(t), pack(t, "macron-leaks"))
	testChangedWords(t, column(t), pack(t, "macron-leaks"))
}

func TestBindMarket(t *testing.T) {
	text, p := marketPack(t)
	testCopies(t, text, p)
	testChangedWords(t, text, p)
}

// testCopies binds a pack to its source, where every span must be in its place,
// and to each altered copy, where every span must be found.
func testCopies(t *testing.T, text string, p *questions.Pack) {
	t.Helper()
	source := article.Parse(text)
	b := article.Bind(p, source)
	checkBinding(t, "the source", p, source, b)
	if len(b.Bound) != len(p.Items) || len(b.Moved()) > 0 {
		t.Errorf("the source: %d of %d bound, moved %v", len(b.Bound), len(p.Items), b.Moved())
	}
	for _, c := range copies {
		a := article.Parse(c.alter(text))
		b := article.Bind(p, a)
		checkBinding(t, c.name, p, a, b)
		if len(b.Bound) != len(p.Items) || len(b.Missing) > 0 {
			t.Errorf("%s: %d of %d bound, missing %v", c.name, len(b.Bound), len(p.Items), b.Missing)
		}
	}
}

// testChangedWords changes one word of each span in turn. Those spans are
// missing that hold the word, and no other.
func testChangedWords(t *testing.T, text string, p *questions.Pack) {
	t.Helper()
	source := article.Parse(text)
	alone := 0
	for _, it := range p.Items {
		at := it.Source.Start + it.Source.Length/2
		changed := article.Article{Paragraphs: slices.Clone(source.Paragraphs)}
		r := []rune(changed.Paragraphs[it.Source.Paragraph].Text)
		for r[at] == ' ' {
			at++
		}
		r[at] = 'X'
		changed.Paragraphs[it.Source.Paragraph].Text = string(r)
		var want []int
		for _, other := range p.Items {
			s := other.Source
			if s.Paragraph == it.Source.Paragraph && s.Start <= at && at < s.End && !hasTwin(p, other) {
				want = append(want, other.Number)
			}
		}
		slices.Sort(want)
		b := article.Bind(p, changed)
		checkBinding(t, "a changed word", p, changed, b)
		if diff := cmp.Diff(want, b.Missing); diff != "" {
			t.Errorf("a changed word in passage %d: missing (-want +got):\n%s", it.Number, diff)
		}
		if len(want) == 1 && len(b.Bound) == len(p.Items)-1 {
			alone++
		}
	}
	if alone == 0 {
		t.Error("no change left all but one span bound")
	}
}

// hasTwin reports whether another span has the same words: it is found there.
func hasTwin(p *questions.Pack, it questions.Item) bool {
	return slices.ContainsFunc(p.Items, func(x questions.Item) bool {
		return x.Number != it.Number && x.Source.SHA256 == it.Source.SHA256
	})
}

// checkBinding reports what must hold of every binding: no near miss is bound.
func checkBinding(t *testing.T, name string, p *questions.Pack, a article.Article, b article.Binding) {
	t.Helper()
	var texts []string
	for _, x := range a.Paragraphs {
		texts = append(texts, x.Text)
	}
	spans := map[int]*questions.Span{}
	for _, it := range p.Items {
		if it.Source != nil && it.Source.Length > 0 {
			spans[it.Number] = it.Source
		}
	}
	if got := len(b.Bound) + len(b.Missing); got != len(spans) {
		t.Errorf("%s: %d bound or missing, want %d", name, got, len(spans))
	}
	for _, x := range b.Bound {
		span := spans[x.Number]
		if hash(x.Words) != span.SHA256 {
			t.Errorf("%s: passage %d is bound to other words", name, x.Number)
		}
		// What the place holds are the words.
		r := []rune(strings.Join(texts[x.Place.Paragraph:x.Place.LastParagraph+1], " "))
		end := len(r) - len([]rune(texts[x.Place.LastParagraph])) + x.Place.End
		if got := string(r[x.Place.Start:end]); got != x.Words {
			t.Errorf("%s: passage %d: the place %v holds other words", name, x.Number, x.Place)
		}
		if !cmp.Equal(x.Cues, span.Cues) && len(x.Cues)+len(span.Cues) > 0 {
			t.Errorf("%s: passage %d: cues %v, want %v", name, x.Number, x.Cues, span.Cues)
		}
	}
}

func TestBindWordsAndCues(t *testing.T) {
	text, p := marketPack(t)
	b := article.Bind(p, article.Parse("Headline\n\n"+text))
	x := b.Bound[0]
	want := article.Bound{
		Number: 1,
		Words:  "The town's market moved on Monday",
		Cues:   []questions.Cue{{Start: 18, End: 23}},
		Place:  article.Place{Paragraph: 1, Start: 0, LastParagraph: 1, End: 33},
		Moved:  true,
	}
	if diff := cmp.Diff(want, x); diff != "" {
		t.Errorf("Bind: the first passage (-want +got):\n%s", diff)
	}
	if got := x.Words[x.Cues[0].Start:x.Cues[0].End]; got != "moved" {
		t.Errorf("the cue is %q, want moved", got)
	}
}

// The same words stand twice in the source, as passages 6 and 9.
func TestBindTwins(t *testing.T) {
	text, p := marketPack(t)
	if p.Items[5].Source.SHA256 != p.Items[8].Source.SHA256 {
		t.Fatal("passages 6 and 9 are no twins")
	}
	for _, tc := range []struct {
		name, text string
		want       [2]int // paragraphs of 6 and 9
		moved      [2]bool
	}{
		{"in place", text, [2]int{3, 5}, [2]bool{false, false}},
		{"behind a headline", "A\n\nB\n\n" + text, [2]int{5, 7}, [2]bool{true, true}},
		{"first in front", "Nobody was told.\n\n" + text, [2]int{4, 6}, [2]bool{true, true}},
		{"only once", "Nobody was told.", [2]int{0, 0}, [2]bool{true, true}},
	} {
		var got [2]int
		var moved [2]bool
		for _, x := range article.Bind(p, article.Parse(tc.text)).Bound {
			switch x.Number {
			case 6:
				got[0], moved[0] = x.Place.Paragraph, x.Moved
			case 9:
				got[1], moved[1] = x.Place.Paragraph, x.Moved
			}
		}
		if got != tc.want || moved != tc.moved {
			t.Errorf("%s: paragraphs %v moved %v, want %v %v", tc.name, got, moved, tc.want, tc.moved)
		}
	}
}

func TestBindNearMisses(t *testing.T) {
	const words = "The gate was shut at noon"
	p := &questions.Pack{Items: []questions.Item{{Passage: questions.Passage{
		Number: 1, Source: spanOf(0, 0, words, nil),
	}}}}
	for text, found := range map[string]bool{
		words: true, words + ".": true, "“" + words + "”": true, "The gate was\n\nshut  at noon": true,
		"the gate was shut at noon": false, "The gate was shut at noons": false, "The gates was shut at noon": false,
		"The gate, was shut at noon": false, "The gate was shut at": false, "xThe gate was shut at noon": false, "": false,
	} {
		if got := len(article.Bind(p, article.Parse(text)).Bound) == 1; got != found {
			t.Errorf("%q: found is %v, want %v", text, got, found)
		}
	}
}

// A cue may cut a word, a hash be none and a span be nonsense.
func TestBindOddSpans(t *testing.T) {
	text := "One two three unhappy four."
	odd := []*questions.Span{
		spanOf(3, 7, "unhappy", []questions.Cue{{Start: 0, End: 2}}),
		{Paragraph: -1, Start: -1, Length: 3, SHA256: hash("two")},
		{Paragraph: 1 << 40, Start: 1 << 40, Length: 1 << 62, SHA256: hash("")},
		{Length: 3, SHA256: "none"},
		{Length: 0, SHA256: hash("")},
		{Length: 3, SHA256: hash("two"), Cues: []questions.Cue{{Start: -5, End: 900}}},
	}
	p := &questions.Pack{Items: []questions.Item{{Passage: questions.Passage{Number: 99}}}}
	for i, s := range odd {
		p.Items = append(p.Items, questions.Item{Passage: questions.Passage{Number: i, Source: s}})
	}
	b := article.Bind(p, article.Parse(text))
	var bound []int
	for _, x := range b.Bound {
		bound = append(bound, x.Number)
	}
	if diff := cmp.Diff([][]int{{0, 1, 5}, {2, 3}}, [][]int{bound, b.Missing}); diff != "" {
		t.Errorf("bound and missing (-want +got):\n%s", diff)
	}
}

// In the source itself a span may cut a word; in no other text.
func TestBindPartOfWord(t *testing.T) {
	p := &questions.Pack{
		Source: &questions.Source{SHA256: hash("It was unfair.")},
		Items:  []questions.Item{{Passage: questions.Passage{Number: 1, Source: spanOf(0, 9, "fair", nil)}}},
	}
	for text, want := range map[string]int{"It was unfair.": 1, "It was unfair!": 0, "It was 'un' fair.": 1} {
		if got := len(article.Bind(p, article.Parse(text)).Bound); got != want {
			t.Errorf("%q: %d bound, want %d", text, got, want)
		}
	}
}
