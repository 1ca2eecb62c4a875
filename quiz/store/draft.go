package store

import (
	"context"
	"fmt"
	"time"

	"discern/questions"
	"discern/quiz"
)

const draftColumns = `SELECT d.draft_id, d.pack_id, d.slug, d.title, d.about, d.language, d.guide, d.said, d.source_id,
	d.base_version, d.state, d.version, d.revision, d.created_at,
	(SELECT COUNT(*) FROM draft_passages p WHERE p.school_id = d.school_id AND p.draft_id = d.draft_id)
	FROM drafts d `

func scanDraft(row scanner) (quiz.PackDraft, error) {
	var d quiz.PackDraft
	var guide, said string
	var created int64
	if err := row.Scan(&d.ID, &d.PackID, &d.Slug, &d.Title, &d.About, &d.Language, &guide, &said, &d.Source,
		&d.Base, &d.State, &d.Version, &d.Revision, &created, &d.Passages); err != nil {
		return d, err
	}
	d.Created = at(created)
	if err := fromJSON(guide, &d.Guide); err != nil {
		return d, fmt.Errorf("%w: guide of draft %s: %w", ErrDamaged, d.ID, err)
	}
	if err := fromJSON(said, &d.Said); err != nil {
		return d, fmt.Errorf("%w: source of draft %s: %w", ErrDamaged, d.ID, err)
	}
	return d, nil
}

// draft reads a draft, with how much of it who has read.
func (t *tx) draft(who quiz.Actor, id string) (quiz.PackDraft, error) {
	if err := validID(id); err != nil {
		return quiz.PackDraft{}, err
	}
	d, err := first(t, quiz.ErrNotFound, scanDraft, draftColumns+`WHERE d.school_id = $1 AND d.draft_id = $2`, who.School, id)
	if err != nil {
		return d, err
	}
	d.Read, err = t.countRead(who, d)
	return d, err
}

// draftBySlug reads the open draft of a slug.
func (t *tx) draftBySlug(who quiz.Actor, slug string) (quiz.PackDraft, error) {
	d, err := first(t, quiz.ErrNotFound, scanDraft, draftColumns+`WHERE d.school_id = $1 AND d.slug = $2 AND d.state = 'open'`, who.School, slug)
	if err != nil {
		return d, err
	}
	d.Read, err = t.countRead(who, d)
	return d, err
}

// openDraft reads a draft that may still be changed, for a reviewer.
func (t *tx) openDraft(who quiz.Actor, id string) (quiz.PackDraft, error) {
	if err := who.MayReview(); err != nil {
		return quiz.PackDraft{}, err
	}
	d, err := t.draft(who, id)
	if err == nil && d.State != quiz.DraftOpen {
		err = quiz.ErrState
	}
	return d, err
}

// countRead counts the passages of which who has read the present wording.
func (t *tx) countRead(who quiz.Actor, d quiz.PackDraft) (int, error) {
	return t.count(`SELECT COUNT(*) FROM draft_passages p JOIN draft_readings r
		ON r.school_id = p.school_id AND r.draft_id = p.draft_id AND r.passage_id = p.passage_id AND r.passage_revision = p.revision
		WHERE p.school_id = $1 AND p.draft_id = $2 AND r.reader = $3`, who.School, d.ID, quiz.ReviewerID(d.PackID, who.ID))
}

// Drafts lists the packs in the making and those that were published, open ones
// first, then the newest.
func (s *Store) Drafts(ctx context.Context, who quiz.Actor) ([]quiz.PackDraft, error) {
	if err := who.MayLookOn(); err != nil {
		return nil, err
	}
	var drafts []quiz.PackDraft
	err := s.view(ctx, func(t *tx) (err error) {
		drafts, err = list(t, scanDraft, draftColumns+`WHERE d.school_id = $1
			ORDER BY CASE WHEN d.state = 'open' THEN 0 ELSE 1 END, d.created_at DESC, d.draft_id`, who.School)
		for i := range drafts {
			if err == nil {
				drafts[i].Read, err = t.countRead(who, drafts[i])
			}
		}
		return err
	})
	return drafts, err
}

// Draft reads a draft with its passages, and of their readings only who's own.
func (s *Store) Draft(ctx context.Context, who quiz.Actor, id string) (quiz.DraftSheet, error) {
	if err := who.MayLookOn(); err != nil {
		return quiz.DraftSheet{}, err
	}
	var sheet quiz.DraftSheet
	err := s.view(ctx, func(t *tx) error {
		review, err := s.reviewOf(t, who, id)
		sheet = quiz.DraftSheet{Draft: review.Draft}
		for _, item := range review.Items {
			sheet.Passages = append(sheet.Passages, item.DraftPassage)
		}
		return err
	})
	return sheet, err
}

// DraftOf reads the open draft of a slug.
func (s *Store) DraftOf(ctx context.Context, who quiz.Actor, slug string) (quiz.PackDraft, error) {
	if err := who.MayLookOn(); err != nil {
		return quiz.PackDraft{}, err
	}
	var d quiz.PackDraft
	err := s.view(ctx, func(t *tx) (err error) {
		d, err = t.draftBySlug(who, slug)
		return err
	})
	return d, err
}

