package quiz

import (
	"maps"
	"slices"
	"time"

	"discern/questions"
)

// Ruling is a Rule as it is kept: the versions that its keys are of, rather than
// the keys.
type Ruling struct {
	Version int               `json:"version"`
	Keys    map[int]int       `json:"keys,omitempty"`   // version of the key, of passages that keep that of another one
	Except  map[int]Exception `json:"except,omitempty"` // as in Rule
}

// KeyVersion returns the version that the key of a passage is of.
func (r Ruling) KeyVersion(number int) int {
	if version, kept := r.Keys[number]; kept {
		return version
	}
	return r.Version
}

// Versions lists the versions that the ruling takes keys from.
func (r Ruling) Versions() []int {
	all := append(slices.Collect(maps.Values(r.Keys)), r.Version)
	slices.Sort(all)
	return slices.Compact(all)
}

// Resolve returns the pack that is asked with the keys of the ruling, and the
// rule. Packs holds every version that the ruling takes keys from, in the same
// wording as asked; the words of a passage stay as they are asked, so cues of
// other words are left out.
func (r Ruling) Resolve(asked *questions.Pack, packs map[int]*questions.Pack, since time.Time) (*questions.Pack, Rule) {
	ruled := *asked
	ruled.Items = slices.Clone(asked.Items)
	for i := range ruled.Items {
		item := &ruled.Items[i]
		version := r.KeyVersion(item.Number)
		if version == asked.Version || item.Status == questions.Disputed {
			continue
		}
		if newer, ok := packs[version].ItemByID(item.ID); ok {
			item.Key = newer.Key
			if newer.Text != item.Text {
				item.Cues = nil
			}
		}
	}
	return &ruled, Rule{Version: r.Version, Since: since, Keys: KeysOf(ruled.Items), Except: r.Except}
}

// RescoreRequest is what a teacher wants an assignment to be marked by.
type RescoreRequest struct {
	Policy   string `json:"policy,omitempty"`
	Version  int    `json:"version,omitempty"`  // of the key; 0: the newest, or the one in force if Passages are named
	Passages []int  `json:"passages,omitempty"` // numbers; none: those whose key differs
	Undo     string `json:"undo,omitempty"`     // id of the rescore to take back, in place of all that
	Reason   string `json:"reason,omitempty"`
}

// KeyIn returns the key that another version gives to a passage. It is not ok if
// that version does not have the passage, has it in other words, or leaves its
// key disputed: then the passage keeps the key that it has.
func KeyIn(pack *questions.Pack, asked questions.Item) (key questions.Key, ok bool) {
	item, found := pack.ItemByID(asked.ID)
	return item.Key, found && item.Text == asked.Text && item.Status != questions.Disputed
}

// Decide returns the ruling that the request makes of the one in force, now.
// Asked is the pack of the assignment with the keys in force, and target the
// version asked for, both in the wording of the pack itself. Passages that are
// not concerned keep key and exception. It refuses with a *FieldError.
func (r RescoreRequest) Decide(now Ruling, asked, target *questions.Pack) (Ruling, error) {
	if !slices.Contains([]string{PolicyCurrent, PolicyEither, PolicyFullCredit, PolicyDrop}, r.Policy) {
		return now, &FieldError{Field: "policy", Message: "Choose what is to happen with the passages."}
	}
	for _, number := range r.Passages {
		if item, ok := asked.Item(number); !ok || item.Status == questions.Disputed {
			return now, &FieldError{Field: "passages", Message: "There is no passage " + itoa(number) + " that this quiz could ask."}
		}
	}
	next := Ruling{Version: target.Version, Keys: map[int]int{}, Except: maps.Clone(now.Except)}
	if next.Except == nil {
		next.Except = map[int]Exception{}
	}
	for _, item := range asked.Items {
		if item.Status == questions.Disputed { // never asked
			continue
		}
		key, settled := KeyIn(target, item)
		differs := settled && key.Label != item.Label
		concerned := differs
		if len(r.Passages) > 0 {
			concerned = slices.Contains(r.Passages, item.Number)
		}
		if kept := now.KeyVersion(item.Number); kept != target.Version && (!settled || differs && !concerned) {
			next.Keys[item.Number] = kept
		}
		if !concerned {
			continue
		}
		if r.Policy == PolicyEither && !differs && now.Except[item.Number].Policy != PolicyEither {
			return now, &FieldError{Field: "passages", Message: "Passage " + itoa(item.Number) + " has one key only, so there are no two to count."}
		}
		r.except(next.Except, item, differs)
	}
	return next, nil
}

// except writes down what the policy means for a passage.
func (r RescoreRequest) except(all map[int]Exception, item questions.Item, differs bool) {
	switch {
	case r.Policy == PolicyCurrent:
		delete(all, item.Number)
	case r.Policy == PolicyEither && differs:
		all[item.Number] = Exception{PolicyEither, item.Label}
	case r.Policy != PolicyEither:
		all[item.Number] = Exception{Policy: r.Policy}
	}
}

// KeyChange is a passage that a rescore marks otherwise than before.
type KeyChange struct {
	Passage       questions.Passage
	Before, After questions.Key
	Was, Is       Exception
}

// Changed lists the passages that two rules mark differently; before and after
// are the pack with the keys of each.
func Changed(before, after *questions.Pack, was, is Rule) []KeyChange {
	var all []KeyChange
	for i, item := range before.Items {
		c := KeyChange{item.Passage, item.Key, after.Items[i].Key, was.Except[item.Number], is.Except[item.Number]}
		if c.Before.Label != c.After.Label || c.Was != c.Is {
			all = append(all, c)
		}
	}
	return all
}

// KeyChoice is a passage on the form for putting a key right.
type KeyChoice struct {
	questions.Item               // with the key in force
	Except         Exception     // in force
	Next           questions.Key // of the version chosen
	Differs        bool          // Next has another label
	Kept           string        // why Next cannot be taken: KeptGone, KeptReworded or KeptDisputed; "" if it can
}

// Why a passage keeps the key that it has.
const (
	KeptGone     = "gone"     // the version does not have the passage
	KeptReworded = "reworded" // it has it in other words
	KeptDisputed = "disputed" // its reviewers do not agree on the key
)

// KeySheet is what there is to choose from when a key is put right.
type KeySheet struct {
	Assignment Assignment
	Class      Class
	Language   string
	Rule       Rule  // in force
	Newest     int   // version of the pack
	Versions   []int // that could be chosen, newest first
	Version    int   // chosen
	Choices    []KeyChoice
}

// Differing lists the numbers of the passages that have another key in the
// version chosen.
func (k KeySheet) Differing() []int {
	var numbers []int
	for _, c := range k.Choices {
		if c.Differs {
			numbers = append(numbers, c.Number)
		}
	}
	return numbers
}

// NewKeyChoice compares a passage, with the key in force, with a version.
func NewKeyChoice(item questions.Item, target *questions.Pack, except Exception) KeyChoice {
	choice := KeyChoice{Item: item, Except: except, Next: item.Key}
	key, settled := KeyIn(target, item)
	other, found := target.ItemByID(item.ID)
	switch {
	case settled:
		choice.Next, choice.Differs = key, key.Label != item.Label
	case !found:
		choice.Kept = KeptGone
	case other.Text != item.Text:
		choice.Kept = KeptReworded
	default:
		choice.Kept = KeptDisputed
	}
	return choice
}
