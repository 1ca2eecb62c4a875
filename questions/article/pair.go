package article

import (
	"cmp"
	"slices"
	"sort"
	"unicode"
)

// pair is where a bracket or quotation opens and where it closes.
type pair struct {
	open, close int
	bracket     bool
}

// maxPair bounds a pair, in code points. A quotation that goes on for longer is
// split like any other text.
const maxPair = 400

// pairsOf returns the brackets and quotations of a paragraph by their opening.
// Whatever does not close, or not within maxPair, is left out.
func pairsOf(r []rune) []pair {
	var pairs []pair
	var open []int // those not yet closed, the innermost last
	for i, c := range r {
		if opens(r, i) {
			open = append(open, i)
			continue
		}
		want := opening(r, i)
		if want == 0 {
			continue
		}
		for k := len(open) - 1; k >= 0 && i-open[k] <= maxPair; k-- {
			if r[open[k]] == want {
				pairs = append(pairs, pair{open[k], i, c == ')' || c == ']'})
				open = open[:k]
				break
			}
		}
	}
	sort.Slice(pairs, func(i, j int) bool { return pairs[i].open < pairs[j].open })
	return pairs
}

// opens reports whether a pair opens at i. A straight quote does so after a
// space and before a word; which of two it is, only that can tell.
func opens(r []rune, i int) bool {
	switch r[i] {
	case '(', '[', '«':
		return true
	case '"', '\'':
		before := i == 0 || r[i-1] == ' ' || r[i-1] == '-' || isOpener(r[i-1])
		return before && i+1 < len(r) && r[i+1] != ' '
	}
	return false
}

// opening returns what opens the pair that may close at i, or 0. A single quote
// closes only after a stop or comma: elsewhere it is an apostrophe.
func opening(r []rune, i int) rune {
	switch r[i] {
	case ')':
		return '('
	case ']':
		return '['
	case '»':
		return '«'
	case '"':
		return '"'
	case '\'':
		after := i+1 == len(r) || !unicode.IsLetter(r[i+1])
		if after && i > 0 && (isStop(r[i-1]) || r[i-1] == ',') {
			return '\''
		}
	}
	return 0
}

// around returns the pairs that are open at the given place, the outermost
// first.
func (p *prose) around(at int) []pair {
	from, _ := slices.BinarySearchFunc(p.pairs, at-maxPair, func(x pair, open int) int {
		return cmp.Compare(x.open, open)
	})
	var list []pair
	for _, x := range p.pairs[from:] {
		if x.open >= at {
			break
		}
		if x.close >= at {
			list = append(list, x)
		}
	}
	return list
}
