package article

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// prose is a normalised paragraph while it is being split.
type prose struct {
	r     []rune
	pairs []pair
}

// split returns the sentences of a normalised paragraph, in order. It first
// gathers every place where one may begin, and then keeps those at which no
// rule in merge.go says that the sentence goes on.
func split(paragraph string) []Sentence {
	p := &prose{r: []rune(paragraph)}
	p.pairs = pairsOf(p.r)
	var list []Sentence
	start := 0
	end := func(at int) {
		next := at
		for at > start && p.r[at-1] == ' ' {
			at--
		}
		if start < at {
			list = append(list, Sentence{start, at})
		}
		start = next
	}
	for _, at := range p.candidates(paragraph) {
		if at > start && !p.goesOn(start, at) {
			end(at)
		}
	}
	end(len(p.r))
	return list
}

// candidates returns, in order, where UAX #29 lets a sentence begin and where it
// should.
func (p *prose) candidates(paragraph string) []int {
	all := p.unicode(paragraph)
	for i := range p.r {
		if at := p.missed(i); at > 0 {
			all = append(all, at)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// chunk is how many marks in a row, with no letter, digit or space between, are
// handed to UAX #29 at once. Its rule SB8 looks ahead from each of them, so a
// text of closing brackets would take time by the square of its length.
const chunk = 64

// unicode returns the starts that UAX #29 gives, but for the first.
func (p *prose) unicode(paragraph string) []int {
	var list []int
	at := 0
	for len(paragraph) > 0 {
		n := 0
		for run := 0; n < len(paragraph) && run < chunk; {
			r, size := utf8.DecodeRuneInString(paragraph[n:])
			if run++; isWord(r) || r == ' ' {
				run = 0
			}
			n += size
		}
		for s := sentences.FromString(paragraph[:n]); s.Next(); {
			at += utf8.RuneCountInString(s.Value())
			if s.End() < n {
				list = append(list, p.pastClosers(at))
			}
		}
		paragraph = paragraph[n:]
	}
	return list
}

// pastClosers moves a start behind what a space parts from the stop it belongs
// to: a French closing guillemet, a bracket, an emoji.
func (p *prose) pastClosers(at int) int {
	for at < len(p.r) && (p.r[at] == '»' || p.r[at] == ')' || p.r[at] == ']' || isEmoji(p.r[at])) {
		if at++; at < len(p.r) && p.r[at] == ' ' {
			at++
		}
	}
	return at
}

// missed returns where a sentence may begin after the stop at i though UAX #29
// sees none, or 0: before a number, a sum of money, a hashtag, a label such as
// (a), a name such as iPhone, the dash of a dialogue, or behind a footnote.
func (p *prose) missed(i int) int {
	if !isStop(p.r[i]) || (i > 0 && p.r[i-1] == '.') {
		return 0
	}
	at := i + 1
	for at < len(p.r) && isCloser(p.r[at]) {
		at++
	}
	note := p.pastNote(at)
	if p.at(note) != ' ' {
		return 0
	}
	next, second := p.at(note+1), p.at(note+2)
	switch {
	case note > at:
		return note + 1
	case next == '-':
		if second == ' ' {
			second = p.at(note + 3)
		}
		if unicode.IsUpper(second) || isOpener(second) {
			return note + 1
		}
	case unicode.IsDigit(next), p.isBrand(note + 1), p.isLabel(note + 1),
		unicode.Is(unicode.Sc, next) && unicode.IsDigit(second),
		(next == '#' || next == '@') && unicode.IsLetter(second):
		return note + 1
	}
	return 0
}

// pastNote returns where the numbers of footnotes, such as [12] or ², that begin
// at the given place end, or that place if there are none.
func (p *prose) pastNote(at int) int {
	for unicode.Is(unicode.No, p.at(at)) {
		at++
	}
	i := at + 1
	for unicode.IsDigit(p.at(i)) {
		i++
	}
	if p.at(at) != '[' || i == at+1 || p.at(i) != ']' {
		return at
	}
	return p.pastNote(i + 1)
}

// at returns the code point at i, or a space outside the paragraph.
func (p *prose) at(i int) rune {
	if i < 0 || i >= len(p.r) {
		return ' '
	}
	return p.r[i]
}

// isBrand reports whether a name with a small first letter, as iPhone or mRNA,
// begins at i.
func (p *prose) isBrand(i int) bool {
	return unicode.IsLower(p.at(i)) && unicode.IsUpper(p.at(i+1))
}

// isLabel reports whether the label of a list, such as (a), stands at i.
func (p *prose) isLabel(i int) bool {
	return p.at(i) == '(' && isWord(p.at(i+1)) && p.at(i+2) == ')'
}

func isStop(r rune) bool { return r == '.' || r == '!' || r == '?' }

func isOpener(r rune) bool {
	switch r {
	case '(', '[', '"', '\'', '«', '¿', '¡':
		return true
	}
	return false
}

func isCloser(r rune) bool {
	switch r {
	case ')', ']', '"', '\'', '»':
		return true
	}
	return false
}

// isWord reports whether r is part of a word or number.
func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func isEmoji(r rune) bool { return 0x2600 <= r && r <= 0x27bf || 0x1f300 <= r && r <= 0x1faff }
