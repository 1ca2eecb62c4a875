package api

import (
	"context"

	"discern/questions"
	"discern/quiz"
)

// ListDrafts is GET /drafts.
func (s server) ListDrafts(ctx context.Context, _ ListDraftsRequestObject) (ListDraftsResponseObject, error) {
	drafts, err := s.store.Drafts(ctx, actor(ctx))
	return ListDrafts200JSONResponse(each(drafts, draftOf)), err
}

// CorrectPack is POST /drafts.
func (s server) CorrectPack(ctx context.Context, r CorrectPackRequestObject) (CorrectPackResponseObject, error) {
	once, err := intent(r.Params.IdempotencyKey, r.Body)
	if err != nil {
		return nil, err
	}
	draft, err := s.store.DraftFromVersion(ctx, actor(ctx), r.Body.Pack, value(r.Body.Version), once)
	return CorrectPack201JSONResponse(draftOf(draft)), err
}

// GetDraft is GET /drafts/{id}.
func (s server) GetDraft(ctx context.Context, r GetDraftRequestObject) (GetDraftResponseObject, error) {
	sheet, err := s.store.Draft(ctx, actor(ctx), r.ID)
	return GetDraft200JSONResponse{Draft: draftOf(sheet.Draft), Passages: each(sheet.Passages, draftPassageOf)}, err
}

