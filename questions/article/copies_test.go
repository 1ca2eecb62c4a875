package article_test

import (
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Each copy is of the same text, in other paragraphs or another typography.
var copies = []struct {
	name  string
	alter func(string) string
}{
	{"straight quotes", strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`).Replace},
	{"typewriter", strings.NewReplacer("—", "-", "…", "...", "\u00a0", " ").Replace},
	{"accents apart", norm.NFD.String},
	{"Windows line ends", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{"other line breaks", func(s string) string { return everyNth(s, 7, "\n") }},
	{"a new headline", func(s string) string { return "A headline that is new\n\nBy somebody\n\n" + s }},
	{"shuffled paragraphs", shuffled},
	{"reversed paragraphs", func(s string) string {
		blocks := strings.Split(s, "\n\n")
		slices.Reverse(blocks)
		return strings.Join(blocks, "\n\n")
	}},
	{"paragraphs joined by twos", func(s string) string {
		blocks := strings.Split(s, "\n\n")
		for i := 1; i < len(blocks); i += 2 {
			blocks[i] = blocks[i-1] + " " + blocks[i]
			blocks[i-1] = ""
		}
		return strings.Join(blocks, "\n\n")
	}},
	{"all one paragraph", func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n") }},
	{"a paragraph every five words", func(s string) string { return everyNth(s, 5, "\n\n") }},
	{"paragraphs between", func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n\nAdvertisement\n\n") }},
	{"all at once", func(s string) string {
		s = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`).Replace(shuffled(s))
		return "New!\n\n" + everyNth(strings.Replace(s, "\n\n", "\n", 2), 6, "\n")
	}},
}

func shuffled(s string) string {
	blocks := strings.Split(s, "\n\n")
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
	return strings.Join(blocks, "\n\n")
}

// everyNth puts another break in the place of every nth space.
func everyNth(s string, n int, other string) string {
	var b strings.Builder
	k := 0
	for _, r := range s {
		if r == ' ' {
			if k++; k%n == 0 {
				b.WriteString(other)
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}
