package api

import (
	"context"
	"errors"

	"discern/questions"
	"discern/quiz"
)

// StartAttempt is POST /assignments/{id}/attempts.
func (s server) StartAttempt(ctx context.Context, r StartAttemptRequestObject) (StartAttemptResponseObject, error) {
	once, err := intent(r.Params.IdempotencyKey, r.ID)
	if err != nil {
		return nil, err
	}
	sheet, created, err := s.store.StartAttempt(ctx, actor(ctx), r.ID, once)
	if created {
		return StartAttempt201JSONResponse(attemptOf(sheet)), err
	}
	return StartAttempt200JSONResponse(attemptOf(sheet)), err
}

// GetAttempt is GET /attempts/{id}.
func (s server) GetAttempt(ctx context.Context, r GetAttemptRequestObject) (GetAttemptResponseObject, error) {
	sheet, err := s.store.Attempt(ctx, actor(ctx), r.ID)
	return GetAttempt200JSONResponse(attemptOf(sheet)), err
}

// PutAnswer is PUT /attempts/{id}/answers/{n}.
func (s server) PutAnswer(ctx context.Context, r PutAnswerRequestObject) (PutAnswerResponseObject, error) {
	n, err := number(r.N)
	if err != nil {
		return nil, err
	}
	made, err := revision(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	answer, marked, err := s.store.SaveAnswer(ctx, actor(ctx), r.ID, quiz.Change{N: n, Label: questions.Label(r.Body.Label),
		Confidence: r.Body.Confidence, Flagged: r.Body.Flagged, Revision: made})
	if err != nil {
		return nil, err
	}
	saved := answerOf(answer)
	if marked != nil {
		feedback := markedOf(*marked)
		saved.Feedback = &feedback
	}
	return PutAnswer200JSONResponse(saved), nil
}

// SubmitAttempt is POST /attempts/{id}/submit. The result comes along where the
// assignment shows it at once; never after a release, so that a repetition is
// answered alike.
func (s server) SubmitAttempt(ctx context.Context, r SubmitAttemptRequestObject) (SubmitAttemptResponseObject, error) {
	var last []quiz.Change
	if r.Body != nil {
		last = each(value(r.Body.Answers), changeOf)
	}
	once, err := intent(r.Params.IdempotencyKey, []any{r.ID, last})
	if err != nil {
		return nil, err
	}
	attempt, err := s.store.SubmitOnce(ctx, actor(ctx), r.ID, last, once)
	if err != nil {
		return nil, err
	}
	answer := SubmitAttempt200JSONResponse{State: attempt.State, SubmittedAt: moment(attempt.Submitted)}
	result, err := s.store.Result(ctx, actor(ctx), r.ID)
	switch {
	case errors.Is(err, quiz.ErrNotReleased):
	case err != nil:
		return nil, err
	case result.Assignment.Settings.Feedback != quiz.FeedbackRelease:
		shown := resultOf(result)
		answer.Result = &shown
	}
	return answer, nil
}

func changeOf(a LastAnswer) quiz.Change {
	return quiz.Change{N: a.N, Label: questions.Label(a.Label), Confidence: a.Confidence, Flagged: a.Flagged, Revision: a.Revision}
}

// GetResult is GET /attempts/{id}/result.
func (s server) GetResult(ctx context.Context, r GetResultRequestObject) (GetResultResponseObject, error) {
	result, err := s.store.Result(ctx, actor(ctx), r.ID)
	return GetResult200JSONResponse(resultOf(result)), err
}

// VoidAttempt is POST /attempts/{id}/void.
func (s server) VoidAttempt(ctx context.Context, r VoidAttemptRequestObject) (VoidAttemptResponseObject, error) {
	attempt, err := s.store.VoidAttempt(ctx, actor(ctx), r.ID, r.Body.Reason)
	return VoidAttempt200JSONResponse(recordOf(attempt)), err
}

// ReopenAttempt is POST /attempts/{id}/reopen.
func (s server) ReopenAttempt(ctx context.Context, r ReopenAttemptRequestObject) (ReopenAttemptResponseObject, error) {
	attempt, err := s.store.ReopenAttempt(ctx, actor(ctx), r.ID, r.Body.Reason)
	return ReopenAttempt200JSONResponse(recordOf(attempt)), err
}
