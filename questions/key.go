package questions

// Status says how far a key has been settled.
type Status string

// The states of a key. A disputed passage is shown to reviewers, with its
// readings, and never asked in a quiz.
const (
	Agreed      Status = "agreed"
	Adjudicated Status = "adjudicated"
	Disputed    Status = "disputed"
)

// Valid reports whether s is one of the three states.
func (s Status) Valid() bool {
	return s == Agreed || s == Adjudicated || s == Disputed
}

// Key is what the reviewers decided about one passage, and why.
type Key struct {
	Label     Label
	Second    Label // the other kind of a mixed statement, or ""
	Status    Status
	Rationale string
	Cues      []Cue // words of the passage that give its kind away
	Readings  []Reading
	Later     *Later
}

// Cue marks words of a passage: code points Start up to, not including, End.
type Cue struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Reading is what one reviewer independently took a passage for.
type Reading struct {
	Reviewer   string `json:"reviewer"`
	Label      Label  `json:"label"`
	Second     Label  `json:"second,omitempty"`
	Confidence int    `json:"confidence"`
	Note       string `json:"note,omitempty"`
}

// Later tells what became known after the source was published. It never
// changes the kind of a statement.
type Later struct {
	Note   string `json:"note"`
	Source string `json:"source"`
}

// Agreement counts the readings that gave the key's label, and all readings.
// A reading that gives that label only as its second kind does not agree.
func (k Key) Agreement() (agree, of int) {
	for _, r := range k.Readings {
		if r.Label == k.Label {
			agree++
		}
	}
	return agree, len(k.Readings)
}
