package api

import (
	"context"

	"discern/quiz"
)

// CompareClasses is GET /packs/{slug}/comparison.
func (s server) CompareClasses(ctx context.Context, r CompareClassesRequestObject) (CompareClassesResponseObject, error) {
	version, err := versionIn(r.Params.Version)
	if err != nil {
		return nil, err
	}
	c, err := s.store.CompareClasses(ctx, actor(ctx), r.Slug, version)
	return CompareClasses200JSONResponse{Pack: c.Pack, Version: c.Version, Versions: each(c.Versions, func(v int) int { return v }),
		Classes: each(c.Lines, comparedOf), Apart: each(c.Apart, apartOf)}, err
}

// versionIn reads a version in an address: 0, the newest, if it is left out, and
// quiz.ErrNotFound for what is no number.
func versionIn(asked *string) (int, error) {
	if value(asked) == "" {
		return 0, nil
	}
	return number(*asked)
}

func comparedOf(l quiz.CompareLine) ComparedClass {
	c := ComparedClass{Class: l.Class.ID, Title: l.Class.Title, Assignment: l.Assignment.ID, Questions: l.Assignment.Asked, N: l.N}
	if l.Shown {
		kinds := kindsOf(l.ByKind)
		c.Mean, c.ByKind = &l.Mean, &kinds
	}
	if l.Alpha.OK {
		c.Alpha = &l.Alpha.Value
	}
	return c
}

func apartOf(l quiz.ApartLine) ApartClass {
	return ApartClass{Class: l.Class.ID, Title: l.Class.Title, Assignment: l.Assignment.ID, Version: l.Assignment.Version, Why: l.Why}
}
