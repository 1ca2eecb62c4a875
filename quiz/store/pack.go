package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"discern/questions"
	"discern/quiz"
)

// packCache holds published packs: they never change, so nothing is ever
// thrown out or refreshed.
type packCache struct{ packs sync.Map } // slug@version → *questions.Pack

func packKey(slug string, version int) string { return slug + "@" + strconv.Itoa(version) }

// head is the part of a pack that is stored as JSON.
type head struct {
	About     string               `json:"about"`
	Source    *questions.Source    `json:"source,omitempty"`
	Guide     questions.Guide      `json:"guide"`
	Reviewers []questions.Reviewer `json:"reviewers"`
}

// Packs lists the newest version of every pack, by title.
func (s *Store) Packs(ctx context.Context) ([]quiz.PackLine, error) {
	var lines []quiz.PackLine
	err := s.view(ctx, func(t *tx) (err error) {
		lines, err = list(t, scanPackLine, packLine+`WHERE p.version = (SELECT MAX(n.version) FROM packs n WHERE n.slug = p.slug) ORDER BY p.title, p.slug`)
		return err
	})
	return lines, err
}

const packLine = `SELECT p.slug, p.title, p.language, p.version, p.passages, p.askable, p.content_hash FROM packs p `

func scanPackLine(row scanner) (quiz.PackLine, error) {
	var l quiz.PackLine
	err := row.Scan(&l.Slug, &l.Title, &l.Language, &l.Version, &l.Passages, &l.Askable, &l.Hash)
	return l, err
}

// PackVersions lists all versions of a pack, newest first; quiz.ErrNotFound if
// there is none.
func (s *Store) PackVersions(ctx context.Context, slug string) ([]quiz.PackLine, error) {
	var lines []quiz.PackLine
	err := s.view(ctx, func(t *tx) (err error) {
		lines, err = list(t, scanPackLine, packLine+`WHERE p.slug = $1 ORDER BY p.version DESC`, slug)
		return err
	})
	if err == nil && len(lines) == 0 {
		err = quiz.ErrNotFound
	}
	return lines, err
}

// Pack reads a version of a pack, 0 for the newest; quiz.ErrNotFound if there is
// none. It is shared and must not be changed.
func (s *Store) Pack(ctx context.Context, slug string, version int) (*questions.Pack, error) {
	if pack, ok := s.packs.packs.Load(packKey(slug, version)); ok {
		return pack.(*questions.Pack), nil
	}
	var pack *questions.Pack
	err := s.view(ctx, func(t *tx) (err error) {
		pack, err = s.packIn(t, slug, version)
		return err
	})
	return pack, err
}

// packIn is Pack inside a transaction.
func (s *Store) packIn(t *tx, slug string, version int) (*questions.Pack, error) {
	if version == 0 {
		err := t.one([]any{&version}, `SELECT COALESCE(MAX(version), 0) FROM packs WHERE slug = $1`, slug)
		if err != nil {
			return nil, fmt.Errorf("find pack %s: %w", slug, err)
		}
	}
	key := packKey(slug, version)
	if pack, ok := s.packs.packs.Load(key); ok {
		return pack.(*questions.Pack), nil
	}
	pack, err := t.pack(slug, version)
	if err != nil {
		return nil, err
	}
	s.packs.packs.Store(key, pack)
	return pack, nil
}

// pack reads a pack from its tables and makes sure that it is the one that was
// published.
func (t *tx) pack(slug string, version int) (*questions.Pack, error) {
	p := &questions.Pack{Format: questions.Format, Slug: slug, Version: version}
	var rest, hash string
	err := t.one([]any{&p.ID, &p.Title, &p.Language, &rest, &hash},
		`SELECT pack_id, title, language, head, content_hash FROM packs WHERE slug = $1 AND version = $2`, slug, version)
	if err := noRow(err, quiz.ErrNotFound, "read pack"); err != nil {
		return nil, err
	}
	var h head
	if err := json.Unmarshal([]byte(rest), &h); err != nil {
		return nil, fmt.Errorf("%w: pack %s: %w", ErrDamaged, slug, err)
	}
	p.About, p.Source, p.Guide, p.Reviewers = h.About, h.Source, h.Guide, h.Reviewers
	if p.Items, err = list(t, scanItem, `SELECT p.number, p.passage_id, p.text, p.source, k.label, k.second, k.status, k.rationale, k.cues, k.later
		FROM passages p JOIN keys k ON k.slug = p.slug AND k.version = p.version AND k.number = p.number
		WHERE p.slug = $1 AND p.version = $2 ORDER BY p.number`, slug, version); err != nil {
		return nil, fmt.Errorf("read passages of %s: %w", slug, err)
	}
	if err := t.readings(p); err != nil {
		return nil, fmt.Errorf("read readings of %s: %w", slug, err)
	}
	if p.Hash() != hash {
		return nil, fmt.Errorf("%w: pack %s version %d is not what was published", ErrDamaged, slug, version)
	}
	return p, nil
}

