package quiz

import (
	"math/rand/v2"

	"discern/questions"
)

// ExamplePack is the slug of the pack whose statements anybody may see with their
// key, signed in or not: for practice, and as examples. Those of any other are
// seen with it only when a quiz that asks them allows it.
const ExamplePack = "everyday"

// PracticeRound is how many statements of each kind a round of practice has.
const PracticeRound = 2

// Practice picks the statements of a round, counted from 0: PracticeRound of
// each kind in a mixed order, of those that all reviewers agree on and that have
// cue words. The same seed and round give the same statements; the next round
// gives others, as far as there are. What spared holds comes last: the examples
// that were just read.
func Practice(items []questions.Item, seed uint32, round int, spared map[int]bool) []questions.Item {
	var picked []questions.Item
	for k, label := range questions.Labels {
		var fresh, known []questions.Item
		for _, item := range items {
			switch {
			case item.Label != label || item.Status != questions.Agreed || len(item.Cues) == 0:
			case spared[item.Number]:
				known = append(known, item)
			default:
				fresh = append(fresh, item)
			}
		}
		random := rand.New(rand.NewPCG(uint64(seed), uint64(k)))
		random.Shuffle(len(fresh), func(i, j int) { fresh[i], fresh[j] = fresh[j], fresh[i] })
		all := append(fresh, known...)
		for i := range min(PracticeRound, len(all)) {
			picked = append(picked, all[(round*PracticeRound+i)%len(all)])
		}
	}
	random := rand.New(rand.NewPCG(uint64(seed), uint64(len(questions.Labels)+round)))
	random.Shuffle(len(picked), func(i, j int) { picked[i], picked[j] = picked[j], picked[i] })
	return picked
}
