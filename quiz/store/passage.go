package store

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"time"

	"discern/questions"
	"discern/quiz"
)

// AddPassages makes stretches of the draft's text its passages, in the wording of
// the text or restated, and returns them in the order given. A stretch that is a
// passage already stays as it is. A *quiz.FieldError names paragraph, start, end
// or text; quiz.ErrState tells that the text was removed, or that there is none.
func (s *Store) AddPassages(ctx context.Context, who quiz.Actor, draft string, spans []quiz.NewPassage) ([]quiz.DraftPassage, error) {
	if err := who.MayReview(); err != nil {
		return nil, err
	}
	if len(spans) == 0 || len(spans) > questions.MaxPassages {
		return nil, &quiz.FieldError{Field: "passages", Message: "Choose at least one stretch of the text."}
	}
	fresh, now := make([]string, len(spans)), s.Now()
	for i := range spans {
		var err error
		if spans[i], err = spans[i].Check(); err != nil {
			return nil, err
		}
		fresh[i] = s.newID()
	}
	var made []quiz.DraftPassage
	err := s.update(ctx, func(t *tx) error {
		made = nil
		d, err := t.openDraft(who, draft)
		if err != nil {
			return err
		}
		ids, err := s.addSpans(t, who, d, spans, fresh)
		if err != nil {
			return err
		}
		if err := s.record(t, who, "", "passages added", draft, "", now); err != nil {
			return err
		}
		r, err := s.reviewOf(t, who, draft)
		for _, id := range ids {
			i := slices.IndexFunc(r.Items, func(item quiz.ReviewItem) bool { return item.ID == id })
			if err == nil && i >= 0 {
				made = append(made, r.Items[i].DraftPassage)
			}
		}
		return err
	})
	return made, err
}

// addSpans inserts what is new and returns the ids of all.
func (s *Store) addSpans(t *tx, who quiz.Actor, d quiz.PackDraft, spans []quiz.NewPassage, fresh []string) ([]string, error) {
	var paragraphs []string
	var err error
	if d.Source != "" {
		paragraphs, err = t.paragraphs(who.School, d.Source)
	}
	if err != nil {
		return nil, err
	}
	if paragraphs == nil {
		return nil, quiz.ErrState
	}
	r, err := s.review(t, who, d)
	if err != nil {
		return nil, err
	}
	made, number := 0, 0
	known := map[[3]int]string{}
	for _, item := range r.Items {
		made, number = max(made, item.Order), max(number, item.Number)
		if item.Source != nil {
			known[placeOf(item.Source)] = item.ID
		}
	}
	ids := make([]string, len(spans))
	for i, n := range spans {
		words, err := n.Words(paragraphs)
		if err != nil {
			return nil, err
		}
		span := n.SpanOf(words)
		if ids[i] = known[placeOf(span)]; ids[i] != "" {
			continue
		}
		if len(known) >= questions.MaxPassages {
			return nil, &quiz.FieldError{Field: "passages", Message: "A text has at most 500 passages."}
		}
		item := quiz.ReviewItem{Order: made + i + 1}
		item.Passage = questions.Passage{ID: fresh[i], Number: number + i + 1, Text: words, Source: span}
		item.Wording, item.Revision = quiz.Original, 1
		if n.Text != "" {
			item.Text, item.Wording = n.Text, quiz.WordingOf(n.Text, span)
		}
		ids[i] = item.ID
		known[placeOf(span)] = item.ID
		if err := t.insertPassage(who.School, d.ID, item); err != nil {
			return nil, err
		}
	}
	return ids, s.renumber(t, who, d)
}

func placeOf(span *questions.Span) [3]int { return [3]int{span.Paragraph, span.Start, span.End} }

