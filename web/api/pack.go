package api

import (
	"context"

	"discern/questions/article"
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
	pack, err := s.store.KeyedPack(ctx, actor(ctx), r.Slug, 0)
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
	pack, err := s.store.KeyedPack(ctx, actor(ctx), r.Slug, n)
	if err != nil {
		return nil, err
	}
	return GetPackVersion200JSONResponse(packOf(pack)), nil
}

// ListVersions is GET /packs/{slug}/versions, for everybody who has an account.
func (s server) ListVersions(ctx context.Context, r ListVersionsRequestObject) (ListVersionsResponseObject, error) {
	if actor(ctx).Role == quiz.Student {
		return nil, quiz.ErrForbidden
	}
	lines, err := s.store.History(ctx, actor(ctx), r.Slug)
	return ListVersions200JSONResponse(each(lines, versionOf)), err
}

// DiffVersions is GET /packs/{slug}/diff.
func (s server) DiffVersions(ctx context.Context, r DiffVersionsRequestObject) (DiffVersionsResponseObject, error) {
	from, err := number(r.Params.From)
	if err != nil {
		return nil, err
	}
	to, err := number(r.Params.To)
	if err != nil {
		return nil, err
	}
	diff, err := s.store.Diff(ctx, actor(ctx), r.Slug, from, to)
	return DiffVersions200JSONResponse(diffOf(diff)), err
}

// GetBinding is GET /packs/{slug}/binding.
func (s server) GetBinding(ctx context.Context, r GetBindingRequestObject) (GetBindingResponseObject, error) {
	binding, err := s.store.Binding(ctx, actor(ctx), r.Slug, 0)
	return GetBinding200JSONResponse(bindingOf(binding)), err
}

// BindPack is PUT /packs/{slug}/binding.
func (s server) BindPack(ctx context.Context, r BindPackRequestObject) (BindPackResponseObject, error) {
	binding, err := s.store.BindPack(ctx, actor(ctx), r.Slug, 0, article.Parse(r.Body.Text))
	return BindPack200JSONResponse(bindingOf(binding)), err
}

// UnbindPack is DELETE /packs/{slug}/binding.
func (s server) UnbindPack(ctx context.Context, r UnbindPackRequestObject) (UnbindPackResponseObject, error) {
	return UnbindPack204Response{}, s.store.UnbindPack(ctx, actor(ctx), r.Slug)
}

// Publish is POST /packs/{slug}/versions.
func (s server) Publish(ctx context.Context, r PublishRequestObject) (PublishResponseObject, error) {
	reason := ""
	if r.Body != nil {
		reason = r.Body.Reason
	}
	once, err := intent(r.Params.IdempotencyKey, r.Body)
	if err != nil {
		return nil, err
	}
	line, err := s.store.PublishPack(ctx, actor(ctx), r.Slug, reason, once)
	return Publish201JSONResponse(packLineOf(line)), err
}

// GetAgreement is GET /packs/{slug}/agreement.
func (s server) GetAgreement(ctx context.Context, r GetAgreementRequestObject) (GetAgreementResponseObject, error) {
	agreement, err := s.store.Agreement(ctx, actor(ctx), r.Slug, 0)
	return GetAgreement200JSONResponse(agreementOf(agreement)), err
}
