package quiz

import (
	"time"

	"discern/questions"
)

// ChallengeState is open until a reviewer has answered.
type ChallengeState string

// The states of a challenge.
const (
	ChallengeOpen     ChallengeState = "open"
	ChallengeAnswered ChallengeState = "answered"
)

// Challenge is what somebody who has seen the key says against it: “I read this
// differently, because …”.
type Challenge struct {
	ID       string
	Slug     string
	Version  int    // on which it was made
	Passage  string // id
	Number   int
	Text     string          // of the passage in that version
	Key      questions.Label // in that version, "" for a student
	By       Role            // who they are is not told
	Reason   string
	At       time.Time
	State    ChallengeState
	Answer   string
	Answered time.Time // zero: not yet
	Newest   int       // version of the pack there is now
}

// NewChallenge is a challenge as it comes in.
type NewChallenge struct {
	Passage string // id
	Version int    // 0: the one that who asks was shown last
	Reason  string
	Once    bool // what was said before of the passage in this version stays
}

// Check returns the challenge as it is kept, or a *FieldError for reason.
func (n NewChallenge) Check() (NewChallenge, error) {
	var err error
	n.Reason, err = ReadProse(n.Reason, NoteLength, "reason")
	return n, err
}
