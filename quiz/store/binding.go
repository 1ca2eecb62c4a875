package store

import (
	"context"
	"fmt"
	"time"

	"discern/questions"
	"discern/questions/article"
	"discern/quiz"
)

// Operator is who acts for whoever runs a command on the machine itself.
func (s *Store) Operator() quiz.Actor {
	return quiz.Actor{Role: quiz.Operator, School: s.school, ID: "operator"}
}

// mayBind lets teachers, who set quizzes, reviewers and commands bind a pack.
func mayBind(who quiz.Actor) error {
	switch who.Role {
	case quiz.TeacherOf, quiz.Reviewer, quiz.Operator:
		return nil
	}
	return who.MustBe(quiz.TeacherOf)
}

// BindPack finds the passages of a version, 0 for the newest, in a copy of their
// source and keeps their words for this school. Passages bound before stay so;
// what was not found is in Missing. A pack without a source is a
// *quiz.FieldError for pack.
func (s *Store) BindPack(ctx context.Context, who quiz.Actor, slug string, version int, a article.Article) (quiz.PackBinding, error) {
	if err := mayBind(who); err != nil {
		return quiz.PackBinding{}, err
	}
	pack, err := s.Pack(ctx, slug, version)
	if err != nil {
		return quiz.PackBinding{}, err
	}
	if pack.Source == nil {
		return quiz.PackBinding{}, &quiz.FieldError{Field: "pack", Message: "This text has no source: its passages stand for themselves."}
	}
	found := boundIn(pack, a)
	now := s.Now()
	var kept quiz.PackBinding
	err = s.update(ctx, func(t *tx) error {
		if err := s.keepBinding(t, who, found, now); err != nil {
			return err
		}
		kept, err = s.binding(t, who.School, pack)
		return err
	})
	kept.Found, kept.Moved, kept.NotFound = found.Found, found.Moved, found.NotFound
	return kept, err
}

// boundIn finds a pack in a text.
func boundIn(pack *questions.Pack, a article.Article) quiz.PackBinding {
	found := article.Bind(pack, a)
	b := quiz.PackBinding{Slug: pack.Slug, Version: pack.Version, Moved: found.Moved(), NotFound: found.Missing}
	for _, bound := range found.Bound {
		b.Found = append(b.Found, bound.Number)
		b.Bound = append(b.Bound, quiz.BoundPassage{Number: bound.Number, Words: bound.Words, Cues: bound.Cues})
	}
	return b
}

// bindable finds the newest versions of packs that were made of this very text.
func (s *Store) bindable(ctx context.Context, a article.Article) ([]quiz.PackBinding, error) {
	lines, err := s.Packs(ctx)
	if err != nil {
		return nil, err
	}
	sum := a.SHA256()
	var found []quiz.PackBinding
	for _, line := range lines {
		pack, err := s.Pack(ctx, line.Slug, line.Version)
		if err != nil {
			return nil, err
		}
		if pack.Source != nil && pack.Source.SHA256 == sum {
			found = append(found, boundIn(pack, a))
		}
	}
	return found, nil
}

// keepBinding stores the words of bound passages. They are what the hashes of
// the pack say, so that words stored before are the same.
func (s *Store) keepBinding(t *tx, who quiz.Actor, b quiz.PackBinding, now time.Time) error {
	for _, bound := range b.Bound {
		if _, err := t.exec(`INSERT INTO bindings (school_id, slug, version, number, words, cues, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (school_id, slug, version, number) DO NOTHING`,
			who.School, b.Slug, b.Version, bound.Number, bound.Words, toJSON(&bound.Cues), ms(now)); err != nil {
			return err
		}
	}
	return s.record(t, who, "", "pack bound", b.Slug, "", now)
}

// Binding reads how much of a version, 0 for the newest, is bound.
func (s *Store) Binding(ctx context.Context, who quiz.Actor, slug string, version int) (quiz.PackBinding, error) {
	if err := mayBind(who); err != nil {
		return quiz.PackBinding{}, err
	}
	pack, err := s.Pack(ctx, slug, version)
	if err != nil {
		return quiz.PackBinding{}, err
	}
	var b quiz.PackBinding
	err = s.view(ctx, func(t *tx) (err error) {
		b, err = s.binding(t, who.School, pack)
		return err
	})
	return b, err
}

func (s *Store) binding(t *tx, school string, pack *questions.Pack) (quiz.PackBinding, error) {
	b := quiz.PackBinding{Slug: pack.Slug, Version: pack.Version}
	var err error
	b.Bound, err = list(t, scanBound, `SELECT number, words, cues FROM bindings WHERE school_id = $1 AND slug = $2 AND version = $3
		ORDER BY number`, school, pack.Slug, pack.Version)
	if err != nil {
		return b, fmt.Errorf("read binding of %s: %w", pack.Slug, err)
	}
	b.Summarise(pack)
	return b, nil
}

func scanBound(row scanner) (quiz.BoundPassage, error) {
	var b quiz.BoundPassage
	var cues string
	if err := row.Scan(&b.Number, &b.Words, &cues); err != nil {
		return b, err
	}
	return b, fromJSON(cues, &b.Cues)
}

// worded returns a pack as an assignment with the given wording asks it: as it
// is, or a copy in the words of its source.
func (s *Store) worded(t *tx, school, slug string, version int, wording string) (*questions.Pack, error) {
	pack, err := s.packIn(t, slug, version)
	if err != nil || wording != quiz.WordingOriginal {
		return pack, err
	}
	b, err := s.binding(t, school, pack)
	if err != nil {
		return nil, err
	}
	return b.In(pack), nil
}

// whollyBound reports whether a pack can be asked in the words of its source.
func (s *Store) whollyBound(ctx context.Context, who quiz.Actor, pack *questions.Pack) (bool, error) {
	whole := false
	err := s.view(ctx, func(t *tx) error {
		b, err := s.binding(t, who.School, pack)
		whole = b.Whole
		return err
	})
	return whole, err
}

// UnbindPack deletes the words of a pack's source, of all its versions; what is
// published does not change. quiz.ErrState while an assignment asks in them.
func (s *Store) UnbindPack(ctx context.Context, who quiz.Actor, slug string) error {
	if err := mayBind(who); err != nil {
		return err
	}
	if _, err := s.PackVersions(ctx, slug); err != nil {
		return err
	}
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		used, err := t.count(`SELECT COUNT(*) FROM assignments WHERE school_id = $1 AND pack_slug = $2 AND wording = $3`,
			who.School, slug, quiz.WordingOriginal)
		if err != nil {
			return err
		}
		if used > 0 {
			return quiz.ErrState
		}
		if _, err := t.exec(`DELETE FROM bindings WHERE school_id = $1 AND slug = $2`, who.School, slug); err != nil {
			return err
		}
		return s.record(t, who, "", "pack unbound", slug, "", now)
	})
}
