package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"discern/questions"
	"discern/quiz"
)

// MyReadings lists the passages of a draft in the random order in which who
// reads them, with what is read already.
func (s *Store) MyReadings(ctx context.Context, who quiz.Actor, draft string) (quiz.ReadingList, error) {
	if err := who.MayReview(); err != nil {
		return quiz.ReadingList{}, err
	}
	var l quiz.ReadingList
	err := s.view(ctx, func(t *tx) error {
		r, err := s.reviewOf(t, who, draft)
		if err == nil {
			l = readingList(r, who)
		}
		return err
	})
	return l, err
}

func readingList(r quiz.Review, who quiz.Actor) quiz.ReadingList {
	l := quiz.ReadingList{Draft: r.Draft}
	reader := quiz.ReviewerID(r.Draft.PackID, who.ID)
	done := map[string]bool{}
	var ids []string
	for _, item := range r.Items {
		ids = append(ids, item.ID)
		done[item.ID] = item.Own != nil
	}
	for n, id := range quiz.ReadingOrder(r.Draft.ID, reader, ids) {
		l.Places = append(l.Places, quiz.ReadingPlace{Passage: id, N: n + 1, Done: done[id]})
		if done[id] {
			l.Done++
		} else if l.Next == "" {
			l.Next = id
		}
	}
	return l
}

// Reading shows a passage for reading blind: with its context and who's own
// reading, and nothing that depends on anybody else's or on the key.
func (s *Store) Reading(ctx context.Context, who quiz.Actor, passage string) (quiz.ReadingSheet, error) {
	if err := who.MayReview(); err != nil {
		return quiz.ReadingSheet{}, err
	}
	var sheet quiz.ReadingSheet
	err := s.view(ctx, func(t *tx) error {
		r, i, err := s.passageReview(t, who, passage)
		if err == nil {
			sheet, err = t.readingSheet(r, i, who)
		}
		return err
	})
	return sheet, err
}

func (t *tx) readingSheet(r quiz.Review, i int, who quiz.Actor) (quiz.ReadingSheet, error) {
	item, l := r.Items[i], readingList(r, who)
	sheet := quiz.ReadingSheet{Draft: r.Draft, Passage: item.DraftPassage, Of: len(l.Places), Done: l.Done, Around: around(r, i)}
	at := slices.IndexFunc(l.Places, func(p quiz.ReadingPlace) bool { return p.Passage == item.ID })
	sheet.N = at + 1
	if at > 0 {
		sheet.Previous = l.Places[at-1].Passage
	}
	if at+1 < len(l.Places) {
		sheet.Next = l.Places[at+1].Passage
	}
	for k := range l.Places { // from here on, and then from the beginning
		if p := l.Places[(at+1+k)%len(l.Places)]; !p.Done && p.Passage != item.ID {
			sheet.NextOpen = p.Passage
			break
		}
	}
	own := item.OwnReading(quiz.ReviewerID(r.Draft.PackID, who.ID))
	sheet.MayChange = r.Draft.State == quiz.DraftOpen && (own == nil || own.MayChange() == nil)
	var err error
	sheet.Context, err = t.context(who.School, r.Draft, item)
	return sheet, err
}

// GiveReading keeps what who takes a passage for. It may be changed until who
// has been shown what others say of the passage, quiz.ErrState from then on;
// saying the same again is always fine. quiz.ErrConflict tells that the wording
// has changed since it was read.
func (s *Store) GiveReading(ctx context.Context, who quiz.Actor, passage string, n quiz.NewReading) (quiz.ReadingSheet, error) {
	if err := who.MayReview(); err != nil {
		return quiz.ReadingSheet{}, err
	}
	if err := s.mayFind(ctx, who, passage); err != nil {
		return quiz.ReadingSheet{}, err
	}
	n, err := n.Check()
	if err != nil {
		return quiz.ReadingSheet{}, err
	}
	now := s.Now()
	var sheet quiz.ReadingSheet
	err = s.update(ctx, func(t *tx) error {
		r, i, err := s.openPassage(t, who, passage)
		if err != nil {
			return err
		}
		if err := s.giveReading(t, who, r, r.Items[i], n, now); err != nil {
			return err
		}
		if r, err = s.reviewOf(t, who, r.Draft.ID); err != nil {
			return err
		}
		sheet, err = t.readingSheet(r, i, who)
		return err
	})
	return sheet, err
}

