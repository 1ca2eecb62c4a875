package quiz

import (
	"math"
	"slices"
	"sort"
	"time"

	"discern/questions"
)

// Decision is the key of a passage of a draft.
type Decision struct {
	Label     questions.Label
	Second    questions.Label
	Status    questions.Status
	Rationale string
	Cues      []questions.Cue
	Later     *questions.Later
	Passage   int // revision of the wording it was made on
	Revision  int // counts its changes, from 1
	At        time.Time
}

// NewDecision is what a reviewer decides about a passage.
type NewDecision struct {
	Label     questions.Label
	Second    questions.Label
	Status    questions.Status
	Rationale string // required, at most questions.MaxRationale code points
	Cues      []questions.Cue
	SpanCues  []questions.Cue // in the words of the source; nil leaves them
	Later     *questions.Later
	Revision  *int // of the decision it was made on, 0 for none; nil overwrites any
}

// ReviewItem is a passage of a draft with all that is held of it. It is for the
// rules: what a reviewer is shown is made of it by MaySee.
type ReviewItem struct {
	DraftPassage
	Given    []GivenReading // also of earlier wordings
	Decision *Decision      // also of an earlier wording
	Base     *questions.Item
	Order    int // of its making, for places without a span
}

// SettleReading is one reading side by side with others; it does not say whose
// it is, except one's own.
type SettleReading struct {
	questions.Reading
	Own bool
}

// SettleSheet is a passage with everything, for a reviewer who has read it.
type SettleSheet struct {
	Draft      PackDraft
	Passage    DraftPassage
	Readings   []SettleReading // in random order
	Agree, Of  int             // readings that give the most frequent label
	Most       questions.Label // that label, "" if there are two
	Decision   *Decision       // nil: not decided in the present wording
	Context    []ContextParagraph
	Around     []questions.Passage
	Challenges []Challenge
	Previous   string // neighbours in the queue, ids
	Next       string
}

// QueueLine is a passage that waits for a decision, or has one.
type QueueLine struct {
	Passage  DraftPassage
	Counts   [3]int // readings by label
	Of       int
	Entropy  float64 // of the labels, in bits: 0 is unanimous
	Sure     float64 // mean confidence, 0 without readings
	Decision *Decision
	Open     int // challenges not yet answered
}

// Queue is what there is to settle in a draft for one reviewer: only passages
// that she has read herself.
type Queue struct {
	Draft     PackDraft
	Waiting   int         // passages that one has to read before they appear
	Few       []QueueLine // with fewer than two readings, not decided
	Proposed  []QueueLine // unanimous and sure: may be ratified together
	Contested []QueueLine // the rest, most contested first
	Settled   []QueueLine // decided, in the order of the text
}

// Current returns the readings of the present wording.
func (i ReviewItem) Current() []questions.Reading {
	var current []questions.Reading
	for _, g := range i.Given {
		if g.Revision == i.Revision {
			current = append(current, g.Reading)
		}
	}
	return current
}

// OwnReading returns the reviewer's reading of the present wording, or nil.
func (i ReviewItem) OwnReading(reviewer string) *GivenReading {
	for _, g := range i.Given {
		if g.Reviewer == reviewer && g.Revision == i.Revision {
			return &g
		}
	}
	return nil
}

// MaySee returns nil if the reviewer may see others' readings of the passage and
// its key: once the own reading of the present wording is given. Else
// ErrReadFirst.
func (i ReviewItem) MaySee(reviewer string) error {
	if i.OwnReading(reviewer) == nil {
		return ErrReadFirst
	}
	return nil
}

// Decided returns the decision on the present wording, or nil.
func (i ReviewItem) Decided() *Decision {
	if i.Decision == nil || i.Decision.Passage != i.Revision {
		return nil
	}
	return i.Decision
}

// Unanimous returns the label that all readings of the present wording give, if
// there are two or more; sure also needs every confidence to be 2 or 3.
func (i ReviewItem) Unanimous() (label questions.Label, unanimous, sure bool) {
	current := i.Current()
	if len(current) < 2 {
		return "", false, false
	}
	sure = true
	for _, r := range current {
		if r.Label != current[0].Label {
			return "", false, false
		}
		sure = sure && r.Confidence >= 2
	}
	return current[0].Label, true, sure
}

