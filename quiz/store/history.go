package store

import (
	"context"
	"fmt"
	"sync"

	"discern/questions"
	"discern/quiz"
)

// agreements holds how far the readers of published packs agreed, which takes a
// while to find out and never changes.
type agreements struct{ known sync.Map } // slug@version → questions.Agreement

func (a *agreements) of(p *questions.Pack) questions.Agreement {
	key := packKey(p.Slug, p.Version)
	if known, ok := a.known.Load(key); ok {
		return known.(questions.Agreement)
	}
	found := p.Agreement()
	a.known.Store(key, found)
	return found
}

// maySeeKey returns nil if who may see the published key of a passage, or of the
// whole pack for "": not a reviewer who is to read it blind in an open draft,
// who gets quiz.ErrReadFirst.
func (s *Store) maySeeKey(t *tx, who quiz.Actor, slug, passage string) error {
	if who.Role != quiz.Reviewer {
		return nil
	}
	d, err := t.draftBySlug(who, slug)
	if err == quiz.ErrNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	unread, err := t.count(`SELECT COUNT(*) FROM draft_passages p WHERE p.school_id = $1 AND p.draft_id = $2 AND (p.passage_id = $3 OR $3 = '')
		AND NOT EXISTS (SELECT 1 FROM draft_readings r WHERE r.school_id = p.school_id AND r.draft_id = p.draft_id AND r.passage_id = p.passage_id
			AND r.passage_revision = p.revision AND r.reader = $4)`, who.School, d.ID, passage, quiz.ReviewerID(d.PackID, who.ID))
	if err == nil && unread > 0 {
		err = quiz.ErrReadFirst
	}
	return err
}

// KeyedPack reads a version, 0 for the newest, with its key: for teachers, and
// for reviewers who need not read any of it blind, else quiz.ErrReadFirst. For
// everybody else there is no such thing.
func (s *Store) KeyedPack(ctx context.Context, who quiz.Actor, slug string, version int) (*questions.Pack, error) {
	switch {
	case !who.SignedIn():
		return nil, quiz.ErrNotSignedIn
	case who.Role != quiz.TeacherOf && who.Role != quiz.Reviewer:
		return nil, quiz.ErrNotFound
	}
	var pack *questions.Pack
	err := s.view(ctx, func(t *tx) (err error) {
		if pack, err = s.packIn(t, slug, version); err != nil {
			return err
		}
		return s.maySeeKey(t, who, slug, "")
	})
	if err != nil {
		return nil, err
	}
	return pack, nil
}

// History lists the versions of a pack, newest first, for everybody signed in.
// Students are not told the hashes: those are of the key too.
func (s *Store) History(ctx context.Context, who quiz.Actor, slug string) ([]quiz.HistoryLine, error) {
	if !who.SignedIn() {
		return nil, quiz.ErrNotSignedIn
	}
	var lines []quiz.HistoryLine
	err := s.view(ctx, func(t *tx) (err error) {
		lines, err = t.history(who.School, slug)
		return err
	})
	if err == nil && len(lines) == 0 {
		err = quiz.ErrNotFound
	}
	for i := range lines {
		if who.Role == quiz.Student {
			lines[i].Hash = ""
		}
	}
	return lines, err
}

func (t *tx) history(school, slug string) ([]quiz.HistoryLine, error) {
	return list(t, func(row scanner) (l quiz.HistoryLine, err error) {
		var published int64
		err = row.Scan(&l.Version, &l.Hash, &l.Passages, &l.Askable, &l.Reason, &l.By, &published)
		l.At = at(published)
		return l, err
	}, `SELECT p.version, p.content_hash, p.passages, p.askable, COALESCE(h.reason, ''), COALESCE(a.name, ''), p.created_at
		FROM packs p LEFT JOIN pack_history h ON h.slug = p.slug AND h.version = p.version
		LEFT JOIN accounts a ON a.school_id = $1 AND a.account_id = h.account_id
		WHERE p.slug = $2 ORDER BY p.version DESC`, school, slug)
}

// Diff compares two versions of a pack, for whoever may see their keys.
func (s *Store) Diff(ctx context.Context, who quiz.Actor, slug string, from, to int) (questions.PackDiff, error) {
	if from < 1 || to < 1 {
		return questions.PackDiff{}, quiz.ErrNotFound
	}
	before, err := s.KeyedPack(ctx, who, slug, from)
	if err != nil {
		return questions.PackDiff{}, err
	}
	after, err := s.KeyedPack(ctx, who, slug, to)
	if err != nil {
		return questions.PackDiff{}, err
	}
	return questions.Diff(before, after), nil
}

// Agreement tells how far the readers of a version, 0 for the newest, agreed, to
// whoever may see its key. If nothing is published it is that of the open draft,
// for reviewers who have read all of it.
func (s *Store) Agreement(ctx context.Context, who quiz.Actor, slug string, version int) (quiz.PackAgreement, error) {
	pack, err := s.KeyedPack(ctx, who, slug, version)
	if err == quiz.ErrNotFound && version == 0 && who.Role == quiz.Reviewer {
		d, err := s.DraftOf(ctx, who, slug)
		if err != nil {
			return quiz.PackAgreement{}, err
		}
		return s.DraftAgreement(ctx, who, d.ID)
	}
	if err != nil {
		return quiz.PackAgreement{}, err
	}
	return quiz.PackAgreement{Slug: slug, Version: pack.Version, Agreement: s.agreements.of(pack), Passages: passagesOf(pack)}, nil
}

// PackCard reads what everybody in the school may know of a published pack, with
// its counts for whoever may see its key. That of quiz.ExamplePack is for all.
func (s *Store) PackCard(ctx context.Context, who quiz.Actor, slug string) (quiz.PackCard, error) {
	if !who.SignedIn() {
		return quiz.PackCard{}, quiz.ErrNotSignedIn
	}
	pack, err := s.Pack(ctx, slug, 0)
	if err != nil {
		return quiz.PackCard{}, err
	}
	card := quiz.CardOf(pack)
	card.Agreement = s.agreements.of(pack)
	if card.History, err = s.History(ctx, who, slug); err != nil {
		return quiz.PackCard{}, fmt.Errorf("history of %s: %w", slug, err)
	}
	switch _, err := s.KeyedPack(ctx, who, slug, 0); {
	case err == nil || slug == quiz.ExamplePack:
		return card, nil
	case err == quiz.ErrNotFound || err == quiz.ErrReadFirst:
		return card.Uncounted(), nil
	default:
		return quiz.PackCard{}, err
	}
}
