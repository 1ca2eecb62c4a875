package api

import "context"

// GetScores is GET /assignments/{id}/scores.
func (s server) GetScores(ctx context.Context, r GetScoresRequestObject) (GetScoresResponseObject, error) {
	table, err := s.store.Scores(ctx, actor(ctx), r.ID)
	return GetScores200JSONResponse(scoresOf(table)), err
}

// GetConfusion is GET /assignments/{id}/confusion.
func (s server) GetConfusion(ctx context.Context, r GetConfusionRequestObject) (GetConfusionResponseObject, error) {
	table, err := s.store.Scores(ctx, actor(ctx), r.ID)
	return GetConfusion200JSONResponse(reportOf(table)), err
}
