package article

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// Article is a text as its readers take it in: paragraph by paragraph, each in
// sentences. Paragraphs count from 0.
type Article struct {
	Paragraphs []Paragraph
}

// Paragraph is a normalised paragraph and where its sentences stand in it.
// Between two sentences stands one space, or nothing; every other code point
// belongs to a sentence.
type Paragraph struct {
	Text      string
	Sentences []Sentence
}

// Sentence is the stretch of a paragraph from Start up to, not including, End,
// in code points.
type Sentence struct {
	Start, End int
}

// Parse splits a text into its paragraphs, which are the blocks between blank
// lines, and those into sentences. A paragraph's end always ends a sentence, so
// a heading needs no full stop.
func Parse(text string) Article {
	var a Article
	for _, p := range paragraphs(text) {
		a.Paragraphs = append(a.Paragraphs, Paragraph{Text: p, Sentences: split(p)})
	}
	return a
}

// Text returns the paragraphs joined by one line feed. It is this form of which
// a pack's source gives the length in code points and the SHA-256.
func (a Article) Text() string { return a.joined("\n") }

func (a Article) joined(by string) string {
	texts := make([]string, len(a.Paragraphs))
	for i, p := range a.Paragraphs {
		texts[i] = p.Text
	}
	return strings.Join(texts, by)
}

// Length returns the number of code points of Text.
func (a Article) Length() int { return utf8.RuneCountInString(a.Text()) }

// SHA256 returns the SHA-256 of Text in lower-case hexadecimal.
func (a Article) SHA256() string {
	sum := sha256.Sum256([]byte(a.Text()))
	return hex.EncodeToString(sum[:])
}

// Words returns the words of each sentence of p.
func (p Paragraph) Words() []string {
	words := make([]string, 0, len(p.Sentences))
	rest, at := p.Text, 0
	for _, s := range p.Sentences {
		rest = rest[bytesOf(rest, s.Start-at):]
		n := bytesOf(rest, s.End-s.Start)
		words = append(words, rest[:n])
		rest, at = rest[n:], s.End
	}
	return words
}

// bytesOf returns how many bytes the first n code points of s take up, or all
// of s if it is shorter.
func bytesOf(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