func (t *tx) insertPassage(school, draft string, item quiz.ReviewItem) error {
	_, err := t.exec(`INSERT INTO draft_passages (school_id, draft_id, passage_id, number, made, text, source, wording, revision)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		school, draft, item.ID, item.Number, item.Order, item.Text, toJSON(item.Source), item.Wording, item.Revision)
	return err
}

// renumber gives the passages of a new pack their place in the text. Those of a
// correction keep the numbers under which they are known.
func (s *Store) renumber(t *tx, who quiz.Actor, d quiz.PackDraft) error {
	if d.Base > 0 {
		return nil
	}
	r, err := s.review(t, who, d)
	if err != nil {
		return err
	}
	inOrder := func(a, b *quiz.ReviewItem) int {
		if a.Source == nil || b.Source == nil {
			return cmp.Or(boolInt(a.Source == nil)-boolInt(b.Source == nil), a.Order-b.Order)
		}
		return cmp.Or(a.Source.Paragraph-b.Source.Paragraph, a.Source.Start-b.Source.Start, a.Source.End-b.Source.End, a.Order-b.Order)
	}
	sort.SliceStable(r.Items, func(i, j int) bool { return inOrder(&r.Items[i], &r.Items[j]) < 0 })
	for i, item := range r.Items {
		if item.Number == i+1 {
			continue
		}
		if _, err := t.exec(`UPDATE draft_passages SET number = $4 WHERE school_id = $1 AND draft_id = $2 AND passage_id = $3`,
			who.School, d.ID, item.ID, i+1); err != nil {
			return err
		}
	}
	return nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// UpdatePassage changes the wording of a passage. Readings and decisions belong
// to the wording that they were made on: a changed one needs new ones.
func (s *Store) UpdatePassage(ctx context.Context, who quiz.Actor, id string, change quiz.PassageChange) (quiz.DraftPassage, error) {
	now := s.Now()
	var p quiz.DraftPassage
	err := s.update(ctx, func(t *tx) error {
		r, i, err := s.openPassage(t, who, id)
		if err != nil {
			return err
		}
		p = r.Items[i].DraftPassage
		if change.Revision != nil && *change.Revision != p.Revision {
			return quiz.ErrConflict
		}
		if change.Text == nil {
			return nil
		}
		text, err := quiz.ReadProse(*change.Text, quiz.PassageLength, "text")
		if err != nil || text == p.Text {
			return err
		}
		n, err := t.exec(`UPDATE draft_passages SET text = $4, wording = $5, revision = $6
			WHERE school_id = $1 AND draft_id = $2 AND passage_id = $3 AND revision = $7`,
			who.School, r.Draft.ID, id, text, quiz.WordingOf(text, p.Source), p.Revision+1, p.Revision)
		if err := must(n, err, quiz.ErrConflict); err != nil {
			return err
		}
		if err := s.record(t, who, "", "wording changed", id, "", now); err != nil {
			return err
		}
		if r, err = s.reviewOf(t, who, r.Draft.ID); err == nil {
			p = r.Items[i].DraftPassage
		}
		return err
	})
	return p, err
}

// RemovePassage takes a passage out of an open draft, with its readings.
func (s *Store) RemovePassage(ctx context.Context, who quiz.Actor, id string) error {
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		r, _, err := s.openPassage(t, who, id)
		if err != nil {
			return err
		}
		for _, statement := range []string{
			`DELETE FROM decisions WHERE school_id = $1 AND draft_id = $2 AND passage_id = $3`,
			`DELETE FROM draft_readings WHERE school_id = $1 AND draft_id = $2 AND passage_id = $3`,
			`DELETE FROM draft_passages WHERE school_id = $1 AND draft_id = $2 AND passage_id = $3`,
		} {
			if _, err := t.exec(statement, who.School, r.Draft.ID, id); err != nil {
				return err
			}
		}
		if err := s.renumber(t, who, r.Draft); err != nil {
			return err
		}
		return s.record(t, who, "", "passage removed", id, "", now)
	})
}

// fill puts the passages, readings and keys of a pack into a draft.
func (t *tx) fill(school, draft string, p *questions.Pack, ids []string, now time.Time) error {
	for place, reader := range p.Reviewers {
		if err := t.insertReader(school, draft, reader, place); err != nil {
			return err
		}
	}
	for i, it := range p.Items {
		item := quiz.ReviewItem{Order: i + 1}
		item.Passage, item.Revision = it.Passage, 1
		item.ID, item.Wording = ids[i], quiz.WordingOf(it.Text, it.Source)
		if err := t.insertPassage(school, draft, item); err != nil {
			return err
		}
		for _, r := range it.Readings {
			if err := t.insertReading(school, draft, item.ID, quiz.GivenReading{Reading: r, Revision: 1, Seen: true, At: now}); err != nil {
				return err
			}
		}
		d := quiz.Decision{Label: it.Label, Second: it.Second, Status: it.Status, Rationale: it.Rationale, Cues: it.Cues, Later: it.Later,
			Passage: 1, Revision: 1, At: now}
		if _, err := t.putDecision(school, draft, item.ID, "", d); err != nil {
			return err
		}
	}
	return nil
}

// AddSourcePassages is AddPassages for the open draft of a source: quiz.ErrState
// if all its drafts are published.
func (s *Store) AddSourcePassages(ctx context.Context, who quiz.Actor, source string, spans []quiz.NewPassage) ([]quiz.DraftPassage, error) {
	if err := who.MayReview(); err != nil {
		return nil, err
	}
	var found quiz.Source
	err := s.view(ctx, func(t *tx) (err error) {
		found, err = t.source(who, source)
		return err
	})
	if err != nil {
		return nil, err
	}
	if found.Draft == "" {
		return nil, quiz.ErrState
	}
	return s.AddPassages(ctx, who, found.Draft, spans)
}