// mayFind refuses an unknown passage before the input about it is looked at.
func (s *Store) mayFind(ctx context.Context, who quiz.Actor, passage string) error {
	return s.view(ctx, func(t *tx) error {
		_, _, err := s.passageReview(t, who, passage)
		return err
	})
}

func (s *Store) giveReading(t *tx, who quiz.Actor, r quiz.Review, item quiz.ReviewItem, n quiz.NewReading, now time.Time) error {
	if n.Revision != nil && *n.Revision != item.Revision {
		return quiz.ErrConflict
	}
	reader := quiz.ReviewerID(r.Draft.PackID, who.ID)
	reading := questions.Reading{Reviewer: reader, Label: n.Label, Second: n.Second, Confidence: n.Confidence, Note: n.Note}
	if own := item.OwnReading(reader); own != nil {
		if own.Reading == reading {
			return nil
		}
		if err := own.MayChange(); err != nil {
			return err
		}
	}
	if !slices.ContainsFunc(r.Read, func(known questions.Reviewer) bool { return known.ID == reader }) {
		name := questions.Reviewer{ID: reader, Name: fmt.Sprintf("Reading %d", len(r.Read)+1)}
		if err := t.insertReader(who.School, r.Draft.ID, name, len(r.Read)); err != nil {
			return err
		}
	}
	return t.insertReading(who.School, r.Draft.ID, item.ID, quiz.GivenReading{Reading: reading, Revision: item.Revision, At: now})
}

func (t *tx) insertReader(school, draft string, r questions.Reviewer, place int) error {
	_, err := t.exec(`INSERT INTO draft_readers (school_id, draft_id, reader, place, name) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (school_id, draft_id, reader) DO NOTHING`, school, draft, r.ID, place, r.Name)
	return err
}

// insertReading keeps a reading, in the place of an earlier one by the same
// reader.
func (t *tx) insertReading(school, draft, passage string, g quiz.GivenReading) error {
	_, err := t.exec(`INSERT INTO draft_readings (school_id, draft_id, passage_id, reader, passage_revision, label, second, confidence, note, seen, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (school_id, draft_id, passage_id, reader) DO UPDATE SET passage_revision = excluded.passage_revision,
			label = excluded.label, second = excluded.second, confidence = excluded.confidence, note = excluded.note,
			seen = excluded.seen, at = excluded.at`,
		school, draft, passage, g.Reviewer, g.Revision, string(g.Label), string(g.Second), g.Confidence, g.Note, g.Seen, ms(g.At))
	return err
}

// UndoReading takes who's own reading back, unless who has been shown what
// others say of the passage: then it is quiz.ErrState. Without a reading it
// changes nothing.
func (s *Store) UndoReading(ctx context.Context, who quiz.Actor, passage string) error {
	return s.update(ctx, func(t *tx) error {
		r, i, err := s.openPassage(t, who, passage)
		if err != nil {
			return err
		}
		reader := quiz.ReviewerID(r.Draft.PackID, who.ID)
		own := r.Items[i].OwnReading(reader)
		if own == nil {
			return nil
		}
		if err := own.MayChange(); err != nil {
			return err
		}
		_, err = t.exec(`DELETE FROM draft_readings WHERE school_id = $1 AND draft_id = $2 AND passage_id = $3 AND reader = $4`,
			who.School, r.Draft.ID, passage, reader)
		return err
	})
}

// keepSeen records that who is about to be shown what others say of these
// passages: from now on the own readings of them stay as they are.
func (s *Store) keepSeen(ctx context.Context, who quiz.Actor, r quiz.Review, items ...quiz.ReviewItem) error {
	reader := quiz.ReviewerID(r.Draft.PackID, who.ID)
	items = slices.DeleteFunc(slices.Clone(items), func(item quiz.ReviewItem) bool {
		own := item.OwnReading(reader)
		return own == nil || own.Seen
	})
	if len(items) == 0 {
		return nil
	}
	return s.update(ctx, func(t *tx) error {
		for _, item := range items {
			if _, err := t.exec(`UPDATE draft_readings SET seen = $5 WHERE school_id = $1 AND draft_id = $2 AND passage_id = $3 AND reader = $4`,
				who.School, r.Draft.ID, item.ID, reader, true); err != nil {
				return err
			}
		}
		return nil
	})
}
