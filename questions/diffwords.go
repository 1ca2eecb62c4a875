package questions

import (
	"strings"
	"unicode"
)

// mostCells bounds the table of DiffWords; texts that differ more than that are
// shown as one removed and one added.
const mostCells = 4 << 20

// DiffWords finds the words that two texts share, by their longest common
// subsequence, and returns the runs from the one to the other. White space
// belongs to the word before it.
func DiffWords(from, to string) []Run {
	a, b := words(from), words(to)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var runs []Run
	runs = addRun(runs, Same, a[:head])
	runs = between(runs, a[head:len(a)-tail], b[head:len(b)-tail])
	return addRun(runs, Same, a[len(a)-tail:])
}

// between adds the runs of two lists of words with nothing in common at their
// ends.
func between(runs []Run, a, b []string) []Run {
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > mostCells {
		return addRun(addRun(runs, Removed, a), Added, b)
	}
	// longest[i][j] is the length of the longest common subsequence of a[i:]
	// and b[j:].
	longest := make([][]int32, len(a)+1)
	cells := make([]int32, (len(a)+1)*(len(b)+1))
	for i := range longest {
		longest[i] = cells[i*(len(b)+1) : (i+1)*(len(b)+1)]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			runs = addRun(runs, Same, a[i:i+1])
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			runs = addRun(runs, Removed, a[i:i+1])
			i++
		default:
			runs = addRun(runs, Added, b[j:j+1])
			j++
		}
	}
	return addRun(addRun(runs, Removed, a[i:]), Added, b[j:])
}

func addRun(runs []Run, change Change, words []string) []Run {
	if len(words) == 0 {
		return runs
	}
	text := strings.Join(words, "")
	if last := len(runs) - 1; last >= 0 && runs[last].Change == change {
		runs[last].Text += text
		return runs
	}
	return append(runs, Run{text, change})
}

// words cuts a text behind every run of white space.
func words(s string) []string {
	var list []string
	start, space := 0, false
	for i, r := range s {
		if space && !unicode.IsSpace(r) {
			list = append(list, s[start:i])
			start = i
		}
		space = unicode.IsSpace(r)
	}
	if start < len(s) {
		list = append(list, s[start:])
	}
	return list
}
