package api

import (
	"context"

	"discern/quiz"
)

// ListAssignments is GET /classes/{id}/assignments.
func (s server) ListAssignments(ctx context.Context, r ListAssignmentsRequestObject) (ListAssignmentsResponseObject, error) {
	lines, err := s.store.Assignments(ctx, actor(ctx), r.ID)
	return ListAssignments200JSONResponse(each(lines, assignmentOf)), err
}

// CreateAssignment is POST /classes/{id}/assignments.
func (s server) CreateAssignment(ctx context.Context, r CreateAssignmentRequestObject) (CreateAssignmentResponseObject, error) {
	once, err := intent(r.Params.IdempotencyKey, []any{r.ID, r.Body})
	if err != nil {
		return nil, err
	}
	if r.Body.Version != nil && *r.Body.Version < 1 {
		return nil, &quiz.FieldError{Field: "version", Message: "Versions are counted from 1."}
	}
	line, err := s.store.CreateAssignment(ctx, actor(ctx), r.ID, quiz.NewAssignment{Pack: r.Body.Pack,
		Version: value(r.Body.Version), Title: r.Body.Title, Settings: r.Body.Settings.applied(quiz.DefaultSettings())}, once)
	return CreateAssignment201JSONResponse(assignmentOf(line)), err
}

// GetAssignment is GET /assignments/{id}.
func (s server) GetAssignment(ctx context.Context, r GetAssignmentRequestObject) (GetAssignmentResponseObject, error) {
	line, err := s.store.Assignment(ctx, actor(ctx), r.ID)
	return GetAssignment200JSONResponse(assignmentOf(line)), err
}

// UpdateAssignment is PATCH /assignments/{id}. Settings that are left out keep
// their present value, so that is read first.
func (s server) UpdateAssignment(ctx context.Context, r UpdateAssignmentRequestObject) (UpdateAssignmentResponseObject, error) {
	change, err := stateChange(r.Body.State)
	if err != nil {
		return nil, err
	}
	if r.Body.Settings != nil {
		present, err := s.store.Assignment(ctx, actor(ctx), r.ID)
		if err != nil {
			return nil, err
		}
		settings := r.Body.Settings.applied(present.Settings)
		change.Settings = &settings
	}
	line, err := s.store.UpdateAssignment(ctx, actor(ctx), r.ID, change)
	return UpdateAssignment200JSONResponse(assignmentOf(line)), err
}

func stateChange(state *string) (quiz.AssignmentChange, error) {
	if state == nil {
		return quiz.AssignmentChange{}, nil
	}
	next := quiz.AssignmentState(*state)
	if next != quiz.Open && next != quiz.Paused && next != quiz.Closed {
		return quiz.AssignmentChange{}, &quiz.FieldError{Field: "state", Message: "Choose open, paused or closed."}
	}
	return quiz.AssignmentChange{State: &next}, nil
}

// CopyAssignment is POST /assignments/{id}/copies.
func (s server) CopyAssignment(ctx context.Context, r CopyAssignmentRequestObject) (CopyAssignmentResponseObject, error) {
	once, err := intent(r.Params.IdempotencyKey, []any{r.ID, r.Body})
	if err != nil {
		return nil, err
	}
	lines, err := s.store.CopyAssignment(ctx, actor(ctx), r.ID, r.Body.Classes, r.Body.Times, once)
	return CopyAssignment201JSONResponse(each(lines, assignmentOf)), err
}

// Release is POST /assignments/{id}/release.
func (s server) Release(ctx context.Context, r ReleaseRequestObject) (ReleaseResponseObject, error) {
	confirm := ""
	if r.Body != nil {
		confirm = r.Body.Confirm
	}
	if confirm != "" && confirm != "close" {
		return nil, &quiz.FieldError{Field: "confirm", Message: `Say "close" to hand in the open attempts, or leave it out.`}
	}
	line, err := s.store.Release(ctx, actor(ctx), r.ID, confirm != "")
	return Release200JSONResponse(assignmentOf(line)), err
}

// TakeBackRelease is DELETE /assignments/{id}/release.
func (s server) TakeBackRelease(ctx context.Context, r TakeBackReleaseRequestObject) (TakeBackReleaseResponseObject, error) {
	_, err := s.store.Unrelease(ctx, actor(ctx), r.ID)
	return TakeBackRelease204Response{}, err
}
