package api

import (
	"context"

	"discern/questions"
	"discern/quiz"
)

// ListPacks is GET /packs, for everybody who has an account.
func (s server) ListPacks(ctx context.Context, _ ListPacksRequestObject) (ListPacksResponseObject, error) {
	if actor(ctx).Role == quiz.Student {
		return nil, quiz.ErrForbidden
	}
	lines, err := s.store.Packs(ctx)
	return ListPacks200JSONResponse(each(lines, packLineOf)), err
}

// GetPack is GET /packs/{slug}.
func (s server) GetPack(ctx context.Context, r GetPackRequestObject) (GetPackResponseObject, error) {
	pack, err := s.keyed(ctx, r.Slug, 0)
	if err != nil {
		return nil, err
	}
	return GetPack200JSONResponse(packOf(pack)), nil
}

// GetPackVersion is GET /packs/{slug}/versions/{n}.
func (s server) GetPackVersion(ctx context.Context, r GetPackVersionRequestObject) (GetPackVersionResponseObject, error) {
	n, err := number(r.N)
	if err != nil {
		return nil, err
	}
	pack, err := s.keyed(ctx, r.Slug, n)
	if err != nil {
		return nil, err
	}
	return GetPackVersion200JSONResponse(packOf(pack)), nil
}

// keyed returns a pack with its key to those who may see keys: teachers and
// reviewers. For everybody else there is no such thing.
func (s server) keyed(ctx context.Context, slug string, version int) (*questions.Pack, error) {
	if role := actor(ctx).Role; role != quiz.TeacherOf && role != quiz.Reviewer {
		return nil, quiz.ErrNotFound
	}
	return s.store.Pack(ctx, slug, version)
}
