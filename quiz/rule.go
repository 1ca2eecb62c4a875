package quiz

import (
	"time"

	"discern/questions"
)

// What a rescore may decide for a passage whose key was wrong.
const (
	PolicyCurrent    = "current"     // only the newer key is right
	PolicyEither     = "either"      // the newer key is right, and so is the older one
	PolicyFullCredit = "full_credit" // everybody who was asked has the mark
	PolicyDrop       = "drop"        // the passage does not count for anybody
)

// Exception is a passage that is marked otherwise than by its key alone.
type Exception struct {
	Policy string          `json:"policy"`         // PolicyEither, PolicyFullCredit or PolicyDrop; "" for none
	Also   questions.Label `json:"also,omitempty"` // with PolicyEither, the older key, which is right too
}

// Rule is what the answers of an assignment are marked against: the key of one
// version, and what a rescore decided for single passages. The score of an
// attempt is a function of its answers and the rule, at any time.
type Rule struct {
	Version int               // key version
	Since   time.Time         // of the rescore that made the rule, zero: never rescored
	Keys    Keys              // by passage number of the assignment's own version
	Except  map[int]Exception // by passage number
}

// RuleOf is the rule of a pack that was never rescored.
func RuleOf(pack *questions.Pack) Rule { return Rule{Version: pack.Version, Keys: KeysOf(pack.Items)} }

// Right reports whether a label, "" for a blank, has the mark of a passage.
func (r Rule) Right(number int, label questions.Label) bool {
	switch except := r.Except[number]; except.Policy {
	case PolicyDrop:
		return false
	case PolicyFullCredit:
		return true
	case PolicyEither:
		if label != "" && label == except.Also {
			return true
		}
	}
	return label != "" && label == r.Keys[number].Label
}

// Counts reports whether a passage counts for the score.
func (r Rule) Counts(number int) bool { return r.Except[number].Policy != PolicyDrop }
