package store

import (
	"context"
	"strings"
	"time"

	"discern/questions/article"
	"discern/quiz"
)

const sourceColumns = `SELECT s.source_id, s.title, s.author, s.publication, s.published, s.kind, s.language, s.paragraphs, s.length, s.sha256,
	CASE WHEN s.text = '' THEN TRUE ELSE FALSE END, s.created_at, COALESCE(a.name, '')
	FROM sources s LEFT JOIN accounts a ON a.school_id = s.school_id AND a.account_id = s.created_by `

func scanSource(row scanner) (quiz.Source, error) {
	var s quiz.Source
	var created int64
	err := row.Scan(&s.ID, &s.Title, &s.Author, &s.Publication, &s.Published, &s.Kind, &s.Language, &s.Paragraphs, &s.Length, &s.SHA256,
		&s.Removed, &created, &s.By)
	s.Created = at(created)
	return s, err
}

// source reads a text without its words, with its newest draft.
func (t *tx) source(who quiz.Actor, id string) (quiz.Source, error) {
	if err := validID(id); err != nil {
		return quiz.Source{}, err
	}
	source, err := first(t, quiz.ErrNotFound, scanSource, sourceColumns+`WHERE s.school_id = $1 AND s.source_id = $2`, who.School, id)
	if err != nil {
		return source, err
	}
	return source, t.addDraft(who.School, &source)
}

func (t *tx) addDraft(school string, source *quiz.Source) error {
	err := t.one([]any{&source.Draft, &source.Slug}, `SELECT draft_id, slug FROM drafts WHERE school_id = $1 AND source_id = $2
		ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, created_at DESC, draft_id LIMIT 1`, school, source.ID)
	return noRow(err, nil, "find draft")
}

// Sources lists the texts without their words, newest first.
func (s *Store) Sources(ctx context.Context, who quiz.Actor) ([]quiz.Source, error) {
	if err := who.MayLookOn(); err != nil {
		return nil, err
	}
	var sources []quiz.Source
	err := s.view(ctx, func(t *tx) (err error) {
		sources, err = list(t, scanSource, sourceColumns+`WHERE s.school_id = $1 ORDER BY s.created_at DESC, s.source_id`, who.School)
		for i := range sources {
			if err == nil {
				err = t.addDraft(who.School, &sources[i])
			}
		}
		return err
	})
	return sources, err
}

// Source reads a text with its words, cut into sentences.
func (s *Store) Source(ctx context.Context, who quiz.Actor, id string) (quiz.Source, error) {
	if err := who.MayLookOn(); err != nil {
		return quiz.Source{}, err
	}
	var source quiz.Source
	var paragraphs []string
	err := s.view(ctx, func(t *tx) (err error) {
		if source, err = t.source(who, id); err == nil {
			paragraphs, err = t.paragraphs(who.School, id)
		}
		return err
	})
	if err == nil && paragraphs != nil {
		source.Article = article.Parse(strings.Join(paragraphs, paragraphBreak))
	}
	return source, err
}

// AddSource keeps a text and opens a draft for its passages. Packs that were
// made of this very text elsewhere are bound to it. A *quiz.FieldError names
// text, title, slug or what else is wrong.
func (s *Store) AddSource(ctx context.Context, who quiz.Actor, n quiz.NewSource, i quiz.Intent) (quiz.Source, error) {
	if err := who.MayReview(); err != nil {
		return quiz.Source{}, err
	}
	n, err := n.Check()
	if err != nil {
		return quiz.Source{}, err
	}
	bindings, err := s.bindable(ctx, n.Article)
	if err != nil {
		return quiz.Source{}, err
	}
	fresh, draft, now := s.newID(), s.newID(), s.Now()
	var source quiz.Source
	err = s.update(ctx, func(t *tx) error {
		id, again, err := t.once(who.School, "source "+who.ID, i, fresh, now)
		if err != nil {
			return err
		}
		if !again {
			if err := s.insertSource(t, who, id, draft, n, now); err != nil {
				return err
			}
		}
		if source, err = t.source(who, id); err != nil {
			return err
		}
		for _, b := range bindings {
			if err := s.keepBinding(t, who, b, now); err != nil {
				return err
			}
			source.Binds = append(source.Binds, b.Slug)
		}
		return nil
	})
	source.Article = n.Article
	return source, err
}

func (s *Store) insertSource(t *tx, who quiz.Actor, id, draft string, n quiz.NewSource, now time.Time) error {
	var paragraphs []string
	for _, p := range n.Article.Paragraphs {
		paragraphs = append(paragraphs, p.Text)
	}
	if _, err := t.exec(`INSERT INTO sources (school_id, source_id, title, author, publication, published, kind, language, text,
			paragraphs, length, sha256, created_by, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		who.School, id, n.Title, n.Author, n.Publication, n.Published, n.Kind, n.Language, strings.Join(paragraphs, paragraphBreak),
		len(paragraphs), n.Article.Length(), n.Article.SHA256(), who.ID, ms(now)); err != nil {
		return err
	}
	if err := s.record(t, who, "", "text added", id, "", now); err != nil {
		return err
	}
	return s.openNew(t, who, draft, quiz.NewDraft{Source: id, Slug: n.Slug, Title: n.Title, Language: n.Language}, now)
}

// RemoveSourceText deletes the words of a text. Its drafts and the packs made of
// it live on; repeating it changes nothing.
func (s *Store) RemoveSourceText(ctx context.Context, who quiz.Actor, id string) error {
	if err := who.MayReview(); err != nil {
		return err
	}
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		source, err := t.source(who, id)
		if err != nil || source.Removed {
			return err
		}
		if _, err := t.exec(`UPDATE sources SET text = '' WHERE school_id = $1 AND source_id = $2`, who.School, id); err != nil {
			return err
		}
		return s.record(t, who, "", "text removed", id, "", now)
	})
}
