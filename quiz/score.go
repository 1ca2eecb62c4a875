package quiz

import "discern/questions"

// Part is how many of something were right.
type Part struct{ Right, Of int }

// Confusion counts answers: Confusion[key][answer], by questions.Label.Index.
// Blanks are in none of its cells.
type Confusion [3][3]int

// Add adds the counts of other.
func (c *Confusion) Add(other Confusion) {
	for k := range c {
		for l := range c[k] {
			c[k][l] += other[k][l]
		}
	}
}

// Differ counts the answers that are not the same as the key.
func (c Confusion) Differ() int {
	n := 0
	for k := range c {
		for l := range c[k] {
			if k != l {
				n += c[k][l]
			}
		}
	}
	return n
}

// Score is what one attempt scores by one rule: one mark for each label that the
// rule takes as right. A blank is not a wrong answer.
type Score struct {
	Right     int
	Max       int
	Answered  int
	ByKind    [3]Part // by the kind of the key
	Confusion Confusion
}

// Blank counts the questions without an answer.
func (s Score) Blank() int { return s.Max - s.Answered }

// Keys gives the key of each passage by its number.
type Keys map[int]questions.Key

// KeysOf returns the keys of a pack's items.
func KeysOf(items []questions.Item) Keys {
	keys := make(Keys, len(items))
	for _, item := range items {
		keys[item.Number] = item.Key
	}
	return keys
}

// Mark scores answers to the passages in picks. Answers to questions that were
// not asked are not counted, nor are passages that the rule drops. The confusion
// is of what was said and the key, whatever the rule forgives.
func Mark(picks []int, answers []Answer, rule Rule) Score {
	said := make([]questions.Label, len(picks)+1)
	for _, answer := range answers {
		if answer.N >= 1 && answer.N <= len(picks) {
			said[answer.N] = answer.Label
		}
	}
	var score Score
	for i, number := range picks {
		if !rule.Counts(number) {
			continue
		}
		score.Max++
		key, label := rule.Keys[number].Label.Index(), said[i+1].Index()
		right := rule.Right(number, said[i+1])
		if right {
			score.Right++
		}
		if label >= 0 {
			score.Answered++
		}
		if key < 0 {
			continue
		}
		score.ByKind[key].Of++
		if right {
			score.ByKind[key].Right++
		}
		if label >= 0 {
			score.Confusion[key][label]++
		}
	}
	return score
}
