package api

import (
	"context"

	"discern/quiz"
)

// Join is POST /join.
func (s server) Join(ctx context.Context, r JoinRequestObject) (JoinResponseObject, error) {
	once, err := intent(r.Params.IdempotencyKey, r.Body)
	if err != nil {
		return nil, err
	}
	asked := quiz.JoinRequest{Code: r.Body.Code, Name: r.Body.Name, MadeUp: r.Body.MadeUp, SeatCode: r.Body.SeatCode}
	joined, err := s.store.Join(ctx, actor(ctx), asked, once)
	if err != nil {
		return nil, err
	}
	token := joined.Token
	if token == "" {
		token = bearer(ctx) // the store found that it speaks for this very seat
	}
	me := meOf(joined.Home)
	answer := Joined{Token: some(token), Seat: me.Seat, Class: me.Class, Assignments: me.Assignments}
	if joined.Fresh {
		return Join201JSONResponse(answer), nil
	}
	return Join200JSONResponse(answer), nil
}

// Me is GET /me.
func (s server) Me(ctx context.Context, _ MeRequestObject) (MeResponseObject, error) {
	home, err := s.store.Home(ctx, actor(ctx))
	return Me200JSONResponse(meOf(home)), err
}
