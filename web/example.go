package web

import (
	"context"

	"discern/questions"
	"discern/quiz"
)

// example is a statement with the words that give its kind away.
type example struct {
	Label    questions.Label
	Segments []questions.Segment
	Why      string
	In       string // language of both
}

// examples returns one statement of each kind, or none if the pack is not there.
func (s *Server) examples(ctx context.Context) []example {
	pack, err := s.store.Pack(ctx, quiz.ExamplePack, 0)
	if err != nil {
		return nil
	}
	var chosen []example
	for _, item := range exampleItems(pack) {
		chosen = append(chosen, example{item.Label, item.Segments(item.Cues), item.Rationale, pack.Language})
	}
	return chosen
}

// exampleItems picks the first plain statement of each kind.
func exampleItems(pack *questions.Pack) []questions.Item {
	var chosen []questions.Item
	for _, label := range questions.Labels {
		for _, item := range pack.Items {
			if item.Label == label && item.Status == questions.Agreed && item.Second == "" && len(item.Cues) > 0 {
				chosen = append(chosen, item)
				break
			}
		}
	}
	return chosen
}