// UpdateDraft is PATCH /drafts/{id}.
func (s server) UpdateDraft(ctx context.Context, r UpdateDraftRequestObject) (UpdateDraftResponseObject, error) {
	on, err := revision(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	change := quiz.DraftChange{Slug: r.Body.Slug, Title: r.Body.Title, About: r.Body.About, Language: r.Body.Language, Revision: on}
	if g := r.Body.Guide; g != nil {
		change.Guide = &questions.Guide{Fact: g.Fact, Inference: g.Inference, Opinion: g.Opinion, Mixed: g.Mixed}
	}
	draft, err := s.store.UpdateDraft(ctx, actor(ctx), r.ID, change)
	return UpdateDraft200JSONResponse(draftOf(draft)), err
}

// DeleteDraft is DELETE /drafts/{id}.
func (s server) DeleteDraft(ctx context.Context, r DeleteDraftRequestObject) (DeleteDraftResponseObject, error) {
	return DeleteDraft204Response{}, s.store.DeleteDraft(ctx, actor(ctx), r.ID)
}

// MyReadings is GET /drafts/{id}/reading.
func (s server) MyReadings(ctx context.Context, r MyReadingsRequestObject) (MyReadingsResponseObject, error) {
	l, err := s.store.MyReadings(ctx, actor(ctx), r.ID)
	return MyReadings200JSONResponse{Done: l.Done, Of: len(l.Places), Next: some(l.Next),
		Places: each(l.Places, func(p quiz.ReadingPlace) ReadingPlace { return ReadingPlace{Passage: p.Passage, Done: p.Done} })}, err
}

// GetQueue is GET /drafts/{id}/queue.
func (s server) GetQueue(ctx context.Context, r GetQueueRequestObject) (GetQueueResponseObject, error) {
	q, err := s.store.Queue(ctx, actor(ctx), r.ID)
	return GetQueue200JSONResponse{Waiting: q.Waiting, Few: each(q.Few, queueLineOf), Proposed: each(q.Proposed, queueLineOf),
		Contested: each(q.Contested, queueLineOf), Settled: each(q.Settled, queueLineOf)}, err
}

// Ratify is POST /drafts/{id}/ratify.
func (s server) Ratify(ctx context.Context, r RatifyRequestObject) (RatifyResponseObject, error) {
	n, err := s.store.RatifyUnanimous(ctx, actor(ctx), r.ID)
	return Ratify200JSONResponse{Ratified: n}, err
}

// GetMissing is GET /drafts/{id}/missing.
func (s server) GetMissing(ctx context.Context, r GetMissingRequestObject) (GetMissingResponseObject, error) {
	missing, err := s.store.Missing(ctx, actor(ctx), r.ID)
	return GetMissing200JSONResponse(each(missing, missingOf)), err
}

// GetPassage is GET /passages/{id}.
func (s server) GetPassage(ctx context.Context, r GetPassageRequestObject) (GetPassageResponseObject, error) {
	sheet, err := s.store.Reading(ctx, actor(ctx), r.ID)
	return GetPassage200JSONResponse(readingSheetOf(sheet)), err
}

// UpdatePassage is PATCH /passages/{id}.
func (s server) UpdatePassage(ctx context.Context, r UpdatePassageRequestObject) (UpdatePassageResponseObject, error) {
	on, err := revision(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	passage, err := s.store.UpdatePassage(ctx, actor(ctx), r.ID, quiz.PassageChange{Text: &r.Body.Text, Revision: on})
	return UpdatePassage200JSONResponse(draftPassageOf(passage)), err
}

// RemovePassage is DELETE /passages/{id}.
func (s server) RemovePassage(ctx context.Context, r RemovePassageRequestObject) (RemovePassageResponseObject, error) {
	return RemovePassage204Response{}, s.store.RemovePassage(ctx, actor(ctx), r.ID)
}

// GetReview is GET /passages/{id}/review.
func (s server) GetReview(ctx context.Context, r GetReviewRequestObject) (GetReviewResponseObject, error) {
	sheet, err := s.store.Settle(ctx, actor(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	return GetReview200JSONResponse(reviewOf(sheet)), nil
}

// PutReview is PUT /passages/{id}/review.
func (s server) PutReview(ctx context.Context, r PutReviewRequestObject) (PutReviewResponseObject, error) {
	on, err := revision(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	sheet, err := s.store.GiveReading(ctx, actor(ctx), r.ID, quiz.NewReading{Label: questions.Label(r.Body.Label),
		Second: questions.Label(r.Body.Second), Confidence: r.Body.Confidence, Note: r.Body.Note, Revision: on})
	if err != nil {
		return nil, err
	}
	return PutReview200JSONResponse(givenOf(sheet)), nil
}

// UndoReview is DELETE /passages/{id}/review.
func (s server) UndoReview(ctx context.Context, r UndoReviewRequestObject) (UndoReviewResponseObject, error) {
	return UndoReview204Response{}, s.store.UndoReading(ctx, actor(ctx), r.ID)
}

// Decide is PUT /passages/{id}/decision.
func (s server) Decide(ctx context.Context, r DecideRequestObject) (DecideResponseObject, error) {
	on, err := revision(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	n := quiz.NewDecision{Label: questions.Label(r.Body.Label), Second: questions.Label(r.Body.Second), Status: questions.Status(r.Body.Status),
		Rationale: r.Body.Rationale, Cues: each(value(r.Body.Cues), cueFrom), Revision: on}
	if cues := r.Body.SourceCues; cues != nil {
		n.SpanCues = each(*cues, cueFrom)
	}
	if later := r.Body.Later; later != nil {
		n.Later = &questions.Later{Note: later.Note, Source: later.Source}
	}
	made, err := s.store.Decide(ctx, actor(ctx), r.ID, n)
	return Decide200JSONResponse(decisionOf(made)), err
}

// Challenge is POST /passages/{id}/challenges.
func (s server) Challenge(ctx context.Context, r ChallengeRequestObject) (ChallengeResponseObject, error) {
	once, err := intent(r.Params.IdempotencyKey, r.Body)
	if err != nil {
		return nil, err
	}
	made, err := s.store.Challenge(ctx, actor(ctx), quiz.NewChallenge{Passage: r.ID, Version: value(r.Body.Version), Reason: r.Body.Reason}, once)
	return Challenge201JSONResponse(challengeOf(made)), err
}

// ListChallenges is GET /challenges.
func (s server) ListChallenges(ctx context.Context, _ ListChallengesRequestObject) (ListChallengesResponseObject, error) {
	list := s.store.MyChallenges
	if actor(ctx).Role == quiz.Reviewer {
		list = s.store.Challenges
	}
	all, err := list(ctx, actor(ctx))
	return ListChallenges200JSONResponse(each(all, challengeOf)), err
}

// AnswerChallenge is PUT /challenges/{id}/answer.
func (s server) AnswerChallenge(ctx context.Context, r AnswerChallengeRequestObject) (AnswerChallengeResponseObject, error) {
	c, err := s.store.AnswerChallenge(ctx, actor(ctx), r.ID, r.Body.Answer)
	return AnswerChallenge200JSONResponse(challengeOf(c)), err
}
