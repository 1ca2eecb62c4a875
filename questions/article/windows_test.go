package article_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/questions/article"
)

// longText has n code points and none of the spans of any pack.
func longText(n int) string {
	r := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	for b.Len() < n-20 {
		for range 1 + r.IntN(9) {
			b.WriteByte(byte('a' + r.IntN(26)))
		}
		b.WriteString([]string{" ", " ", " ", ", ", ".\n\n"}[r.IntN(5)])
	}
	return b.String()
}

func TestBindIsQuick(t *testing.T) {
	text, market := marketPack(t)
	many := &questions.Pack{}
	for i := range 500 {
		s := *market.Items[i%len(market.Items)].Source
		s.Length, s.SHA256 = 60+i%200, hash(string(rune(i)))
		many.Items = append(many.Items, questions.Item{Passage: questions.Passage{Number: i + 1, Source: &s}})
	}
	forty := &questions.Pack{Items: many.Items[:40]}
	for _, tc := range []struct {
		name       string
		pack       *questions.Pack
		text       string
		within     time.Duration // on one core; ten times that is a fault
		bound      int
		unfinished bool
	}{
		{"40 spans that are not in 5 KB", forty, longText(5000), 50 * time.Millisecond, 0, false},
		{"a market in 2 MiB", market, longText(2<<20-2000) + text, time.Second, len(market.Items), false},
		{"500 spans that are not in 2 MiB", many, longText(2 << 20), 5 * time.Second, 0, true},
		{"500 spans in single letters", many, strings.Repeat("a ", 1<<20), 5 * time.Second, 0, true},
	} {
		a := article.Parse(tc.text)
		start := time.Now()
		b := article.Bind(tc.pack, a)
		took := time.Since(start)
		t.Logf("%s: %v", tc.name, took)
		if took > 10*tc.within {
			t.Errorf("%s took %v, want at most %v", tc.name, took, tc.within)
		}
		if len(b.Bound) != tc.bound || b.Unfinished != tc.unfinished {
			t.Errorf("%s: %d bound, unfinished %v; want %d, %v",
				tc.name, len(b.Bound), b.Unfinished, tc.bound, tc.unfinished)
		}
	}
}

func FuzzBind(f *testing.F) {
	f.Add(market, 10, 40, 3)
	f.Add("a b\n\nc d", 0, 7, 1)
	f.Add("It rained.\n\nIt rained.", 12, 9, 0)
	f.Fuzz(func(t *testing.T, text string, start, length, cue int) {
		a := article.Parse(text)
		r := []rune(strings.ReplaceAll(a.Text(), "\n", " "))
		p := &questions.Pack{}
		add := func(words string) {
			s := spanOf(start%7, cue, words, []questions.Cue{{Start: cue, End: cue + 2}})
			if cue < 0 || cue+2 > s.Length {
				s.Cues = nil
			}
			p.Items = append(p.Items, questions.Item{Passage: questions.Passage{Number: len(p.Items) + 1, Source: s}})
		}
		if start < 0 || length <= 0 || start >= len(r) || length > len(r)-start {
			return
		}
		words := strings.TrimSpace(string(r[start : start+length]))
		add(words)
		add(words + "\x00") // which stands nowhere, unless the text holds it
		b := article.Bind(p, a)
		checkBinding(t, "fuzz", p, a, b)
		if before, after := beside(r, start-1), beside(r, start+length); words == string(r[start:start+length]) &&
			before == ' ' && after == ' ' && !slices.ContainsFunc(b.Bound, func(x article.Bound) bool { return x.Number == 1 }) {
			t.Errorf("%q is in %q, and not found", words, text)
		}
	})
}

func beside(r []rune, i int) rune {
	if i < 0 || i >= len(r) {
		return ' '
	}
	return r[i]
}
