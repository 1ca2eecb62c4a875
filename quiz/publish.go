package quiz

import (
	"time"

	"discern/questions"
)

// Missing is one thing that keeps a draft from being published.
type Missing struct {
	Passage string // id, "" for the pack itself
	Number  int    // of the passage, or 0
	Field   string // such as reading, readings, decision, rationale, cues or guide.fact
	Text    string // a sentence that says what to do
}

// NotReadyError refuses to publish, with the list of what is missing.
type NotReadyError struct{ Missing []Missing }

func (e *NotReadyError) Error() string {
	return "not ready to be published: " + itoa(len(e.Missing)) + " things are missing"
}

// Is makes a NotReadyError one kind of ErrState.
func (e *NotReadyError) Is(target error) bool { return target == ErrState }

// HistoryLine is one published version of a pack.
type HistoryLine struct {
	Version  int
	Hash     string
	Passages int
	Askable  int
	Reason   string // "" for a pack that was imported
	By       string // name of who published it here, or ""
	At       time.Time
}

// PackCard is what everybody in the school may know of a published pack: nothing
// of it tells the key of any passage. What depends on the key as a whole is left
// out unless Counted.
type PackCard struct {
	Pack      PackLine
	About     string
	Source    *questions.Source
	Guide     questions.Guide
	Counted   bool
	Kinds     [3]int // passages of each kind, disputed ones not counted
	Disputed  int
	Decided   int // passages whose readers differed
	Reviewers int
	Agreement questions.Agreement
	History   []HistoryLine
}

// PackAgreement is how far the readers of a pack or draft agreed.
type PackAgreement struct {
	Slug    string
	Version int // 0 for a draft
	questions.Agreement
	Passages []PassageAgreement
}

// PassageAgreement is how far the readers of one passage agreed with its key.
type PassageAgreement struct {
	Passage string // id
	Number  int
	Agree   int
	Of      int
	Others  [3]int // readings by label, without those that give the key's
}

// AgreementOn counts the readings of a passage.
func AgreementOn(item questions.Item) PassageAgreement {
	a := PassageAgreement{Passage: item.ID, Number: item.Number}
	a.Agree, a.Of = item.Agreement()
	for _, r := range item.Readings {
		if k := r.Label.Index(); k >= 0 && r.Label != item.Label {
			a.Others[k]++
		}
	}
	return a
}

// LineOf sums up a pack for lists.
func LineOf(p *questions.Pack) PackLine {
	return PackLine{Slug: p.Slug, Title: p.Title, Language: p.Language, Version: p.Version, Passages: len(p.Items),
		Askable: len(p.Askable()), Hash: p.Hash()}
}

// CardOf counts what may be told of a pack without telling any key, to whoever
// may see the key itself.
func CardOf(p *questions.Pack) PackCard {
	card := PackCard{Counted: true, Pack: LineOf(p), About: p.About, Source: p.Source, Guide: p.Guide, Reviewers: len(p.Reviewers)}
	for _, item := range p.Items {
		if item.Status == questions.Disputed {
			card.Disputed++
		} else if k := item.Label.Index(); k >= 0 {
			card.Kinds[k]++
		}
		if agree, of := item.Agreement(); of > 0 && agree < of {
			card.Decided++
		}
	}
	return card
}

// Uncounted returns the card for whoever may not see the key: how many passages
// are of which kind or disputed, and why something was put right, all tell of it.
func (c PackCard) Uncounted() PackCard {
	c.Counted, c.Kinds, c.Disputed, c.Decided = false, [3]int{}, 0, 0
	c.Pack.Askable, c.Pack.Hash = 0, ""
	// Coefficients depend on how often each kind was read, which is nearly the key.
	c.Agreement = questions.Agreement{Passages: c.Agreement.Passages, Comparable: c.Agreement.Comparable, Unanimous: c.Agreement.Unanimous,
		Readings: c.Agreement.Readings}
	for i := range c.History {
		c.History[i].Askable, c.History[i].Hash, c.History[i].Reason = 0, "", ""
	}
	return c
}

// Imported is the draft of a pack from elsewhere; its id, slug and time are for
// the store to give.
func Imported(p *questions.Pack) PackDraft {
	d := PackDraft{Title: p.Title, About: p.About, Language: p.Language, Guide: p.Guide, Said: p.Source, State: DraftOpen, Revision: 1}
	if d.Guide == (questions.Guide{}) {
		d.Guide = DefaultGuide(p.Language)
	}
	return d
}

// ReadReason returns the reason for a new version as it is kept: a correction
// needs one. Else it is a *FieldError for reason.
func (d PackDraft) ReadReason(typed string) (string, error) {
	if d.Base > 0 {
		return ReadProse(typed, NoteLength, "reason")
	}
	return readMaybe(typed, NoteLength, "reason")
}