// CreateDraft opens a draft of a new pack. A *quiz.FieldError names slug, title,
// about, language or source.
func (s *Store) CreateDraft(ctx context.Context, who quiz.Actor, n quiz.NewDraft, i quiz.Intent) (quiz.PackDraft, error) {
	if err := who.MayReview(); err != nil {
		return quiz.PackDraft{}, err
	}
	n, err := n.Check()
	if err != nil {
		return quiz.PackDraft{}, err
	}
	fresh, now := s.newID(), s.Now()
	var made quiz.PackDraft
	err = s.update(ctx, func(t *tx) error {
		id, again, err := t.once(who.School, "draft "+who.ID, i, fresh, now)
		if err != nil {
			return err
		}
		if !again {
			if err := s.openNew(t, who, id, n, now); err != nil {
				return err
			}
		}
		made, err = t.draft(who, id)
		return err
	})
	return made, err
}

// openNew makes the draft of a new pack.
func (s *Store) openNew(t *tx, who quiz.Actor, id string, n quiz.NewDraft, now time.Time) error {
	d := quiz.PackDraft{ID: id, PackID: id, Title: n.Title, About: n.About, Language: n.Language, Guide: quiz.DefaultGuide(n.Language),
		Source: n.Source, State: quiz.DraftOpen, Revision: 1, Created: now}
	if n.Source != "" {
		source, err := t.source(who, n.Source)
		if err == quiz.ErrNotFound {
			return &quiz.FieldError{Field: "source", Message: "Choose one of the texts in the list."}
		}
		if err != nil {
			return err
		}
		d.Said = source.Said()
	}
	var err error
	if d.Slug, err = t.freeSlug(who.School, n.Slug, n.Title); err != nil {
		return err
	}
	return s.insertDraft(t, who, d)
}

func (s *Store) insertDraft(t *tx, who quiz.Actor, d quiz.PackDraft) error {
	if _, err := t.exec(`INSERT INTO drafts (school_id, draft_id, pack_id, slug, title, about, language, guide, said, source_id,
			base_version, state, version, revision, created_by, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		who.School, d.ID, d.PackID, d.Slug, d.Title, d.About, d.Language, toJSON(&d.Guide), toJSON(d.Said), d.Source,
		d.Base, string(d.State), 0, d.Revision, who.ID, ms(d.Created)); err != nil {
		return err
	}
	return s.record(t, who, "", "draft made", d.ID, "", d.Created)
}

// freeSlug returns the wanted slug if neither a pack nor an open draft has it,
// else a *quiz.FieldError; or for none one made of the title.
func (t *tx) freeSlug(school, want, title string) (string, error) {
	slug := want
	if slug == "" {
		slug = quiz.SlugOf(title)
	}
	for n := 2; n < 1000; n++ {
		taken, err := t.count(`SELECT (SELECT COUNT(*) FROM packs p WHERE p.slug = $2)
			+ (SELECT COUNT(*) FROM drafts d WHERE d.school_id = $1 AND d.slug = $2 AND d.state = 'open')`, school, slug)
		if err != nil || taken == 0 {
			return slug, err
		}
		if want != "" {
			break
		}
		slug = fmt.Sprintf("%s-%d", quiz.SlugOf(title), n)
	}
	return "", &quiz.FieldError{Field: "slug", Message: "There is a text of this name already. Choose another name."}
}

// UpdateDraft changes what is given of an open draft; quiz.ErrConflict if it was
// made on another revision.
func (s *Store) UpdateDraft(ctx context.Context, who quiz.Actor, id string, change quiz.DraftChange) (quiz.PackDraft, error) {
	now := s.Now()
	var d quiz.PackDraft
	err := s.update(ctx, func(t *tx) (err error) {
		if d, err = t.openDraft(who, id); err != nil {
			return err
		}
		if change.Revision != nil && *change.Revision != d.Revision {
			return quiz.ErrConflict
		}
		next, err := change.Apply(d)
		if err != nil {
			return err
		}
		if next.Slug != d.Slug {
			if next.Slug, err = t.freeSlug(who.School, next.Slug, ""); err != nil {
				return err
			}
		}
		n, err := t.exec(`UPDATE drafts SET slug = $3, title = $4, about = $5, language = $6, guide = $7, revision = $8
			WHERE school_id = $1 AND draft_id = $2 AND state = 'open' AND revision = $9`,
			who.School, id, next.Slug, next.Title, next.About, next.Language, toJSON(&next.Guide), d.Revision+1, d.Revision)
		if err := must(n, err, quiz.ErrConflict); err != nil {
			return err
		}
		if err := s.record(t, who, "", "draft changed", id, "", now); err != nil {
			return err
		}
		d, err = t.draft(who, id)
		return err
	})
	return d, err
}

// DeleteDraft throws an open draft away, with the readings given in it.
func (s *Store) DeleteDraft(ctx context.Context, who quiz.Actor, id string) error {
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		if _, err := t.openDraft(who, id); err != nil {
			return err
		}
		for _, statement := range []string{
			`DELETE FROM decisions WHERE school_id = $1 AND draft_id = $2`,
			`DELETE FROM draft_readings WHERE school_id = $1 AND draft_id = $2`,
			`DELETE FROM draft_readers WHERE school_id = $1 AND draft_id = $2`,
			`DELETE FROM draft_passages WHERE school_id = $1 AND draft_id = $2`,
			`DELETE FROM drafts WHERE school_id = $1 AND draft_id = $2`,
		} {
			if _, err := t.exec(statement, who.School, id); err != nil {
				return err
			}
		}
		return s.record(t, who, "", "draft deleted", id, "", now)
	})
}

// readersOf lists who has read a draft, in the order of the pack.
func (t *tx) readersOf(school, draft string) ([]questions.Reviewer, error) {
	return list(t, func(row scanner) (r questions.Reviewer, err error) {
		err = row.Scan(&r.ID, &r.Name)
		return r, err
	}, `SELECT reader, name FROM draft_readers WHERE school_id = $1 AND draft_id = $2 ORDER BY place, reader`, school, draft)
}