func scanItem(row scanner) (questions.Item, error) {
	var item questions.Item
	var source, cues, later string
	if err := row.Scan(&item.Number, &item.ID, &item.Text, &source, &item.Label, &item.Second, &item.Status, &item.Rationale, &cues, &later); err != nil {
		return item, err
	}
	return item, errors.Join(fromJSON(source, &item.Source), fromJSON(cues, &item.Cues), fromJSON(later, &item.Later))
}

func fromJSON(text string, into any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), into)
}

// toJSON is for plain structs, which can always be written; nil gives "".
func toJSON[T any](value *T) string {
	if value == nil {
		return ""
	}
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (t *tx) readings(p *questions.Pack) error {
	place := map[int]int{}
	for i, item := range p.Items {
		place[item.Number] = i
	}
	return t.each(func(row scanner) error {
		var number int
		var r questions.Reading
		if err := row.Scan(&number, &r.Reviewer, &r.Label, &r.Second, &r.Confidence, &r.Note); err != nil {
			return err
		}
		i, ok := place[number]
		if !ok {
			return nil
		}
		p.Items[i].Readings = append(p.Items[i].Readings, r)
		return nil
	}, `SELECT number, reviewer, label, second, confidence, note FROM readings
		WHERE slug = $1 AND version = $2 ORDER BY number, place`, p.Slug, p.Version)
}

// ImportPack publishes a pack that has been checked. The same version with the
// same content is there already, which is fine: fresh is false. With other
// content it is quiz.ErrConflict, as what is published never changes.
func (s *Store) ImportPack(ctx context.Context, p *questions.Pack) (line quiz.PackLine, fresh bool, err error) {
	line = quiz.LineOf(p)
	now := ms(s.Now())
	err = s.update(ctx, func(t *tx) error {
		fresh = false
		var hash string
		err := t.one([]any{&hash}, `SELECT content_hash FROM packs WHERE slug = $1 AND version = $2`, p.Slug, p.Version)
		if err == nil && hash != line.Hash {
			return quiz.ErrConflict
		}
		if err := noRow(err, nil, "find pack"); err != nil || hash != "" {
			return err
		}
		fresh = true
		return t.insertPack(p, line, now)
	})
	return line, fresh, err
}

func (t *tx) insertPack(p *questions.Pack, line quiz.PackLine, now int64) error {
	rest := toJSON(&head{p.About, p.Source, p.Guide, p.Reviewers})
	if _, err := t.exec(`INSERT INTO packs (slug, version, pack_id, title, language, passages, askable, content_hash, head, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		p.Slug, p.Version, p.ID, p.Title, p.Language, line.Passages, line.Askable, line.Hash, rest, now); err != nil {
		return err
	}
	for _, item := range p.Items {
		if err := t.insertItem(p, item); err != nil {
			return fmt.Errorf("store passage %d: %w", item.Number, err)
		}
	}
	return nil
}

func (t *tx) insertItem(p *questions.Pack, item questions.Item) error {
	if _, err := t.exec(`INSERT INTO passages (slug, version, number, passage_id, text, source) VALUES ($1, $2, $3, $4, $5, $6)`,
		p.Slug, p.Version, item.Number, item.ID, item.Text, toJSON(item.Source)); err != nil {
		return err
	}
	if _, err := t.exec(`INSERT INTO keys (slug, version, number, label, second, status, rationale, cues, later) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		p.Slug, p.Version, item.Number, string(item.Label), string(item.Second), string(item.Status), item.Rationale, toJSON(&item.Cues), toJSON(item.Later)); err != nil {
		return err
	}
	for place, r := range item.Readings {
		if _, err := t.exec(`INSERT INTO readings (slug, version, number, reviewer, place, label, second, confidence, note)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			p.Slug, p.Version, item.Number, r.Reviewer, place, string(r.Label), string(r.Second), r.Confidence, r.Note); err != nil {
			return err
		}
	}
	return nil
}
