package quiz

import (
	"slices"
	"sort"

	"discern/questions"
)

// Beside is how many passages are shown before and after one, at most.
const Beside = 2

// Around is what stands before and after a passage in its source, as far as the
// source is bound. Nothing of it depends on the key.
type Around struct{ Before, After []Beyond }

// Beyond is a neighbouring passage in the words of the source.
type Beyond struct {
	Words string
	Gap   bool // words that are not shown stand before it
}

// Empty reports whether there is nothing to show.
func (a Around) Empty() bool { return len(a.Before)+len(a.After) == 0 }

// AroundOf lays out the neighbours of passage number of a pack. Bound holds
// words by number; what they do not hold, the source's hashes say.
func AroundOf(pack *questions.Pack, number int, bound map[int]BoundPassage) Around {
	var line []questions.Item // of what can be shown, and the passage itself
	for _, item := range pack.Items {
		if item.Source != nil && (item.Number == number || bound[item.Number].Holds(item.Source)) {
			line = append(line, item)
		}
	}
	sort.Slice(line, func(i, j int) bool {
		a, b := line[i].Source, line[j].Source
		return a.Paragraph < b.Paragraph || a.Paragraph == b.Paragraph && a.Start < b.Start
	})
	here := slices.IndexFunc(line, func(i questions.Item) bool { return i.Number == number })
	if here < 0 {
		return Around{}
	}
	var around Around
	for i := max(0, here-Beside); i < min(len(line), here+Beside+1); i++ {
		one := Beyond{Words: bound[line[i].Number].Words}
		if i > 0 {
			one.Gap = gap(line[i-1].Source, line[i].Source)
		}
		switch {
		case i < here:
			around.Before = append(around.Before, one)
		case i > here:
			around.After = append(around.After, one)
		}
	}
	return around
}

// gap reports whether anything stands between two stretches of a source. In one
// paragraph a sign and a space may stand between neighbours.
func gap(a, b *questions.Span) bool {
	if a.Paragraph != b.Paragraph {
		return b.Paragraph > a.Paragraph+1 || b.Start > 1
	}
	return b.Start > a.End+2
}
