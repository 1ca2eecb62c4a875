package article

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"unicode/utf8"

	"discern/questions"
)

// The bounds of a search.
const (
	// maxHashed is how many bytes are hashed at most, with perHash more for each
	// window to stand for the cost of a hash of its own.
	maxHashed = 1 << 30
	perHash   = 64

	// maxPlaces is how many places of the same words are told apart.
	maxPlaces = 1000
)

// windows is a text whose stretches of a given length are looked through: its
// paragraphs, joined by one space.
type windows struct {
	text   string
	at     []int32 // the byte at which each code point begins, and the end
	starts []int   // the code point at which each paragraph begins
	edge   bits    // places between words, from 0 to the number of code points
	begin  bits    // those before which no space is cut off
	end    bits    // those after which none is
	hashed int
}

// digest is what a span is known by.
type digest struct {
	length int
	sum    [sha256.Size]byte
}

// key returns the digest of a span. No words have the digest of a span whose
// hash is not one.
func key(s *questions.Span) digest {
	d := digest{length: s.Length}
	if sum, err := hex.DecodeString(s.SHA256); err == nil && len(sum) == len(d.sum) {
		copy(d.sum[:], sum)
	}
	return d
}

func newWindows(a Article) *windows {
	t := &windows{text: a.joined(" ")}
	n := 0
	for _, p := range a.Paragraphs {
		t.starts = append(t.starts, n)
		n += utf8.RuneCountInString(p.Text) + 1
	}
	n = max(0, n-1) // no space after the last
	t.at = make([]int32, 0, n+1)
	t.edge, t.begin, t.end = newBits(n+1), newBits(n+1), newBits(n+1)
	before := ' '
	for i, r := range t.text {
		t.edges(len(t.at), before, r)
		t.at = append(t.at, int32(i))
		before = r
	}
	t.edges(len(t.at), before, ' ')
	t.at = append(t.at, int32(len(t.text)))
	return t
}

// edges notes what the place i between two code points is.
func (t *windows) edges(i int, before, after rune) {
	if isWord(before) && isWord(after) {
		return
	}
	t.edge.set(i)
	if after != ' ' {
		t.begin.set(i)
	}
	if before != ' ' {
		t.end.set(i)
	}
}

// find returns where in the text the spans stand, rising, by their digests, and
// whether it has looked everywhere. A span that is in its place is not looked
// for anywhere else. In the source itself it may begin or end inside a word; in
// a copy, where its words are part of longer ones, they are other words.
func (t *windows) find(spans []wanted, isSource bool) (places map[digest][]int, finished bool) {
	places = map[digest][]int{}
	var away []wanted
	for _, s := range spans {
		d := key(s.span)
		at := t.home(s.span)
		if at >= 0 && (isSource || t.edge.has(at) && t.edge.has(at+d.length)) && t.fits(d, at) {
			places[d] = union(places[d], []int{at})
		} else {
			away = append(away, s)
		}
	}
	// The shortest go first: they cost least.
	sort.SliceStable(away, func(i, j int) bool { return away[i].span.Length < away[j].span.Length })
	// Cues are words, so they too end between words. Only what that has not
	// found is looked for without it.
	finished = true
	for _, byCues := range []bool{true, false} {
		for _, s := range away {
			d := key(s.span)
			if !byCues && len(places[d]) > 0 {
				continue
			}
			found, all := t.search(d, t.candidates(s.span, byCues))
			finished = finished && all
			places[d] = union(places[d], found)
		}
	}
	return places, finished
}

func union(a, b []int) []int {
	a = append(a, b...)
	slices.Sort(a)
	return slices.Compact(a)
}

// candidates returns the places at which a window of the length of a span
// begins and ends between words and, if asked, so do its cues.
func (t *windows) candidates(s *questions.Span, byCues bool) bits {
	c := slices.Clone(t.begin)
	c.narrow(t.end, s.Length)
	if byCues {
		for _, cue := range s.Cues {
			c.narrow(t.edge, cue.Start)
			c.narrow(t.edge, cue.End)
		}
	}
	return c
}

// search returns at which of the candidates, up to maxPlaces, the words have the
// digest. It is not all if the search had to be given up.
func (t *windows) search(d digest, candidates bits) (places []int, all bool) {
	for at := range candidates.each {
		if t.hashed > maxHashed {
			return places, false
		}
		if len(places) == maxPlaces {
			break
		}
		if t.fits(d, at) {
			places = append(places, at)
		}
	}
	return places, true
}

// fits reports whether the words at the given place have the digest.
func (t *windows) fits(d digest, at int) bool {
	words := t.words(at, d.length)
	t.hashed += len(words) + perHash
	return words != "" && sha256.Sum256([]byte(words)) == d.sum
}

// words returns n code points, or nothing if the text ends before.
func (t *windows) words(at, n int) string {
	if at < 0 || n < 0 || n >= len(t.at) || at > len(t.at)-1-n {
		return ""
	}
	return t.text[t.at[at]:t.at[at+n]]
}

// home returns the place that a span has in its source, or -1 if there is none
// in this text.
func (t *windows) home(s *questions.Span) int {
	if s.Paragraph < 0 || s.Paragraph >= len(t.starts) || s.Start < 0 || s.Start >= len(t.at) {
		return -1
	}
	at := t.starts[s.Paragraph] + s.Start
	if at >= len(t.at) {
		return -1
	}
	if paragraph, _ := t.place(at); paragraph != s.Paragraph {
		return -1
	}
	return at
}

// place returns the paragraph that holds a code point, and its place therein.
func (t *windows) place(at int) (paragraph, offset int) {
	paragraph = sort.SearchInts(t.starts, at+1) - 1
	return paragraph, at - t.starts[paragraph]
}
