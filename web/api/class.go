package api

import (
	"context"

	"discern/quiz"
)

// ListClasses is GET /classes.
func (s server) ListClasses(ctx context.Context, _ ListClassesRequestObject) (ListClassesResponseObject, error) {
	classes, err := s.store.Classes(ctx, actor(ctx))
	return ListClasses200JSONResponse(each(classes, classOf)), err
}

// CreateClass is POST /classes.
func (s server) CreateClass(ctx context.Context, r CreateClassRequestObject) (CreateClassResponseObject, error) {
	once, err := intent(r.Params.IdempotencyKey, r.Body)
	if err != nil {
		return nil, err
	}
	class, err := s.store.CreateClass(ctx, actor(ctx), quiz.NewClass{Title: r.Body.Title, SchoolYear: r.Body.SchoolYear, Language: r.Body.Language, Names: r.Body.Names}, once)
	return CreateClass201JSONResponse(classOf(class)), err
}

// GetClass is GET /classes/{id}.
func (s server) GetClass(ctx context.Context, r GetClassRequestObject) (GetClassResponseObject, error) {
	class, err := s.store.Class(ctx, actor(ctx), r.ID)
	return GetClass200JSONResponse(classOf(class)), err
}

// UpdateClass is PATCH /classes/{id}.
func (s server) UpdateClass(ctx context.Context, r UpdateClassRequestObject) (UpdateClassResponseObject, error) {
	class, err := s.store.UpdateClass(ctx, actor(ctx), r.ID, quiz.ClassChange{Title: r.Body.Title,
		SchoolYear: r.Body.SchoolYear, Language: r.Body.Language, Names: r.Body.Names, Joining: r.Body.Joining, Archived: r.Body.Archived})
	return UpdateClass200JSONResponse(classOf(class)), err
}

// DeleteClass is DELETE /classes/{id}.
func (s server) DeleteClass(ctx context.Context, r DeleteClassRequestObject) (DeleteClassResponseObject, error) {
	return DeleteClass204Response{}, s.store.DeleteClass(ctx, actor(ctx), r.ID)
}

// RotateCode is POST /classes/{id}/code.
func (s server) RotateCode(ctx context.Context, r RotateCodeRequestObject) (RotateCodeResponseObject, error) {
	class, err := s.store.RotateCode(ctx, actor(ctx), r.ID)
	return RotateCode200JSONResponse{Code: class.Code}, err
}
