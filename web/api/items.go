package api

import (
	"context"

	"discern/quiz"
	"discern/quiz/itemstats"
)

// GetItems is GET /assignments/{id}/items.
func (s server) GetItems(ctx context.Context, r GetItemsRequestObject) (GetItemsResponseObject, error) {
	table, err := s.store.Items(ctx, actor(ctx), r.ID)
	return GetItems200JSONResponse(itemsOf(table)), err
}

func itemsOf(t quiz.ItemTable) Items {
	return Items{KeyVersion: t.Rule.Version, N: t.Whole.N, Alpha: shown(t.Whole.Alpha), Sem: shown(t.Whole.SEM), Why: some(t.Whole.Why),
		Items: each(t.Lines, itemLineOf)}
}

func itemLineOf(l quiz.ItemLine) ItemLine {
	s := l.Stats
	line := ItemLine{Passage: ItemPassage{ID: l.ID, Number: l.Number, Text: l.Text}, Key: l.Label, N: s.N, Facility: shown(s.Facility),
		Discrimination: shown(s.Discrimination), Why: some(s.Why),
		Counts: saidOf(s.Counts),
		Flags:  each(s.Flags, func(f itemstats.Flag) ItemFlag { return string(f) })}
	line.FacilityLow, line.FacilityHigh = rangeOf(s.Facility)
	line.Low, line.High = rangeOf(s.Discrimination)
	return line
}

// shown returns a figure, left out if it may not be shown.
func shown(f itemstats.Figure) *float64 {
	if !f.OK {
		return nil
	}
	return &f.Value
}

func rangeOf(f itemstats.Figure) (low, high *float64) {
	if !f.OK || !f.Ranged {
		return nil, nil
	}
	return &f.Low, &f.High
}
