package store

import (
	"context"
	"slices"
	"time"

	"discern/questions"
	"discern/quiz"
)

// Queue lists what there is to settle in a draft, the most contested first: only
// passages that who has read. From then on the own readings of them stay as they
// are, for the queue tells what others say.
func (s *Store) Queue(ctx context.Context, who quiz.Actor, draft string) (quiz.Queue, error) {
	if err := who.MayReview(); err != nil {
		return quiz.Queue{}, err
	}
	var r quiz.Review
	var open map[string]int
	err := s.view(ctx, func(t *tx) (err error) {
		if r, err = s.reviewOf(t, who, draft); err != nil {
			return err
		}
		open, err = t.openChallenges(who.School, r.Draft.Slug)
		return err
	})
	if err != nil {
		return quiz.Queue{}, err
	}
	if err := s.keepSeen(ctx, who, r, r.Items...); err != nil {
		return quiz.Queue{}, err
	}
	return queueOf(r, who, open), nil
}

func queueOf(r quiz.Review, who quiz.Actor, open map[string]int) quiz.Queue {
	q := quiz.Queue{Draft: r.Draft}
	reader := quiz.ReviewerID(r.Draft.PackID, who.ID)
	for _, item := range r.Items {
		if item.MaySee(reader) != nil {
			q.Waiting++
			continue
		}
		line := item.Line()
		line.Open = open[item.ID]
		q.Sort(item, line)
	}
	q.Finish()
	return q
}

// Settle shows a passage with all that is held of it to a reviewer who has read
// it; quiz.ErrReadFirst before. From then on the own reading stays as it is.
func (s *Store) Settle(ctx context.Context, who quiz.Actor, passage string) (quiz.SettleSheet, error) {
	var sheet quiz.SettleSheet
	var r quiz.Review
	var item quiz.ReviewItem
	err := s.view(ctx, func(t *tx) error {
		found, i, err := s.passageReview(t, who, passage)
		if err != nil {
			return err
		}
		r, item = found, found.Items[i]
		reader := quiz.ReviewerID(r.Draft.PackID, who.ID)
		if err := item.MaySee(reader); err != nil {
			return err
		}
		sheet = quiz.SettleSheet{Draft: r.Draft, Passage: item.DraftPassage, Readings: item.SideBySide(reader), Decision: item.Decided(), Around: around(r, i)}
		sheet.Most, sheet.Agree, sheet.Of = item.Most()
		if sheet.Context, err = t.context(who.School, r.Draft, item); err != nil {
			return err
		}
		open, err := t.openChallenges(who.School, r.Draft.Slug)
		if err != nil {
			return err
		}
		sheet.Previous, sheet.Next = queueOf(r, who, open).Neighbours(passage)
		sheet.Challenges, err = t.challenges(who.School, `AND c.slug = $2 AND c.passage_id = $3 ORDER BY c.at, c.challenge_id`, r.Draft.Slug, passage)
		return err
	})
	if err != nil {
		return sheet, err
	}
	return sheet, s.keepSeen(ctx, who, r, item)
}

// Decide settles a passage that who has read. A *quiz.FieldError names label,
// second, status, rationale or cues; quiz.ErrConflict tells that somebody else
// has decided since. Deciding the same again changes nothing.
func (s *Store) Decide(ctx context.Context, who quiz.Actor, passage string, n quiz.NewDecision) (quiz.Decision, error) {
	if err := who.MayReview(); err != nil {
		return quiz.Decision{}, err
	}
	now := s.Now()
	var decided quiz.Decision
	err := s.update(ctx, func(t *tx) error {
		r, i, err := s.openPassage(t, who, passage)
		if err != nil {
			return err
		}
		if err := r.Items[i].MaySee(quiz.ReviewerID(r.Draft.PackID, who.ID)); err != nil {
			return err
		}
		decided, err = s.decide(t, who, r, r.Items[i], n, now)
		return err
	})
	return decided, err
}

func (s *Store) decide(t *tx, who quiz.Actor, r quiz.Review, item quiz.ReviewItem, n quiz.NewDecision, now time.Time) (quiz.Decision, error) {
	n, err := n.Check(item)
	if err != nil {
		return quiz.Decision{}, err
	}
	revision := 0
	if item.Decision != nil {
		revision = item.Decision.Revision
	}
	next := quiz.Decision{Label: n.Label, Second: n.Second, Status: n.Status, Rationale: n.Rationale, Cues: n.Cues, Later: n.Later,
		Passage: item.Revision, Revision: revision + 1, At: now}
	if d := item.Decided(); d != nil && d.Same(next) && n.SpanCues == nil {
		return *d, nil
	}
	shown := 0 // a decision on an earlier wording is shown to nobody
	if item.Decided() != nil {
		shown = revision
	}
	if n.Revision != nil && *n.Revision != shown {
		return quiz.Decision{}, quiz.ErrConflict
	}
	if n.SpanCues != nil && item.Source != nil {
		span := *item.Source
		span.Cues = n.SpanCues
		if _, err := t.exec(`UPDATE draft_passages SET source = $4 WHERE school_id = $1 AND draft_id = $2 AND passage_id = $3`,
			who.School, r.Draft.ID, item.ID, toJSON(&span)); err != nil {
			return next, err
		}
	}
	changed, err := t.putDecision(who.School, r.Draft.ID, item.ID, who.ID, next)
	if err := must(changed, err, quiz.ErrConflict); err != nil {
		return next, err
	}
	if err := s.keepOwn(t, who, r, item); err != nil {
		return next, err
	}
	return next, s.record(t, who, "", "passage decided", item.ID, "", now)
}