// Proposal returns the decision that the readings suggest by themselves, if they
// are unanimous and sure. Its rationale and cues are still to be written.
func (i ReviewItem) Proposal() (Decision, bool) {
	label, _, sure := i.Unanimous()
	if !sure {
		return Decision{}, false
	}
	current := i.Current()
	d := Decision{Label: label, Second: current[0].Second, Status: questions.Agreed}
	for _, r := range current {
		if r.Second != d.Second {
			d.Second = ""
		}
	}
	return d, true
}

// Most returns the label that most readings of the present wording give, "" if
// two are as frequent, with how many that are of how many.
func (i ReviewItem) Most() (label questions.Label, agree, of int) {
	line := i.Line()
	for k, n := range line.Counts {
		switch {
		case n > agree:
			label, agree = questions.Labels[k], n
		case n == agree:
			label = ""
		}
	}
	return label, agree, line.Of
}

// SideBySide returns the readings of the present wording in a random order that
// is another one for each passage, so that nobody can be followed through them.
func (i ReviewItem) SideBySide(reviewer string) []SettleReading {
	var all []SettleReading
	for _, r := range i.Current() {
		own := r.Reviewer == reviewer
		r.Reviewer = ""
		all = append(all, SettleReading{Reading: r, Own: own})
	}
	random("side by side", i.Draft, i.ID, reviewer).Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
	return all
}

// Same reports whether d says what other says.
func (d Decision) Same(other Decision) bool {
	later := d.Later == other.Later || d.Later != nil && other.Later != nil && *d.Later == *other.Later
	return later && d.Label == other.Label && d.Second == other.Second && d.Status == other.Status &&
		d.Rationale == other.Rationale && slices.Equal(d.Cues, other.Cues) && d.Passage == other.Passage
}

// Neighbours returns the passages before and after one in the queue: contested
// ones first, then the proposed, those with few readings and the settled.
func (q Queue) Neighbours(passage string) (previous, next string) {
	all := slices.Concat(q.Contested, q.Proposed, q.Few, q.Settled)
	at := slices.IndexFunc(all, func(l QueueLine) bool { return l.Passage.ID == passage })
	if at > 0 {
		previous = all[at-1].Passage.ID
	}
	if at >= 0 && at+1 < len(all) {
		next = all[at+1].Passage.ID
	}
	return previous, next
}

// Line counts the readings of a passage.
func (i ReviewItem) Line() QueueLine {
	line := QueueLine{Passage: i.DraftPassage, Decision: i.Decided()}
	for _, r := range i.Current() {
		line.Of++
		line.Counts[r.Label.Index()]++
		line.Sure += float64(r.Confidence)
	}
	if line.Of == 0 {
		return line
	}
	line.Sure /= float64(line.Of)
	for _, n := range line.Counts {
		if n > 0 {
			p := float64(n) / float64(line.Of)
			line.Entropy -= p * math.Log2(p)
		}
	}
	return line
}

// Sort puts a passage in its place in the queue.
func (q *Queue) Sort(i ReviewItem, line QueueLine) {
	_, unanimous, sure := i.Unanimous()
	decided := i.Decided()
	switch {
	case decided != nil && (decided.Status != questions.Agreed || unanimous || !i.Touched()):
		q.Settled = append(q.Settled, line)
	case line.Of < 2 && decided == nil:
		q.Few = append(q.Few, line)
	case sure && decided == nil:
		q.Proposed = append(q.Proposed, line)
	default:
		q.Contested = append(q.Contested, line)
	}
}

// Finish puts the most contested passages first: by the entropy of their labels,
// then the least sure.
func (q *Queue) Finish() {
	sort.SliceStable(q.Contested, func(i, j int) bool {
		a, b := q.Contested[i], q.Contested[j]
		switch {
		case a.Entropy != b.Entropy:
			return a.Entropy > b.Entropy
		case a.Sure != b.Sure:
			return a.Sure < b.Sure
		}
		return a.Passage.Number < b.Passage.Number
	})
}

func sortBy[T any](list []T, less func(a, b T) bool) {
	sort.Slice(list, func(i, j int) bool { return less(list[i], list[j]) })
}
