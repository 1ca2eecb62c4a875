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

// GetScoresTable is GET /assignments/{id}/scores.csv.
func (s server) GetScoresTable(ctx context.Context, r GetScoresTableRequestObject) (GetScoresTableResponseObject, error) {
	table, err := s.store.Scores(ctx, actor(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	csv, name := scoresTable(table), attachment(table.Class.Title+" - "+table.Assignment.Title, "scores.csv")
	return GetScoresTable200TextCsvResponse{Body: &csv.out, ContentLength: int64(csv.out.Len()),
		Headers: GetScoresTable200ResponseHeaders{ContentDisposition: &name}}, nil
}

// GetAnswersTable is GET /assignments/{id}/answers.csv.
func (s server) GetAnswersTable(ctx context.Context, r GetAnswersTableRequestObject) (GetAnswersTableResponseObject, error) {
	table, err := s.store.AnswerTable(ctx, actor(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	csv, name := answersTable(table), attachment(table.Class.Title+" - "+table.Assignment.Title, "answers.csv")
	return GetAnswersTable200TextCsvResponse{Body: &csv.out, ContentLength: int64(csv.out.Len()),
		Headers: GetAnswersTable200ResponseHeaders{ContentDisposition: &name}}, nil
}
