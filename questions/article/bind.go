package article

import (
	"slices"
	"sort"

	"discern/questions"
)

// Binding says where the spans of a pack stand in a text.
type Binding struct {
	Bound   []Bound // in the order of the pack
	Missing []int   // numbers of the passages whose span was not found, rising

	// Unfinished reports that the search was given up before the end, as the
	// text is very long and many spans are not where they should be: a missing
	// span may stand in it after all.
	Unfinished bool
}

// Bound is a span of a pack in the words of the source.
type Bound struct {
	Number int    // of the passage
	Words  string // normalised
	Cues   []questions.Cue
	Place  Place
	Moved  bool // it stands elsewhere than in the source of the pack
}

// Place is a stretch of an article: from code point Start of a paragraph up to,
// not including, code point End of LastParagraph, which is mostly the same.
type Place struct {
	Paragraph, Start   int
	LastParagraph, End int
}

// Moved returns the numbers of the passages that stand elsewhere than in the
// source, rising.
func (b Binding) Moved() []int {
	var moved []int
	for _, x := range b.Bound {
		if x.Moved {
			moved = append(moved, x.Number)
		}
	}
	slices.Sort(moved)
	return moved
}

// Bind finds the span of each passage of p that has one in a copy of the source.
// A span is bound where the words have its length and SHA-256, and nowhere else:
// a near miss is missing. It may stand in another paragraph, at another offset,
// or across the end of a paragraph, which then counts as a space.
//
// If the words stand in several places, the place in the source is preferred,
// then the first that is free behind the span before it, then the first free.
//
// But in the source itself a span begins and ends between words. That, and a
// bound on how much is hashed, keep a search within a few seconds whatever the
// pack and the text. The bound lets 40 spans be looked for all through 2 MiB of
// prose, and 500 all through 150,000 code points; what is in its place
// hardly counts.
func Bind(p *questions.Pack, a Article) Binding {
	t := newWindows(a)
	var b Binding
	// Spans are placed in the order of the source, so that the one before shows
	// where the next is to be expected.
	order := spansOf(p)
	isSource := p.Source != nil && p.Source.SHA256 == a.SHA256()
	places, finished := t.find(order, isSource)
	taken := map[int]bool{}
	after := 0
	for _, s := range order {
		at, found := choose(t, s, places[key(s.span)], taken, after)
		if !found {
			b.Missing = append(b.Missing, s.number)
			continue
		}
		taken[at] = true
		after = at
		b.Bound = append(b.Bound, t.bound(s, at))
	}
	b.Unfinished = !finished && len(b.Missing) > 0
	b.inOrderOf(p)
	return b
}

// wanted is a span that is looked for.
type wanted struct {
	number int
	span   *questions.Span
}

// spansOf returns the spans of a pack in the order of its source.
func spansOf(p *questions.Pack) []wanted {
	var list []wanted
	for _, it := range p.Items {
		if it.Source != nil && it.Source.Length > 0 {
			list = append(list, wanted{it.Number, it.Source})
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i].span, list[j].span
		return a.Paragraph < b.Paragraph || a.Paragraph == b.Paragraph && a.Start < b.Start
	})
	return list
}

// choose returns which of several places a span is bound to.
func choose(t *windows, s wanted, places []int, taken map[int]bool, after int) (at int, found bool) {
	if at := t.home(s.span); at >= 0 && slices.Contains(places, at) {
		return at, true
	}
	best := -1
	for _, at := range places {
		switch {
		case taken[at]:
		case at >= after:
			return at, true
		case best < 0:
			best = at
		}
	}
	if best < 0 && len(places) > 0 {
		best = places[0] // two passages restate the same words
	}
	return best, best >= 0
}

// inOrderOf puts a binding, which came in the order of the source, in that of
// the pack.
func (b *Binding) inOrderOf(p *questions.Pack) {
	place := map[int]int{}
	for i, it := range p.Items {
		place[it.Number] = i
	}
	sort.Slice(b.Bound, func(i, j int) bool { return place[b.Bound[i].Number] < place[b.Bound[j].Number] })
	slices.Sort(b.Missing)
}

// bound returns a span as it stands at the given place of the joined text.
func (t *windows) bound(s wanted, at int) Bound {
	n := s.span.Length
	b := Bound{Number: s.number, Words: t.words(at, n), Moved: at != t.home(s.span)}
	b.Place.Paragraph, b.Place.Start = t.place(at)
	b.Place.LastParagraph, b.Place.End = t.place(at + n - 1)
	b.Place.End++
	done := 0
	for _, c := range s.span.Cues {
		if done <= c.Start && c.Start < c.End && c.End <= n {
			b.Cues = append(b.Cues, c)
			done = c.End
		}
	}
	return b
}
