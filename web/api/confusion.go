package api

import (
	"context"

	"discern/quiz"
	"discern/quiz/itemstats"
)

// GetConfusion is GET /assignments/{id}/confusion.
func (s server) GetConfusion(ctx context.Context, r GetConfusionRequestObject) (GetConfusionResponseObject, error) {
	if over := r.Params.Over; over != "" && over != "version" {
		return nil, &quiz.FieldError{Field: "over", Message: "Leave it out, or ask for the version."}
	}
	table, err := s.store.Confusion(ctx, actor(ctx), r.ID, r.Params.Student, r.Params.Over == "version")
	return GetConfusion200JSONResponse(reportOf(table)), err
}

func reportOf(t quiz.ConfusionTable) ConfusionReport {
	c := t.Confusion
	report := ConfusionReport{KeyVersion: t.Rule.Version, N: t.Attempts, Assignments: t.Of, Confusion: confusionOf(c),
		Recall: sharesOf(c.Recall), Precision: sharesOf(c.Precision), Findings: each(t.Findings(), findingOf),
		Corrected: sharesOf(func(kind int) (float64, bool) {
			share, ok := c.Recall(kind)
			return itemstats.Corrected(share), ok
		}),
		Passages: each(t.Passages(), func(p quiz.PassageCounts) PassageConfusion {
			return PassageConfusion{Passage: nameOf(p), Key: p.Label, Counts: saidOf(p.Counts), Dropped: p.Dropped}
		})}
	if report.Why = some(quiz.WithoutAgreement(t.Attempts)); report.Why != nil {
		return report
	}
	report.BalancedAccuracy, report.FactBias, report.Kappa = known(c.Balanced()), known(c.FactBias()), known(c.Kappa())
	return report
}

func findingOf(f quiz.Finding) Finding {
	finding := Finding{Key: f.Key, TakenFor: f.Taken, Share: f.Share(), N: f.N, Of: f.Of}
	if f.Passage != nil {
		name := nameOf(*f.Passage)
		finding.Passage = &name
	}
	return finding
}

func nameOf(p quiz.PassageCounts) PassageName { return PassageName{ID: p.ID, Number: p.Number} }

func saidOf(c itemstats.Counts) AnswerCounts {
	return AnswerCounts{Fact: c[0], Inference: c[1], Opinion: c[2], Blank: c[itemstats.Kinds]}
}

// known returns a figure, left out if there is none.
func known(x float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return &x
}

// GetConfidence is GET /assignments/{id}/confidence.
func (s server) GetConfidence(ctx context.Context, r GetConfidenceRequestObject) (GetConfidenceResponseObject, error) {
	table, err := s.store.Confusion(ctx, actor(ctx), r.ID, "", false)
	return GetConfidence200JSONResponse(confidenceOf(table)), err
}

func confidenceOf(t quiz.ConfusionTable) Confidence {
	out := Confidence{Asked: t.Assignment.Settings.Confidence, KeyVersion: t.Rule.Version, N: t.Sure.All().N,
		CbmMean: known(t.Sure.Mean()), Bonus: known(t.Sure.Bonus()), Levels: levelsOf(t.Sure), Students: []StudentConfidence{}}
	for _, one := range t.Students {
		if n := one.Sure.All().N; n > 0 {
			out.Students = append(out.Students, StudentConfidence{Seat: SeatName{one.Seat.ID, one.Seat.Name}, N: n,
				CbmMean: known(one.Sure.Mean()), Bonus: known(one.Sure.Bonus()), Levels: levelsOf(one.Sure)})
		}
	}
	return out
}

func levelsOf(c quiz.Calibration) []ConfidenceLevel {
	var levels []ConfidenceLevel
	for i, s := range c {
		low, high := quiz.Window(i)
		levels = append(levels, ConfidenceLevel{Level: i + 1, N: s.N, Right: s.Right, Share: known(s.Share()), Low: low, High: high, Verdict: some(string(c.Verdict(i)))})
	}
	return levels
}
