package quiz

import (
	"crypto/sha256"
	"encoding/hex"
	"unicode/utf8"

	"discern/questions"
)

// BoundPassage is a passage of a published version in the words of its source.
type BoundPassage struct {
	Number int
	Words  string
	Cues   []questions.Cue
}

// PackBinding is how much of a version of a pack is bound to a copy of its text.
type PackBinding struct {
	Slug    string
	Version int
	Bound   []BoundPassage // by number
	Of      int            // passages of the version that have a span
	Missing []int          // numbers not bound, rising

	// Just after binding: the numbers of the passages that were found in this very
	// text, those of them that stand elsewhere than in the source, and those that
	// were not found.
	Found, Moved, NotFound []int

	// Whole reports that every passage that can be asked is bound: then an
	// assignment may use the wording of the source.
	Whole bool
}

// Holds reports whether b is in the words that span stands for.
func (b BoundPassage) Holds(span *questions.Span) bool {
	if span == nil || utf8.RuneCountInString(b.Words) != span.Length {
		return false
	}
	sum := sha256.Sum256([]byte(b.Words))
	return hex.EncodeToString(sum[:]) == span.SHA256
}

// Summarise fills in what of pack is bound.
func (p *PackBinding) Summarise(pack *questions.Pack) {
	bound := map[int]bool{}
	for _, b := range p.Bound {
		bound[b.Number] = true
	}
	p.Of, p.Missing, p.Whole = 0, nil, true
	for _, it := range pack.Items {
		if it.Source != nil {
			p.Of++
		}
		if bound[it.Number] {
			continue
		}
		if it.Source != nil {
			p.Missing = append(p.Missing, it.Number)
		}
		if it.Status != questions.Disputed {
			p.Whole = false
		}
	}
	p.Whole = p.Whole && len(p.Bound) > 0
}

// In returns a copy of the pack in the words of its source, as far as they are
// bound. It is for showing, never for handing on.
func (p PackBinding) In(pack *questions.Pack) *questions.Pack {
	bound := map[int]BoundPassage{}
	for _, b := range p.Bound {
		bound[b.Number] = b
	}
	worded := *pack
	worded.Items = make([]questions.Item, len(pack.Items))
	for i, item := range pack.Items {
		if b, ok := bound[item.Number]; ok && b.Holds(item.Source) {
			item.Text, item.Cues = b.Words, b.Cues
		}
		worded.Items[i] = item
	}
	return &worded
}
