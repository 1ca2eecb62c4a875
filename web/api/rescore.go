package api

import (
	"context"

	"discern/quiz"
)

// Rescore is POST /assignments/{id}/rescore: a preview, or its application.
func (s server) Rescore(ctx context.Context, r RescoreRequestObject) (RescoreResponseObject, error) {
	b := r.Body
	if b.PreviewID != "" {
		if b.Preview || b.Policy != "" || b.Undo != "" || b.Version != nil || b.Passages != nil {
			return nil, &quiz.FieldError{Field: "preview_id", Message: "Send preview_id alone, or with a reason: what it does was settled by the preview."}
		}
		entry, err := s.store.ApplyRescore(ctx, actor(ctx), r.ID, b.PreviewID, b.Reason)
		return Rescore200JSONResponse(ledgerOf(entry)), err
	}
	request := quiz.RescoreRequest{Policy: b.Policy, Version: value(b.Version), Passages: b.Passages, Undo: b.Undo, Reason: b.Reason}
	if err := askPreview(b); err != nil {
		if _, denied := s.store.Rescores(ctx, actor(ctx), r.ID); denied != nil {
			return nil, denied
		}
		return nil, err
	}
	preview, err := s.store.PreviewRescore(ctx, actor(ctx), r.ID, request)
	return Rescore200JSONResponse(previewOf(preview)), err
}

func askPreview(b *RescoreRequest) error {
	switch {
	case !b.Preview:
		return &quiz.FieldError{Field: "preview", Message: "Ask for a preview first, with preview true. Then send its preview_id."}
	case b.Undo != "" && (b.Policy != "" || b.Version != nil || b.Passages != nil):
		return &quiz.FieldError{Field: "undo", Message: "An undo brings back what was before. Leave out policy, version and passages."}
	case b.Version != nil && *b.Version < 1:
		return &quiz.FieldError{Field: "version", Message: "Versions are counted from 1."}
	}
	return nil
}

// ListRescores is GET /assignments/{id}/rescores.
func (s server) ListRescores(ctx context.Context, r ListRescoresRequestObject) (ListRescoresResponseObject, error) {
	ledger, err := s.store.Rescores(ctx, actor(ctx), r.ID)
	return ListRescores200JSONResponse(each(ledger, ledgerOf)), err
}

func ledgerOf(r quiz.Rescore) Rescore {
	before, after := r.Totals()
	return Rescore{ID: some(r.ID), Number: some(r.Number), At: maybe(r.At), By: some(r.By), MayUndo: &r.MayUndo, Policy: some(r.Policy),
		Undoes: some(r.Undoes), Reason: some(r.Reason), FromVersion: r.From, ToVersion: r.To, Passages: append([]int{}, r.Passages...),
		Changes: each(r.Changes, scoreChangeOf), Unchanged: r.Unchanged, TotalBefore: before, TotalAfter: after}
}

func previewOf(p quiz.RescorePreview) Rescore {
	before, after := p.Totals()
	keys := each(p.Passages, func(k quiz.KeyChange) RescoredKey {
		return RescoredKey{Number: k.Passage.Number, Before: k.Before.Label, After: k.After.Label,
			PolicyBefore: some(k.Was.Policy), PolicyAfter: some(k.Is.Policy)}
	})
	shown := Rescore{PreviewID: some(p.ID), ExpiresAt: maybe(p.Expires), Policy: some(p.Request.Policy), Undoes: some(p.Request.Undo),
		Reason: some(p.Request.Reason), FromVersion: p.From, ToVersion: p.To, Passages: each(keys, func(k RescoredKey) int { return k.Number }),
		Keys: &keys, Changes: each(p.Changes, scoreChangeOf), Unchanged: p.Unchanged, TotalBefore: before, TotalAfter: after,
		Students: &p.Students, Up: &p.Up, Down: &p.Down, Working: &p.Working}
	if p.Students > 0 {
		shown.MeanBefore, shown.MeanAfter = &p.MeanBefore, &p.MeanAfter
	}
	return shown
}

func scoreChangeOf(c quiz.ScoreChange) ScoreChange {
	return ScoreChange{Seat: SeatName{c.Seat.ID, c.Seat.Name}, Attempt: c.Attempt, Before: c.Before.Right, BeforeMax: c.Before.Of,
		After: c.After.Right, AfterMax: c.After.Of}
}

func shiftOf(s quiz.Shift) ScoreShift {
	return ScoreShift{At: moment(s.At), KeyVersion: s.Version, Before: s.Before.Right, BeforeMax: s.Before.Of, After: s.After.Right, AfterMax: s.After.Of}
}
