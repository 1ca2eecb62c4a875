package store

import (
	"fmt"
	"slices"
	"strings"

	"discern/questions"
	"discern/quiz"
)

// reviewOf reads a whole draft, for the rules. What of it who may see is for
// quiz.ReviewItem.MaySee to say.
func (s *Store) reviewOf(t *tx, who quiz.Actor, draft string) (quiz.Review, error) {
	d, err := t.draft(who, draft)
	if err != nil {
		return quiz.Review{}, err
	}
	return s.review(t, who, d)
}

func (s *Store) review(t *tx, who quiz.Actor, d quiz.PackDraft) (quiz.Review, error) {
	r := quiz.Review{Draft: d}
	var err error
	if r.Items, err = list(t, scanReviewItem, `SELECT p.passage_id, p.number, p.made, p.text, p.source, p.wording, p.revision
		FROM draft_passages p WHERE p.school_id = $1 AND p.draft_id = $2 ORDER BY p.number, p.made`, who.School, d.ID); err != nil {
		return r, fmt.Errorf("read passages of draft %s: %w", d.ID, err)
	}
	places := map[string]*quiz.ReviewItem{}
	for i := range r.Items {
		r.Items[i].Draft = d.ID
		places[r.Items[i].ID] = &r.Items[i]
	}
	if err := t.given(who.School, d.ID, places); err != nil {
		return r, fmt.Errorf("read readings of draft %s: %w", d.ID, err)
	}
	if err := t.decisions(who.School, d.ID, places); err != nil {
		return r, fmt.Errorf("read decisions of draft %s: %w", d.ID, err)
	}
	if r.Read, err = t.readersOf(who.School, d.ID); err != nil {
		return r, err
	}
	if err := s.addBase(t, &r, places); err != nil {
		return r, err
	}
	own(&r, quiz.ReviewerID(d.PackID, who.ID))
	return r, nil
}

func scanReviewItem(row scanner) (quiz.ReviewItem, error) {
	var item quiz.ReviewItem
	var source string
	if err := row.Scan(&item.ID, &item.Number, &item.Order, &item.Text, &source, &item.Wording, &item.Revision); err != nil {
		return item, err
	}
	return item, fromJSON(source, &item.Source)
}

func (t *tx) given(school, draft string, places map[string]*quiz.ReviewItem) error {
	return t.each(func(row scanner) error {
		var passage string
		var g quiz.GivenReading
		var given int64
		if err := row.Scan(&passage, &g.Reviewer, &g.Revision, &g.Label, &g.Second, &g.Confidence, &g.Note, &g.Seen, &given); err != nil {
			return err
		}
		g.At = at(given)
		if item := places[passage]; item != nil {
			item.Given = append(item.Given, g)
		}
		return nil
	}, `SELECT r.passage_id, r.reader, r.passage_revision, r.label, r.second, r.confidence, r.note, r.seen, r.at
		FROM draft_readings r JOIN draft_readers w ON w.school_id = r.school_id AND w.draft_id = r.draft_id AND w.reader = r.reader
		WHERE r.school_id = $1 AND r.draft_id = $2 ORDER BY w.place, r.reader`, school, draft)
}

func (t *tx) decisions(school, draft string, places map[string]*quiz.ReviewItem) error {
	return t.each(func(row scanner) error {
		var passage, cues, later string
		var d quiz.Decision
		var made int64
		if err := row.Scan(&passage, &d.Passage, &d.Label, &d.Second, &d.Status, &d.Rationale, &cues, &later, &d.Revision, &made); err != nil {
			return err
		}
		d.At = at(made)
		if err := fromJSON(cues, &d.Cues); err != nil {
			return err
		}
		if err := fromJSON(later, &d.Later); err != nil {
			return err
		}
		if item := places[passage]; item != nil {
			item.Decision = &d
		}
		return nil
	}, `SELECT passage_id, passage_revision, label, second, status, rationale, cues, later, revision, at
		FROM decisions WHERE school_id = $1 AND draft_id = $2`, school, draft)
}