// keepOwn is keepSeen inside a transaction: who decides has seen all.
func (s *Store) keepOwn(t *tx, who quiz.Actor, r quiz.Review, item quiz.ReviewItem) error {
	_, err := t.exec(`UPDATE draft_readings SET seen = $5 WHERE school_id = $1 AND draft_id = $2 AND passage_id = $3 AND reader = $4`,
		who.School, r.Draft.ID, item.ID, quiz.ReviewerID(r.Draft.PackID, who.ID), true)
	return err
}

// putDecision writes a decision over the one before it, and nothing if that is
// no longer there.
func (t *tx) putDecision(school, draft, passage, by string, d quiz.Decision) (int64, error) {
	return t.exec(`INSERT INTO decisions (school_id, draft_id, passage_id, passage_revision, label, second, status, rationale, cues, later,
			revision, decided_by, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
		ON CONFLICT (school_id, draft_id, passage_id) DO UPDATE SET passage_revision = excluded.passage_revision, label = excluded.label,
			second = excluded.second, status = excluded.status, rationale = excluded.rationale, cues = excluded.cues, later = excluded.later,
			revision = excluded.revision, decided_by = excluded.decided_by, at = excluded.at
		WHERE decisions.revision = excluded.revision - 1`,
		school, draft, passage, d.Passage, string(d.Label), string(d.Second), string(d.Status), d.Rationale, toJSON(&d.Cues), toJSON(d.Later),
		d.Revision, by, ms(d.At))
}

// RatifyUnanimous decides, as agreed, all passages of a draft on which two or
// more sure readings are unanimous, that are not decided, and that who has read.
// It returns how many. Their rationales and cues are still to be written.
func (s *Store) RatifyUnanimous(ctx context.Context, who quiz.Actor, draft string) (int, error) {
	if err := who.MayReview(); err != nil {
		return 0, err
	}
	now, ratified := s.Now(), 0
	err := s.update(ctx, func(t *tx) error {
		ratified = 0
		if _, err := t.openDraft(who, draft); err != nil {
			return err
		}
		r, err := s.reviewOf(t, who, draft)
		if err != nil {
			return err
		}
		for _, line := range queueOf(r, who, nil).Proposed {
			i := slices.IndexFunc(r.Items, func(item quiz.ReviewItem) bool { return item.ID == line.Passage.ID })
			if err := s.ratify(t, who, r, r.Items[i], now); err != nil {
				return err
			}
			ratified++
		}
		return nil
	})
	return ratified, err
}

func (s *Store) ratify(t *tx, who quiz.Actor, r quiz.Review, item quiz.ReviewItem, now time.Time) error {
	next, _ := item.Proposal()
	next.Passage, next.Revision, next.At = item.Revision, 1, now
	if item.Decision != nil { // on an earlier wording
		next.Revision = item.Decision.Revision + 1
	}
	changed, err := t.putDecision(who.School, r.Draft.ID, item.ID, who.ID, next)
	if err := must(changed, err, quiz.ErrConflict); err != nil {
		return err
	}
	if err := s.keepOwn(t, who, r, item); err != nil {
		return err
	}
	return s.record(t, who, "", "passage ratified", item.ID, "", now)
}

// DraftAgreement measures the readings of a draft for a reviewer who has read
// all of it; quiz.ErrReadFirst before.
func (s *Store) DraftAgreement(ctx context.Context, who quiz.Actor, draft string) (quiz.PackAgreement, error) {
	if err := who.MayReview(); err != nil {
		return quiz.PackAgreement{}, err
	}
	var r quiz.Review
	err := s.view(ctx, func(t *tx) (err error) {
		r, err = s.reviewOf(t, who, draft)
		if err == nil && r.Unread(quiz.ReviewerID(r.Draft.PackID, who.ID)) > 0 {
			err = quiz.ErrReadFirst
		}
		return err
	})
	if err != nil {
		return quiz.PackAgreement{}, err
	}
	pack := r.Pack(1)
	return quiz.PackAgreement{Slug: r.Draft.Slug, Agreement: pack.Agreement(), Passages: passagesOf(pack)}, s.keepSeen(ctx, who, r, r.Items...)
}

func passagesOf(pack *questions.Pack) []quiz.PassageAgreement {
	var all []quiz.PassageAgreement
	for _, item := range pack.Items {
		all = append(all, quiz.AgreementOn(item))
	}
	return all
}
