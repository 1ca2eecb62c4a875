package api

import (
	"context"
	"strings"

	"discern/quiz"
	"discern/quiz/itemstats"
	"discern/web/sheet"
)

// GetItems is GET /assignments/{id}/items.
func (s server) GetItems(ctx context.Context, r GetItemsRequestObject) (GetItemsResponseObject, error) {
	table, err := s.store.Items(ctx, actor(ctx), r.ID)
	return GetItems200JSONResponse(itemsOf(table)), err
}

// GetItemsTable is GET /assignments/{id}/items.csv.
func (s server) GetItemsTable(ctx context.Context, r GetItemsTableRequestObject) (GetItemsTableResponseObject, error) {
	table, err := s.store.Items(ctx, actor(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	csv, name := sheet.NewCSV(itemColumns), fileName(table.Class, table.Assignment, "items.csv")
	writeItems(csv, table)
	return GetItemsTable200TextCsvResponse{Body: csv, ContentLength: int64(csv.Len()),
		Headers: GetItemsTable200ResponseHeaders{ContentDisposition: &name}}, nil
}

// GetPooledItems is GET /packs/{slug}/items.
func (s server) GetPooledItems(ctx context.Context, r GetPooledItemsRequestObject) (GetPooledItemsResponseObject, error) {
	version, err := versionIn(r.Params.Version)
	if err != nil {
		return nil, err
	}
	pooled, err := s.store.PooledItems(ctx, actor(ctx), r.Slug, version)
	return GetPooledItems200JSONResponse(itemsOf(pooled.ItemTable)), err
}

func itemsOf(t quiz.ItemTable) Items {
	w := t.Whole
	return Items{KeyVersion: t.Rule.Version, N: w.N, Alpha: shown(w.Alpha), Sem: shown(w.SEM), Kr20: shown(w.KR20), Kr21: shown(w.KR21),
		ErrorRatio: shown(w.ErrorRatio), Mean: shown(w.Mean), Sd: shown(w.SD), Skewness: shown(w.Skewness), Kurtosis: shown(w.Kurtosis),
		Why: some(w.Why), Items: each(t.Lines, itemLineOf)}
}

func itemLineOf(l quiz.ItemLine) ItemLine {
	s := l.Stats
	line := ItemLine{Passage: ItemPassage{ID: l.ID, Number: l.Number, Text: l.Text}, Key: l.Label, N: s.N, Policy: some(l.Except.Policy),
		Facility: shown(s.Facility), FacilityCorrected: shown(s.Corrected), Discrimination: shown(s.Discrimination),
		DiscriminativeEfficiency: shown(s.Efficiency), PointBiserial: shown(s.PointBiserial), D27: shown(s.D27),
		EffectiveWeight: shown(s.Weight), AlphaIfDropped: shown(s.AlphaDropped), Why: some(s.Why), Counts: saidOf(s.Counts),
		Flags: each(s.Flags, func(f itemstats.Flag) ItemFlag { return string(f) })}
	line.FacilityLow, line.FacilityHigh = rangeOf(s.Facility)
	line.Low, line.High = rangeOf(s.Discrimination)
	if s.Thirds != [3]itemstats.Counts{} {
		thirds, fifths := each(s.Thirds[:], saidOf), each(s.Quintiles[:], saidOf)
		line.Thirds, line.Quintiles = &thirds, &fifths
	}
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

var itemColumns = columnsOf("passage", "text", "key", "n", "fact", "inference", "opinion", "blank",
	"facility", "facility_low", "facility_high", "facility_corrected", "discrimination", "low", "high", "discriminative_efficiency",
	"point_biserial", "d27", "effective_weight", "alpha_if_dropped", "flags", "policy", "key_version", "passage_id",
	"quiz_n", "quiz_alpha", "quiz_kr20", "quiz_kr21", "quiz_error_ratio", "quiz_sem", "quiz_mean", "quiz_sd", "quiz_skewness", "quiz_kurtosis")

// writeItems writes one line a passage; what may not be shown stays empty.
func writeItems(out *sheet.CSV, t quiz.ItemTable) {
	figure := func(f itemstats.Figure) {
		if !f.OK {
			out.Blank()
			return
		}
		out.Decimal(f.Value)
	}
	for _, line := range t.Lines {
		s, w := line.Stats, t.Whole
		out.Number(line.Number)
		out.Text(line.Text)
		out.Text(string(line.Label))
		out.Number(s.N)
		for _, n := range s.Counts {
			out.Number(n)
		}
		for _, f := range []itemstats.Figure{s.Facility, end(s.Facility, s.Facility.Low), end(s.Facility, s.Facility.High), s.Corrected,
			s.Discrimination, end(s.Discrimination, s.Discrimination.Low), end(s.Discrimination, s.Discrimination.High),
			s.Efficiency, s.PointBiserial, s.D27, s.Weight, s.AlphaDropped} {
			figure(f)
		}
		flags := each(s.Flags, func(f itemstats.Flag) string { return string(f) })
		out.Text(strings.Join(flags, " "))
		out.Text(line.Except.Policy)
		out.Number(t.Rule.Version)
		out.Text(line.ID)
		out.Number(w.N)
		for _, f := range []itemstats.Figure{w.Alpha, w.KR20, w.KR21, w.ErrorRatio, w.SEM, w.Mean, w.SD, w.Skewness, w.Kurtosis} {
			figure(f)
		}
		out.Line()
	}
}

// end is one end of the interval of a figure as a figure.
func end(f itemstats.Figure, x float64) itemstats.Figure {
	return itemstats.Figure{Value: x, OK: f.OK && f.Ranged}
}
