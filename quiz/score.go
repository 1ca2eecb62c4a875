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

// Score is what one attempt scores against one key version: one mark for each
// label that is the key's. A blank scores nothing and is not a wrong answer.
type Score struct {
	Right     int
	Max       int
	Answered  int
	ByKind    [3]Part // by the kind of the key
	Confusion Confusion
}

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
// not asked are not counted.
func Mark(picks []int, answers []Answer, keys Keys) Score {
	said := make([]questions.Label, len(picks)+1)
	for _, answer := range answers {
		if answer.N >= 1 && answer.N <= len(picks) {
			said[answer.N] = answer.Label
		}
	}
	score := Score{Max: len(picks)}
	for i, number := range picks {
		key, label := keys[number].Label.Index(), said[i+1].Index()
		if key < 0 {
			continue
		}
		score.ByKind[key].Of++
		if label < 0 {
			continue
		}
		score.Answered++
		score.Confusion[key][label]++
		if label == key {
			score.Right++
			score.ByKind[key].Right++
		}
	}
	return score
}
