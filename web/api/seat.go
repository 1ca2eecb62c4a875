package api

import (
	"context"

	"discern/quiz"
)

// ListSeats is GET /classes/{id}/seats.
func (s server) ListSeats(ctx context.Context, r ListSeatsRequestObject) (ListSeatsResponseObject, error) {
	seats, err := s.store.Seats(ctx, actor(ctx), r.ID)
	return ListSeats200JSONResponse(each(seats, seatOf)), err
}

// AddSeats is POST /classes/{id}/seats.
func (s server) AddSeats(ctx context.Context, r AddSeatsRequestObject) (AddSeatsResponseObject, error) {
	once, err := intent(r.Params.IdempotencyKey, []any{r.ID, r.Body})
	if err != nil {
		return nil, err
	}
	cards, err := s.store.AddSeats(ctx, actor(ctx), r.ID, r.Body.Names, once)
	return AddSeats201JSONResponse(each(cards, seatCardOf)), err
}

// UpdateSeat is PATCH /seats/{id}.
func (s server) UpdateSeat(ctx context.Context, r UpdateSeatRequestObject) (UpdateSeatResponseObject, error) {
	if confirm := r.Body.Confirm; confirm != "" && confirm != "end" {
		return nil, &quiz.FieldError{Field: "confirm", Message: `Say "end" to end what has used up its time, or leave it out.`}
	}
	seat, err := s.store.UpdateSeat(ctx, actor(ctx), r.ID, quiz.SeatChange{Name: r.Body.Name, ExtraTime: r.Body.ExtraTime, End: r.Body.Confirm != ""})
	return UpdateSeat200JSONResponse(seatOf(seat)), err
}

// DeleteSeat is DELETE /seats/{id}.
func (s server) DeleteSeat(ctx context.Context, r DeleteSeatRequestObject) (DeleteSeatResponseObject, error) {
	return DeleteSeat204Response{}, s.store.DeleteSeat(ctx, actor(ctx), r.ID)
}

// NewSeatCode is POST /seats/{id}/code.
func (s server) NewSeatCode(ctx context.Context, r NewSeatCodeRequestObject) (NewSeatCodeResponseObject, error) {
	card, err := s.store.NewSeatCode(ctx, actor(ctx), r.ID)
	return NewSeatCode200JSONResponse(seatCardOf(card)), err
}

// ExportSeat is GET /seats/{id}/export.
func (s server) ExportSeat(ctx context.Context, r ExportSeatRequestObject) (ExportSeatResponseObject, error) {
	export, err := s.store.ExportSeat(ctx, actor(ctx), r.ID)
	return ExportSeat200JSONResponse(exportOf(export)), err
}

// GetSeatScores is GET /seats/{id}/scores.
func (s server) GetSeatScores(ctx context.Context, r GetSeatScoresRequestObject) (GetSeatScoresResponseObject, error) {
	scores, err := s.store.SeatScores(ctx, actor(ctx), r.ID)
	return GetSeatScores200JSONResponse(seatScoresOf(scores)), err
}

// MakeCards is POST /classes/{id}/cards.
func (s server) MakeCards(ctx context.Context, r MakeCardsRequestObject) (MakeCardsResponseObject, error) {
	once, err := intent(r.Params.IdempotencyKey, []any{r.ID, r.Body})
	if err != nil {
		return nil, err
	}
	cards, err := s.store.NewSeatCards(ctx, actor(ctx), r.ID, r.Body.Seats, once)
	return MakeCards200JSONResponse(each(cards, seatCardOf)), err
}

// MergeSeats is POST /seats/{id}/merge.
func (s server) MergeSeats(ctx context.Context, r MergeSeatsRequestObject) (MergeSeatsResponseObject, error) {
	if err := s.store.MergeSeats(ctx, actor(ctx), r.ID, r.Body.With); err != nil {
		return nil, err
	}
	export, err := s.store.ExportSeat(ctx, actor(ctx), r.ID)
	return MergeSeats200JSONResponse(seatOf(export.Seat)), err
}
