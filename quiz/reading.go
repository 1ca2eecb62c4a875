package quiz

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"time"

	"discern/questions"
)

// NewReading is what a reviewer takes a passage for, before seeing what others
// do.
type NewReading struct {
	Label      questions.Label
	Second     questions.Label // or ""
	Confidence int             // 1 unsure to 3 sure
	Note       string
	Revision   *int // of the wording that was read; nil: the present one
}

// NoteLength bounds a note, in code points.
const NoteLength = 400

// Check returns the reading as it is kept, or a *FieldError.
func (n NewReading) Check() (NewReading, error) {
	var err error
	switch {
	case !n.Label.Valid():
		return n, &FieldError{Field: "label", Message: "Choose fact, inference or opinion."}
	case n.Second != "" && !n.Second.Valid():
		return n, &FieldError{Field: "second", Message: "Choose fact, inference or opinion, or no second kind."}
	case n.Second == n.Label:
		return n, &FieldError{Field: "second", Message: "The second kind has to be another one."}
	case n.Confidence < 1 || n.Confidence > 3:
		return n, &FieldError{Field: "confidence", Message: "Say how sure you are: 1, 2 or 3."}
	}
	n.Note, err = readMaybe(n.Note, NoteLength, "note")
	return n, err
}

// GivenReading is a reading with what the rules need to know of it.
type GivenReading struct {
	questions.Reading
	Revision int  // of the wording that was read
	Seen     bool // its reader has since been shown others' readings: it stays as it is
	At       time.Time
}

// ReadingPlace is a passage in a reviewer's own order.
type ReadingPlace struct {
	Passage string // id
	N       int    // from 1
	Done    bool
}

// ReadingList is what a reviewer reads of a draft, in an order of their own.
type ReadingList struct {
	Draft  PackDraft
	Places []ReadingPlace
	Done   int
	Next   string // id of the first passage still to be read, "" for none
}

// ContextParagraph is a paragraph of the source round a passage.
type ContextParagraph struct {
	Paragraph int // from 0
	Text      string
	Own       bool // the passage stands in it
}

// ReadingSheet is one passage as a reviewer reads it: blind. No field depends on
// others' readings or on the key.
type ReadingSheet struct {
	Draft     PackDraft
	Passage   DraftPassage
	N, Of     int    // place in the reviewer's own order
	Done      int    // read so far
	Previous  string // ids of the neighbours in that order, "" at its ends
	Next      string
	NextOpen  string              // the next one that is still to be read
	MayChange bool                // the own reading may still be changed or taken back
	Context   []ContextParagraph  // of the source, if its words are there
	Around    []questions.Passage // the draft's passages near this one, in the order of the text, itself included
}

// random returns the source of randomness that texts determine.
func random(texts ...string) *rand.Rand {
	h := sha256.New()
	for _, text := range texts {
		h.Write([]byte(text))
		h.Write([]byte{0})
	}
	sum := h.Sum(nil)
	return rand.New(rand.NewPCG(binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16])))
}

// ReadingOrder puts passage ids in the random order in which a reviewer reads
// them. It is a function of draft and reviewer, and a passage that is added or
// taken out moves no other: each has a place of its own by lot.
func ReadingOrder(draft, reviewer string, passages []string) []string {
	lots := make(map[string]uint64, len(passages))
	ordered := make([]string, len(passages))
	copy(ordered, passages)
	for _, id := range passages {
		lots[id] = random("order", draft, reviewer, id).Uint64()
	}
	sortBy(ordered, func(a, b string) bool { return lots[a] < lots[b] || lots[a] == lots[b] && a < b })
	return ordered
}

// MayChange returns nil while the reader may change or take back the reading,
// and ErrState once they have been shown what others said.
func (g GivenReading) MayChange() error {
	if g.Seen {
		return ErrState
	}
	return nil
}