// addBase joins each passage of a correction with what the corrected version
// holds of it.
func (s *Store) addBase(t *tx, r *quiz.Review, places map[string]*quiz.ReviewItem) error {
	if r.Draft.Base == 0 {
		return nil
	}
	base, err := s.packIn(t, r.Draft.Slug, r.Draft.Base)
	if err != nil {
		return err
	}
	r.Base = base
	for i := range base.Items {
		if item := places[base.Items[i].ID]; item != nil {
			item.Base = &base.Items[i]
		} else {
			r.Gone++
		}
	}
	return nil
}

// own fills in what a reviewer's own readings say of each passage.
func own(r *quiz.Review, reader string) {
	for i := range r.Items {
		item := &r.Items[i]
		if g := item.OwnReading(reader); g != nil {
			reading := g.Reading
			item.Own = &reading
			continue
		}
		item.Outdated = slices.ContainsFunc(item.Given, func(g quiz.GivenReading) bool { return g.Reviewer == reader })
	}
}

// passageReview reads the draft that a passage is in, and where in it: the open
// draft if there is one, else the newest.
func (s *Store) passageReview(t *tx, who quiz.Actor, passage string) (quiz.Review, int, error) {
	if err := who.MayLookOn(); err != nil {
		return quiz.Review{}, 0, err
	}
	if err := validID(passage); err != nil {
		return quiz.Review{}, 0, err
	}
	var draft string
	err := t.one([]any{&draft}, `SELECT p.draft_id FROM draft_passages p JOIN drafts d ON d.school_id = p.school_id AND d.draft_id = p.draft_id
		WHERE p.school_id = $1 AND p.passage_id = $2
		ORDER BY CASE WHEN d.state = 'open' THEN 0 ELSE 1 END, d.created_at DESC, d.draft_id LIMIT 1`, who.School, passage)
	if err := noRow(err, quiz.ErrNotFound, "find passage"); err != nil {
		return quiz.Review{}, 0, err
	}
	r, err := s.reviewOf(t, who, draft)
	if err != nil {
		return r, 0, err
	}
	i := slices.IndexFunc(r.Items, func(item quiz.ReviewItem) bool { return item.ID == passage })
	if i < 0 {
		return r, 0, quiz.ErrNotFound
	}
	return r, i, nil
}

// openPassage is passageReview for a reviewer who wants to change something.
func (s *Store) openPassage(t *tx, who quiz.Actor, passage string) (quiz.Review, int, error) {
	if err := who.MayReview(); err != nil {
		return quiz.Review{}, 0, err
	}
	r, i, err := s.passageReview(t, who, passage)
	if err == nil && r.Draft.State != quiz.DraftOpen {
		err = quiz.ErrState
	}
	return r, i, err
}

// context returns the paragraphs of the source round a passage, none if its
// words are not there.
func (t *tx) context(school string, d quiz.PackDraft, item quiz.ReviewItem) ([]quiz.ContextParagraph, error) {
	if d.Source == "" || item.Source == nil {
		return nil, nil
	}
	paragraphs, err := t.paragraphs(school, d.Source)
	if err != nil {
		return nil, err
	}
	var near []quiz.ContextParagraph
	for n := max(0, item.Source.Paragraph-1); n <= item.Source.Paragraph+1 && n < len(paragraphs); n++ {
		near = append(near, quiz.ContextParagraph{Paragraph: n, Text: paragraphs[n], Own: n == item.Source.Paragraph})
	}
	return near, nil
}

// paragraphs returns the normalised paragraphs of a source, none if they were
// removed.
func (t *tx) paragraphs(school, source string) ([]string, error) {
	var text string
	err := t.one([]any{&text}, `SELECT text FROM sources WHERE school_id = $1 AND source_id = $2`, school, source)
	if err := noRow(err, quiz.ErrNotFound, "read text"); err != nil || text == "" {
		return nil, err
	}
	return strings.Split(text, paragraphBreak), nil
}

// paragraphBreak stands between the paragraphs of a stored text.
const paragraphBreak = "\n\n"

// around returns the draft's passages next to one, itself included.
func around(r quiz.Review, i int) []questions.Passage {
	var near []questions.Passage
	for _, item := range r.Items[max(0, i-3):min(len(r.Items), i+4)] {
		near = append(near, item.Passage)
	}
	return near
}
