package api

import (
	"context"
	"net/http"

	"discern/quiz"
	feeds "discern/web/live"
)

// WatchAssignment is GET /assignments/{id}/live.
func (s server) WatchAssignment(ctx context.Context, r WatchAssignmentRequestObject) (WatchAssignmentResponseObject, error) {
	view := value(r.Params.View)
	if view != "" && view != "projector" {
		return nil, &quiz.FieldError{Field: "view", Message: "Choose projector, or leave it out."}
	}
	stream, err := s.boards.Open(ctx, actor(ctx), r.ID,
		feeds.Wish{Nameless: view != "", Once: value(r.Params.Once), After: value(r.Params.LastEventID)})
	if err != nil {
		return nil, err
	}
	return watching{ctx, stream}, nil
}

// watching is an answer that goes on.
type watching struct {
	ctx    context.Context
	stream *feeds.Stream
}

// VisitWatchAssignmentResponse sends the events.
func (a watching) VisitWatchAssignmentResponse(w http.ResponseWriter) error {
	return a.stream.Run(a.ctx, w)
}
