package store

import (
	"context"
	"slices"
	"time"

	"discern/questions"
	"discern/quiz"
)

// DraftFromVersion opens a draft that corrects a published version, 0 for the
// newest, with its passages, readings and key. If the pack has an open draft,
// that is returned instead.
func (s *Store) DraftFromVersion(ctx context.Context, who quiz.Actor, slug string, version int, i quiz.Intent) (quiz.PackDraft, error) {
	if err := who.MayReview(); err != nil {
		return quiz.PackDraft{}, err
	}
	base, err := s.Pack(ctx, slug, version)
	if err != nil {
		return quiz.PackDraft{}, err
	}
	fresh, now := s.newID(), s.Now()
	var made quiz.PackDraft
	err = s.update(ctx, func(t *tx) error {
		if made, err = t.draftBySlug(who, slug); err != quiz.ErrNotFound {
			return err
		}
		id, again, err := t.once(who.School, "correction "+who.ID, i, fresh, now)
		if err != nil {
			return err
		}
		if !again {
			if err := s.openCorrection(t, who, id, base, now); err != nil {
				return err
			}
		}
		made, err = t.draft(who, id)
		return err
	})
	return made, err
}

func (s *Store) openCorrection(t *tx, who quiz.Actor, id string, base *questions.Pack, now time.Time) error {
	d := quiz.PackDraft{ID: id, PackID: base.ID, Slug: base.Slug, Title: base.Title, About: base.About, Language: base.Language,
		Guide: base.Guide, Said: base.Source, Base: base.Version, State: quiz.DraftOpen, Revision: 1, Created: now}
	if base.Source != nil { // the same text, if this school has it
		err := t.one([]any{&d.Source}, `SELECT source_id FROM sources WHERE school_id = $1 AND sha256 = $2 AND text <> ''
			ORDER BY created_at DESC, source_id LIMIT 1`, who.School, base.Source.SHA256)
		if err := noRow(err, nil, "find text"); err != nil {
			return err
		}
	}
	if err := s.insertDraft(t, who, d); err != nil {
		return err
	}
	var ids []string
	for _, item := range base.Items {
		// A passage stands in one open draft only, so that its id names it.
		n, err := t.count(`SELECT COUNT(*) FROM draft_passages p JOIN drafts d ON d.school_id = p.school_id AND d.draft_id = p.draft_id
			WHERE p.school_id = $1 AND p.passage_id = $2 AND d.state = 'open'`, who.School, item.ID)
		if err != nil {
			return err
		}
		if n > 0 {
			return quiz.ErrConflict
		}
		ids = append(ids, item.ID)
	}
	return t.fill(who.School, id, base, ids, now)
}

// ImportDraft makes a draft of a pack from elsewhere that is not ready to be
// published. Its passages get ids of their own.
func (s *Store) ImportDraft(ctx context.Context, who quiz.Actor, p *questions.Pack, i quiz.Intent) (quiz.PackDraft, error) {
	if who.Role != quiz.Operator {
		if err := who.MayReview(); err != nil {
			return quiz.PackDraft{}, err
		}
	}
	if len(p.Items) == 0 {
		return quiz.PackDraft{}, &quiz.FieldError{Field: "file", Message: "There is no passage in it that could be used."}
	}
	fresh, now := s.newID(), s.Now()
	ids := make([]string, len(p.Items))
	for i := range ids {
		ids[i] = s.newID()
	}
	var made quiz.PackDraft
	err := s.update(ctx, func(t *tx) error {
		id, again, err := t.once(who.School, "import "+who.ID, i, fresh, now)
		if err != nil {
			return err
		}
		if !again {
			d := quiz.Imported(p)
			d.ID, d.PackID, d.Created = id, id, now
			if d.Slug, err = t.freeSlug(who.School, "", p.Slug); err != nil {
				return err
			}
			if err := s.insertDraft(t, who, d); err != nil {
				return err
			}
			if err := t.fill(who.School, id, p, ids, now); err != nil {
				return err
			}
		}
		made, err = t.draft(who, id)
		return err
	})
	return made, err
}

// Missing lists what keeps who from publishing a draft.
func (s *Store) Missing(ctx context.Context, who quiz.Actor, draft string) ([]quiz.Missing, error) {
	if err := who.MayReview(); err != nil {
		return nil, err
	}
	var missing []quiz.Missing
	err := s.view(ctx, func(t *tx) error {
		r, err := s.reviewOf(t, who, draft)
		if err == nil {
			missing = r.Missing(quiz.ReviewerID(r.Draft.PackID, who.ID))
		}
		return err
	})
	return missing, err
}

// Publish makes a draft the next version of its pack, which never changes. A
// *quiz.NotReadyError lists what is missing; a correction needs a reason, else it
// is a *quiz.FieldError. What runs stays on the version it was set with.
func (s *Store) Publish(ctx context.Context, who quiz.Actor, draft, reason string, i quiz.Intent) (quiz.PackLine, error) {
	if err := who.MayReview(); err != nil {
		return quiz.PackLine{}, err
	}
	now := s.Now()
	var line quiz.PackLine
	err := s.update(ctx, func(t *tx) error {
		d, err := t.draft(who, draft)
		if err != nil {
			return err
		}
		_, again, err := t.once(who.School, "publish "+who.ID, i, draft, now)
		if err != nil {
			return err
		}
		if again && d.State == quiz.DraftPublished {
			line, err = first(t, quiz.ErrNotFound, scanPackLine, packLine+`WHERE p.slug = $1 AND p.version = $2`, d.Slug, d.Version)
			return err
		}
		if d.State != quiz.DraftOpen {
			return quiz.ErrState
		}
		why, err := d.ReadReason(reason)
		if err != nil {
			return err
		}
		line, err = s.publish(t, who, d, why, now)
		return err
	})
	return line, err
}

