package main

import (
	"math"
	"math/rand/v2"

	"discern/questions"
	"discern/quiz"
)

// pupils answer as a class might: some are better than others, some passages are
// harder than others, and inferences are the hardest. The randomness is seeded,
// so that every demonstration looks alike.
type pupils struct {
	random *rand.Rand
	hard   map[int]float64 // difficulty by number of the passage
	keys   map[int]questions.Label
}

// How hard the kinds are, as the ability at which half of what is not guessed
// is right; how much a passage on which the reviewers differed adds; and how
// often one is left out.
var (
	hardness    = map[questions.Label]float64{questions.Fact: -1.4, questions.Inference: 0.5, questions.Opinion: -0.9}
	differed    = 0.6
	leftOut     = 0.02
	mistakenFor = map[questions.Label][2]questions.Label{ // the likelier one first
		questions.Fact:      {questions.Inference, questions.Opinion},
		questions.Inference: {questions.Opinion, questions.Fact},
		questions.Opinion:   {questions.Inference, questions.Fact},
	}
)

func newPupils(pack *questions.Pack) *pupils {
	p := &pupils{random: rand.New(rand.NewPCG(2017, 5)), hard: map[int]float64{}, keys: map[int]questions.Label{}}
	for _, item := range pack.Items {
		hard := hardness[item.Label] + 0.6*p.random.NormFloat64()
		if agree, of := item.Agreement(); agree < of {
			hard += differed
		}
		p.hard[item.Number], p.keys[item.Number] = hard, item.Label
	}
	return p
}

// answers are those of the next pupil.
func (p *pupils) answers(asked []quiz.Question) []quiz.Change {
	ability := 0.9 * p.random.NormFloat64()
	var said []quiz.Change
	for _, q := range asked {
		if p.random.Float64() >= leftOut {
			said = append(said, quiz.Change{N: q.N, Label: p.answer(ability, q.Passage.Number)})
		}
	}
	return said
}

// answer knows the kind by the Rasch model, with a guess where it does not.
func (p *pupils) answer(ability float64, number int) questions.Label {
	key := p.keys[number]
	known := 1 / (1 + math.Exp(p.hard[number]-ability))
	if p.random.Float64() < 0.15+0.85*known {
		return key
	}
	if p.random.Float64() < 0.7 {
		return mistakenFor[key][0]
	}
	return mistakenFor[key][1]
}
