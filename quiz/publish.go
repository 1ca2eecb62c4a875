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
// of it tells the key of any passage.
type PackCard struct {
	Pack      PackLine
	About     string
	Source    *questions.Source
	Guide     questions.Guide
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
}