func (s *Store) publish(t *tx, who quiz.Actor, d quiz.PackDraft, reason string, now time.Time) (quiz.PackLine, error) {
	r, err := s.review(t, who, d)
	if err != nil {
		return quiz.PackLine{}, err
	}
	if missing := r.Missing(quiz.ReviewerID(d.PackID, who.ID)); len(missing) > 0 {
		return quiz.PackLine{}, &quiz.NotReadyError{Missing: missing}
	}
	newest, err := t.count(`SELECT COALESCE(MAX(version), 0) FROM packs WHERE slug = $1`, d.Slug)
	if err != nil {
		return quiz.PackLine{}, err
	}
	pack := r.Pack(newest + 1)
	line := quiz.LineOf(pack)
	if err := t.insertPack(pack, line, ms(now)); err != nil {
		return line, err
	}
	n, err := t.exec(`UPDATE drafts SET state = 'published', version = $3 WHERE school_id = $1 AND draft_id = $2 AND state = 'open'`,
		who.School, d.ID, pack.Version)
	if err := must(n, err, quiz.ErrConflict); err != nil {
		return line, err
	}
	if _, err := t.exec(`INSERT INTO pack_history (slug, version, account_id, reason, at) VALUES ($1, $2, $3, $4, $5)`,
		pack.Slug, pack.Version, who.ID, reason, ms(now)); err != nil {
		return line, err
	}
	if err := s.bindPublished(t, who, r, pack, now); err != nil {
		return line, err
	}
	return line, s.record(t, who, "", "pack published", d.ID, reason, now)
}

// bindPublished binds a new version to the text that it was made of, or takes
// over what was bound of the version that it corrects.
func (s *Store) bindPublished(t *tx, who quiz.Actor, r quiz.Review, pack *questions.Pack, now time.Time) error {
	b := quiz.PackBinding{Slug: pack.Slug, Version: pack.Version}
	words := map[[3]int]string{}
	if r.Draft.Source != "" {
		paragraphs, err := t.paragraphs(who.School, r.Draft.Source)
		if err != nil {
			return err
		}
		for _, item := range pack.Items {
			if item.Source != nil && paragraphs != nil {
				n := quiz.NewPassage{Paragraph: item.Source.Paragraph, Start: item.Source.Start, End: item.Source.End}
				words[placeOf(item.Source)], _ = n.Words(paragraphs)
			}
		}
	}
	if r.Base != nil {
		before, err := s.binding(t, who.School, r.Base)
		if err != nil {
			return err
		}
		for _, bound := range before.Bound {
			if item, ok := r.Base.Item(bound.Number); ok && item.Source != nil {
				words[placeOf(item.Source)] = bound.Words
			}
		}
	}
	for _, item := range pack.Items {
		if item.Source == nil {
			continue
		}
		bound := quiz.BoundPassage{Number: item.Number, Words: words[placeOf(item.Source)], Cues: item.Source.Cues}
		if bound.Holds(item.Source) {
			b.Bound = append(b.Bound, bound)
		}
	}
	if len(b.Bound) == 0 {
		return nil
	}
	return s.keepBinding(t, who, b, now)
}

// DraftDiff compares a correction with the version that it corrects. Passages
// that who has not read are left out.
func (s *Store) DraftDiff(ctx context.Context, who quiz.Actor, draft string) (questions.PackDiff, error) {
	if err := who.MayReview(); err != nil {
		return questions.PackDiff{}, err
	}
	var r quiz.Review
	err := s.view(ctx, func(t *tx) (err error) {
		r, err = s.reviewOf(t, who, draft)
		return err
	})
	if err != nil || r.Base == nil {
		return questions.PackDiff{}, err
	}
	d := questions.Diff(r.Base, r.Pack(r.Draft.Base+1))
	reader := quiz.ReviewerID(r.Draft.PackID, who.ID)
	d.Passages = slices.DeleteFunc(d.Passages, func(p questions.PassageDiff) bool {
		return slices.ContainsFunc(r.Items, func(item quiz.ReviewItem) bool { return item.ID == p.ID && item.MaySee(reader) != nil })
	})
	return d, s.keepSeen(ctx, who, r, r.Items...)
}

// PublishPack is Publish for the open draft of a slug: quiz.ErrState if there is
// such a pack, but no open draft of it.
func (s *Store) PublishPack(ctx context.Context, who quiz.Actor, slug, reason string, i quiz.Intent) (quiz.PackLine, error) {
	if err := who.MayReview(); err != nil {
		return quiz.PackLine{}, err
	}
	var draft string
	err := s.view(ctx, func(t *tx) error {
		err := t.one([]any{&draft}, `SELECT draft_id FROM drafts WHERE school_id = $1 AND slug = $2
			ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, created_at DESC, draft_id LIMIT 1`, who.School, slug)
		return noRow(err, nil, "find draft")
	})
	if err != nil {
		return quiz.PackLine{}, err
	}
	if draft == "" {
		if _, err := s.PackVersions(ctx, slug); err != nil {
			return quiz.PackLine{}, err
		}
		return quiz.PackLine{}, quiz.ErrState
	}
	return s.Publish(ctx, who, draft, reason, i)
}
