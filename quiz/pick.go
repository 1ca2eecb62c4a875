package quiz

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"sort"

	"discern/questions"
)

// Seed returns the source of randomness of one attempt, so that the same
// attempt always gets the same passages.
func Seed(attempt string) *rand.Rand {
	sum := sha256.Sum256([]byte(attempt))
	return rand.New(rand.NewPCG(binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16])))
}

// Pick chooses the passages of one attempt and returns their numbers in the
// order in which they are asked. Disputed passages are never chosen.
//
// With Balance it takes as many of each kind as can be. It knows the kinds only
// as groups, in the order of their first passage: renaming the kinds changes
// nothing, so that what is picked does not say which group is which. Where the key
// is shown after each question, the kind of each is drawn for itself: with as many
// of each, the keys seen would tell the last.
func Pick(items []questions.Item, s Settings, random *rand.Rand) []int {
	var groups [][]int
	place := map[questions.Label]int{}
	for _, item := range askable(items) {
		label := item.Label
		if !s.Balance {
			label = ""
		}
		at, known := place[label]
		if !known {
			at = len(groups)
			place[label], groups = at, append(groups, nil)
		}
		groups[at] = append(groups[at], item.Number)
	}
	want := s.Questions(askable(items))
	for _, group := range groups {
		random.Shuffle(len(group), func(i, j int) { group[i], group[j] = group[j], group[i] })
	}
	lot, shuffled := s.Feedback == FeedbackQuestion, s.Order == OrderShuffled
	draw := byTurns
	if lot {
		draw = byLot
	}
	picks := draw(groups, want, random)
	if !shuffled || !lot { // a lot comes shuffled
		slices.Sort(picks)
	}
	if shuffled && !lot {
		random.Shuffle(len(picks), func(i, j int) { picks[i], picks[j] = picks[j], picks[i] })
	}
	return picks
}

// byTurns takes want numbers from the groups, one of each in turn.
func byTurns(groups [][]int, want int, random *rand.Rand) []int {
	// Who gets the odd ones out is drawn too, else the first kind always would.
	random.Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	picks := make([]int, 0, want)
	for round := 0; len(picks) < want; round++ {
		for _, group := range groups {
			if round < len(group) && len(picks) < want {
				picks = append(picks, group[round])
			}
		}
	}
	return picks
}

// byLot takes want numbers from the groups, each from any group that has some left
// with the same chance.
func byLot(groups [][]int, want int, random *rand.Rand) []int {
	picks := make([]int, 0, want)
	for len(picks) < want {
		i := random.IntN(len(groups))
		picks = append(picks, groups[i][0])
		if groups[i] = groups[i][1:]; len(groups[i]) == 0 {
			groups = slices.Delete(groups, i, i+1)
		}
	}
	return picks
}

// askable returns the items that may be asked, in the order of the article.
func askable(items []questions.Item) []questions.Item {
	var kept []questions.Item
	for _, item := range items {
		if item.Status != questions.Disputed {
			kept = append(kept, item)
		}
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].Number < kept[j].Number })
	return kept
}
