package questions

// Label is the kind of a statement: what a student, a reviewer or the key says
// it is. The zero value means that nothing has been said.
type Label string

// The three kinds, as STATISTICS.md and a pack's guide define them.
const (
	Fact      Label = "fact"
	Inference Label = "inference"
	Opinion   Label = "opinion"
)

// Labels holds the three kinds in the order in which they are always shown.
var Labels = [3]Label{Fact, Inference, Opinion}

// Valid reports whether l is one of the three kinds.
func (l Label) Valid() bool { return l.Index() >= 0 }

// Index returns the place of l in Labels, or -1 for any other text.
func (l Label) Index() int {
	for i, known := range Labels {
		if l == known {
			return i
		}
	}
	return -1
}
