package article_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"discern/questions/article"
)

// The golden file holds a line for each sentence of the column: its paragraph,
// start and end. It holds none of the words, which belong to their author.
func TestColumnSentences(t *testing.T) {
	a := article.Parse(column(t))
	source := pack(t, "macron-leaks").Source
	got := []any{len(a.Paragraphs), a.Length(), a.SHA256()}
	if diff := cmp.Diff([]any{source.Paragraphs, source.Length, source.SHA256}, got); diff != "" {
		t.Errorf("the column is not the source of the pack (-pack +column):\n%s", diff)
	}
	golden(t, "column.golden", offsets(a))
}

// The restated passages are our own words and always at hand.
func TestPassageSentences(t *testing.T) {
	var all strings.Builder
	for _, slug := range []string{"macron-leaks", "everyday"} {
		for _, it := range pack(t, slug).Items {
			all.WriteString(it.Text + "\n\n")
		}
	}
	a := article.Parse(all.String())
	checkArticle(t, a)
	golden(t, "passages.golden", offsets(a))
}

func offsets(a article.Article) string {
	var b strings.Builder
	for i, p := range a.Paragraphs {
		for _, s := range p.Sentences {
			fmt.Fprintln(&b, i, s.Start, s.End)
		}
	}
	return b.String()
}

// Two copies that differ in typography alone have the same sentences.
func TestTypographyChangesNoSentence(t *testing.T) {
	for _, marked := range hardCases {
		text := strings.ReplaceAll(marked, "|", "")
		plain := article.Parse(article.Normalize(text))
		if diff := cmp.Diff(plain, article.Parse(strings.ReplaceAll(text, " ", "\u00a0\n"))); diff != "" {
			t.Errorf("%s: other sentences with other spaces (-plain +other):\n%s", text, diff)
		}
	}
}

// checkArticle reports what must hold of every article.
func checkArticle(t *testing.T, a article.Article) {
	t.Helper()
	for i, p := range a.Paragraphs {
		if p.Text == "" || article.Normalize(p.Text) != p.Text {
			t.Fatalf("paragraph %d is not normalised: %q", i, p.Text)
		}
		words := p.Words()
		at := 0
		for k, s := range p.Sentences {
			if gap := s.Start - at; gap < 0 || gap > 1 || k == 0 && gap > 0 || s.End <= s.Start {
				t.Fatalf("paragraph %d: sentence %d is %v after %d in %q", i, k, s, at, p.Text)
			}
			if w := words[k]; w != strings.TrimSpace(w) || utf8.RuneCountInString(w) != s.End-s.Start {
				t.Fatalf("paragraph %d: sentence %v has the words %q", i, s, w)
			}
			at = s.End
		}
		if n := utf8.RuneCountInString(p.Text); at != n {
			t.Fatalf("paragraph %d: the sentences end at %d of %d in %q", i, at, n, p.Text)
		}
		if got, want := strings.ReplaceAll(strings.Join(words, ""), " ", ""),
			strings.ReplaceAll(p.Text, " ", ""); got != want {
			t.Fatalf("paragraph %d: the sentences hold %q, want %q", i, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, marked := range hardCases {
		f.Add(strings.ReplaceAll(marked, "|", ""))
	}
	f.Add(market)
	f.Fuzz(func(t *testing.T, text string) {
		a := article.Parse(text)
		checkArticle(t, a)
		if again := article.Parse(strings.ReplaceAll(a.Text(), "\n", "\n\n")); !cmp.Equal(a, again) {
			t.Errorf("Parse(%q) read again gives another article (-first +again):\n%s", text, cmp.Diff(a, again))
		}
	})
}
