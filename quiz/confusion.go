package quiz

import (
	"slices"
	"sort"

	"discern/questions"
	"discern/quiz/itemstats"
)

// WithoutAgreement tells why balanced accuracy, fact bias and kappa of so many
// attempts are not shown, "" if they are: of few there are counts and their shares
// only (STATISTICS.md §10).
func WithoutAgreement(attempts int) string {
	if attempts >= itemstats.FacilityFrom {
		return ""
	}
	return "Balanced accuracy, fact bias and kappa are shown from " + itoa(itemstats.FacilityFrom) + " attempts on."
}

// N is the number of answers counted.
func (c Confusion) N() int {
	n := 0
	for _, row := range c {
		n += row[0] + row[1] + row[2]
	}
	return n
}

// Margins are how many answers were to, and of, each kind.
func (c Confusion) Margins() (keyed, said [3]int) {
	for k, row := range c {
		for l, n := range row {
			keyed[k] += n
			said[l] += n
		}
	}
	return keyed, said
}

// Right returns how many answers say what the key says.
func (c Confusion) Right() int { return c[0][0] + c[1][1] + c[2][2] }

// Balanced is the balanced accuracy, the mean recall of the three kinds, from 0
// to 1 and a third by guessing whatever the mix of kinds (STATISTICS.md §7). Not
// ok unless each kind was answered.
func (c Confusion) Balanced() (accuracy float64, ok bool) {
	for k := range c {
		recall, answered := c.Recall(k)
		if !answered {
			return 0, false
		}
		accuracy += recall / 3
	}
	return accuracy, true
}

// FactBias is the share of answers that said fact less the share of those to a
// fact, from -1 to 1 (STATISTICS.md §7). Not ok without answers.
func (c Confusion) FactBias() (bias float64, ok bool) {
	keyed, said := c.Margins()
	return float64(said[0]-keyed[0]) / float64(max(c.N(), 1)), c.N() > 0
}

// Kappa is Cohen's between answers and key, at most 1 and 0 by chance: what
// always saying the same kind cannot win (STATISTICS.md §7, §8). Not ok without
// answers, or where all are one kind in both.
func (c Confusion) Kappa() (kappa float64, ok bool) {
	n := float64(c.N())
	if n == 0 {
		return 0, false
	}
	keyed, said := c.Margins()
	expected := 0.0
	for k := range c {
		expected += float64(keyed[k]) / n * float64(said[k]) / n
	}
	if expected == 1 {
		return 0, false
	}
	return (float64(c.Right())/n - expected) / (1 - expected), true
}

// PassageCounts are the answers to one passage by kind.
type PassageCounts struct {
	questions.Item
	Counts  itemstats.Counts
	Dropped bool // does not count: in no other figure
}

// Finding is a mix-up of two kinds: N of the Of answers to passages keyed Key
// said Taken. Passage is the one of these that it happened with most often.
type Finding struct {
	Key     questions.Label
	Taken   questions.Label
	N       int
	Of      int
	Passage *PassageCounts // nil where single passages were not counted
}

// Share is the part of the answers to passages of the kind that were mixed up.
func (f Finding) Share() float64 { return float64(f.N) / float64(f.Of) }

// Findings lists the mix-ups that occurred, the largest share first.
func (c Confusion) Findings() []Finding {
	var found []Finding
	keyed, _ := c.Margins()
	for k, row := range c {
		for l, n := range row {
			if k != l && n > 0 {
				found = append(found, Finding{Key: questions.Labels[k], Taken: questions.Labels[l], N: n, Of: keyed[k]})
			}
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		a, b := found[i], found[j]
		// Compared as whole numbers, so that rounding parts no equals.
		if d := b.N*a.Of - a.N*b.Of; d != 0 {
			return d < 0
		}
		return a.N > b.N
	})
	return found
}

// StudentConfusion is what one student took for what, in as many attempts.
type StudentConfusion struct {
	Seat      Seat
	Attempts  int
	Confusion Confusion
	Sure      Calibration
}

// ConfusionTable is what a class, or one student of it, takes for what: of the
// attempts that count for the score in one assignment, or in all that ask the
// same version of a pack by the same keys.
type ConfusionTable struct {
	Assignment Assignment
	State      AssignmentState
	Rule       Rule
	Class      Class
	Language   string // of the passages
	Of         int    // assignments counted
	Alike      int    // assignments of the class that could be counted together
	Student    *Seat  // whose the figures are, nil: the class's
	Attempts   int
	Confusion  Confusion
	Sure       Calibration
	Students   []StudentConfusion // of the class, by name
	passages   []PassageCounts
	place      map[int]int    // of a passage in passages, by number
	line       map[string]int // of a student in Students, by seat
}

// Begin makes the table ready for answers of seats to items under a rule.
func (t *ConfusionTable) Begin(items []questions.Item, rule Rule, seats []Seat) {
	t.Rule, t.place, t.line = rule, make(map[int]int, len(items)), make(map[string]int, len(seats))
	for i, seat := range seats {
		t.Students = append(t.Students, StudentConfusion{Seat: seat})
		t.line[seat.ID] = i
	}
	for i, item := range items {
		t.passages = append(t.passages, PassageCounts{Item: item, Dropped: !rule.Counts(item.Number)})
		t.place[item.Number] = i
	}
}

// Add counts the sittings of one assignment on the same items, by a rule with
// the same keys. The answers to a passage that is dropped are in the counts of
// that passage and in nothing else.
func (t *ConfusionTable) Add(rule Rule, sittings []Sitting) {
	t.Of++
	for _, s := range sittings {
		confusion, sure := Mark(s.Picks, s.Answers, rule).Confusion, Calibrate(s.Picks, s.Answers, rule)
		if i, known := t.line[s.Seat]; known {
			line := &t.Students[i]
			line.Attempts++
			line.Confusion.Add(confusion)
			line.Sure.Add(sure)
		}
		if t.Student != nil && t.Student.ID != s.Seat {
			continue
		}
		t.Attempts++
		t.Confusion.Add(confusion)
		t.Sure.Add(sure)
		for i, label := range s.said() {
			if j, known := t.place[s.Picks[i]]; known && (rule.Counts(s.Picks[i]) || t.passages[j].Dropped) {
				t.passages[j].Counts.Add(label.Index())
			}
		}
	}
}

// Passages are those that were asked, in the order of the text.
func (t *ConfusionTable) Passages() []PassageCounts {
	asked := slices.DeleteFunc(slices.Clone(t.passages), func(p PassageCounts) bool { return p.Counts.N() == 0 })
	sort.Slice(asked, func(i, j int) bool { return asked[i].Number < asked[j].Number })
	return asked
}

// Findings are those of the confusion, each with the passage that it happened
// with most often: of equals the one where it is the larger share, then the
// earlier one.
func (t *ConfusionTable) Findings() []Finding {
	found, passages := t.Confusion.Findings(), t.Passages()
	for i := range found {
		f := &found[i]
		for j := range passages {
			p := &passages[j]
			if p.Dropped || p.Label != f.Key || p.Counts[f.Taken.Index()] == 0 {
				continue
			}
			if f.Passage == nil || p.oftener(*f.Passage, f.Taken.Index()) {
				f.Passage = p
			}
		}
	}
	return found
}

func (p PassageCounts) oftener(q PassageCounts, kind int) bool {
	a, b := p.Counts[kind], q.Counts[kind]
	return a > b || a == b && p.Counts.N() < q.Counts.N()
}
