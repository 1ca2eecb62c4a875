package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"discern/questions"
	"discern/quiz"
)

// rescoring is a rescore worked out but not stored.
type rescoring struct {
	quiz.RescorePreview
	ruling quiz.Ruling
	number int    // that it would have in the ledger
	state  string // hash of all that it follows from
}

// KeySheet reads what there is to choose from when the key of an assignment is
// put right, with the key of a version, 0 for the newest, beside the one in
// force. A version of which there is no key for this assignment is a
// *quiz.FieldError.
func (s *Store) KeySheet(ctx context.Context, who quiz.Actor, id string, version int) (quiz.KeySheet, error) {
	var sheet quiz.KeySheet
	err := s.view(ctx, func(t *tx) error {
		a, class, err := t.set(who, id)
		if err != nil {
			return err
		}
		pack, rule, err := s.ruled(t, who.School, a)
		if err != nil {
			return err
		}
		sheet = quiz.KeySheet{Assignment: a, Class: class, Language: pack.Language, Rule: rule}
		if err := t.each(func(row scanner) error {
			var v int
			err := row.Scan(&v)
			sheet.Versions = append(sheet.Versions, v)
			return err
		}, `SELECT version FROM packs WHERE slug = $1 AND version >= $2 ORDER BY version DESC`, a.Pack, a.Version); err != nil {
			return err
		}
		sheet.Newest = sheet.Versions[0]
		target, err := s.target(t, a, version)
		if err != nil {
			return err
		}
		sheet.Version = target.Version
		asked, err := s.packIn(t, a.Pack, a.Version)
		if err != nil {
			return err
		}
		for i, item := range pack.Items {
			if asked.Items[i].Status == questions.Disputed {
				continue
			}
			bare := item
			bare.Text = asked.Items[i].Text // of the pack, whatever the wording
			choice := quiz.NewKeyChoice(bare, target, rule.Except[item.Number])
			choice.Text = item.Text
			sheet.Choices = append(sheet.Choices, choice)
		}
		return nil
	})
	return sheet, err
}

// target reads the version whose key an assignment shall be marked by.
func (s *Store) target(t *tx, a quiz.Assignment, version int) (*questions.Pack, error) {
	if version != 0 && version < a.Version {
		return nil, &quiz.FieldError{Field: "version", Message: "Choose the version that was asked, or a newer one."}
	}
	pack, err := s.packIn(t, a.Pack, version)
	if err == quiz.ErrNotFound {
		err = &quiz.FieldError{Field: "version", Message: "There is no such version of this text."}
	}
	return pack, err
}

// PreviewRescore works out what a rescore would do, and keeps it for
// quiz.PreviewLife so that exactly this can be applied. A *quiz.FieldError
// refuses what cannot be, or would change nothing; quiz.ErrState an undo of what
// is not in force.
func (s *Store) PreviewRescore(ctx context.Context, who quiz.Actor, id string, r quiz.RescoreRequest) (quiz.RescorePreview, error) {
	var err error
	if r.Reason, err = s.rescoreReason(ctx, who, id, r.Reason); err != nil {
		return quiz.RescorePreview{}, err
	}
	now := s.Now()
	var made rescoring
	if err := s.view(ctx, func(t *tx) (err error) {
		made, err = s.rescoring(t, who, id, r, now)
		return err
	}); err != nil {
		return quiz.RescorePreview{}, err
	}
	made.ID, made.Expires = s.newID(), now.Add(quiz.PreviewLife)
	return made.RescorePreview, s.update(ctx, func(t *tx) error {
		if _, err := t.exec(`DELETE FROM rescore_previews WHERE school_id = $1 AND expires_at < $2`, who.School, ms(now)); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO rescore_previews (school_id, preview_id, assignment_id, account_id, request, state, expires_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, who.School, made.ID, made.Assignment.ID, who.ID, toJSON(&made.Request), made.state, ms(made.Expires))
		return err
	})
}

// reasonLength is how long the reason of a rescore may be, in characters.
const reasonLength = 200

// rescoreReason reads a reason, which may be left out. Whoever may not rescore at
// all is told that first.
func (s *Store) rescoreReason(ctx context.Context, who quiz.Actor, id, typed string) (string, error) {
	if typed == "" {
		return "", nil
	}
	if err := s.view(ctx, func(t *tx) error {
		_, _, err := t.set(who, id)
		return err
	}); err != nil {
		return "", err
	}
	return quiz.ReadName(typed, reasonLength, "reason")
}

// rescoring works a rescore out from the data as they are now.
func (s *Store) rescoring(t *tx, who quiz.Actor, id string, r quiz.RescoreRequest, now time.Time) (rescoring, error) {
	a, class, err := t.set(who, id)
	if err != nil {
		return rescoring{}, err
	}
	last, err := t.lastRescore(who.School, a)
	if err != nil {
		return rescoring{}, err
	}
	made := rescoring{number: last.Number + 1}
	if made.ruling, err = s.rulingFor(t, who.School, a, last, &r); err != nil {
		return made, err
	}
	before, was, err := s.resolved(t, who.School, a, last.ruling, last.At)
	if err != nil {
		return made, err
	}
	after, is, err := s.resolved(t, who.School, a, made.ruling, now)
	if err != nil {
		return made, err
	}
	made.RescorePreview = quiz.RescorePreview{Assignment: a, Class: class, Language: before.Language, Request: r,
		From: was.Version, To: is.Version, Passages: quiz.Changed(before, after, was, is)}
	if len(made.Passages) == 0 {
		return made, &quiz.FieldError{Field: "passages",
			Message: "Nothing would change: these passages are marked like that already. Name others, or choose a newer version of the key."}
	}
	var all quiz.Sittings
	if all.Seats, err = t.seats(who.School, a.Class); err != nil {
		return made, err
	}
	if all.BySeat, all.Answers, err = t.sittings(who.School, a.ID); err != nil {
		return made, err
	}
	var attempts string
	made.Effect, attempts = quiz.Compare(a, all, was, is, now)
	sum := sha256.Sum256([]byte(fmt.Sprintln(last.ID, last.Number, writeRuling(made.ruling), attempts)))
	made.state = hex.EncodeToString(sum[:])
	return made, nil
}

// rulingFor returns the ruling that is asked for, and completes the request.
func (s *Store) rulingFor(t *tx, school string, a quiz.Assignment, last rescoreRow, r *quiz.RescoreRequest) (quiz.Ruling, error) {
	if r.Undo != "" {
		return t.former(school, a, last, r.Undo)
	}
	if r.Version == 0 && len(r.Passages) > 0 {
		r.Version = last.ruling.Version
	}
	target, err := s.target(t, a, r.Version)
	if err != nil {
		return quiz.Ruling{}, err
	}
	r.Version = target.Version
	plain := a
	plain.Settings.Wording = quiz.WordingRestated // versions are compared as they were published
	asked, _, err := s.resolved(t, school, plain, last.ruling, last.At)
	if err != nil {
		return quiz.Ruling{}, err
	}
	return r.Decide(last.ruling, asked, target)
}

// former returns the ruling that was in force before a rescore, which must be
// what is in force now, else it is quiz.ErrState.
func (t *tx) former(school string, a quiz.Assignment, last rescoreRow, id string) (quiz.Ruling, error) {
	if err := validID(id); err != nil {
		return quiz.Ruling{}, err
	}
	undone, err := t.rescoreBy(school, a, id)
	if err != nil {
		return quiz.Ruling{}, err
	}
	if writeRuling(undone.ruling) != writeRuling(last.ruling) {
		return quiz.Ruling{}, quiz.ErrState
	}
	if undone.Number == 1 {
		return quiz.Ruling{Version: a.Version}, nil
	}
	before, err := first(t, quiz.ErrNotFound, scanRescore, rescoreColumns+`WHERE r.school_id = $1 AND r.assignment_id = $2 AND r.number = $3`,
		school, a.ID, undone.Number-1)
	return before.ruling, err
}

func (t *tx) rescoreBy(school string, a quiz.Assignment, id string) (rescoreRow, error) {
	return first(t, quiz.ErrNotFound, scanRescore, rescoreColumns+`WHERE r.school_id = $1 AND r.assignment_id = $2 AND r.rescore_id = $3`,
		school, a.ID, id)
}

// preview reads a preview of the one who asked for it; quiz.ErrChangedSince if
// there is none any more.
func (t *tx) preview(who quiz.Actor, assignment, id string, now time.Time) (r quiz.RescoreRequest, state string, expires time.Time, err error) {
	if validID(id) != nil {
		return r, "", expires, quiz.ErrChangedSince
	}
	var request string
	var until int64
	err = t.one([]any{&request, &state, &until}, `SELECT request, state, expires_at FROM rescore_previews
		WHERE school_id = $1 AND preview_id = $2 AND assignment_id = $3 AND account_id = $4 AND expires_at > $5`,
		who.School, id, assignment, who.ID, ms(now))
	if err := noRow(err, quiz.ErrChangedSince, "read preview"); err != nil {
		return r, "", expires, err
	}
	return r, state, at(until), json.Unmarshal([]byte(request), &r)
}

// RescorePreview reads a preview again. quiz.ErrChangedSince comes with the
// request if what it was made from has changed, and without if the preview is
// gone.
func (s *Store) RescorePreview(ctx context.Context, who quiz.Actor, id, preview string) (quiz.RescorePreview, error) {
	now := s.Now()
	var made rescoring
	err := s.view(ctx, func(t *tx) error {
		a, _, err := t.set(who, id)
		if err != nil {
			return err
		}
		made, err = s.again(t, who, a.ID, preview, now)
		return err
	})
	return made.RescorePreview, err
}

// again works a preview out once more and makes sure that it is the same.
func (s *Store) again(t *tx, who quiz.Actor, assignment, preview string, now time.Time) (rescoring, error) {
	request, state, expires, err := t.preview(who, assignment, preview, now)
	if err != nil {
		return rescoring{}, err
	}
	made, err := s.rescoring(t, who, assignment, request, now)
	var field *quiz.FieldError
	if errors.As(err, &field) || errors.Is(err, quiz.ErrState) || err == nil && made.state != state {
		err = quiz.ErrChangedSince
	}
	made.ID, made.Expires, made.Request = preview, expires, request
	return made, err
}

// ApplyRescore applies exactly a preview, with another reason unless that is "",
// and returns its entry in the ledger. Applying it again gives the same entry and
// has no effect. quiz.ErrChangedSince refuses if anything has changed since.
func (s *Store) ApplyRescore(ctx context.Context, who quiz.Actor, id, preview, reason string) (quiz.Rescore, error) {
	reason, err := s.rescoreReason(ctx, who, id, reason)
	if err != nil {
		return quiz.Rescore{}, err
	}
	now := s.Now()
	var entry quiz.Rescore
	err = s.update(ctx, func(t *tx) error {
		a, class, err := t.set(who, id)
		if err != nil {
			return err
		}
		if entry, err = t.rescore(who.School, a, preview); err != quiz.ErrNotFound {
			return err
		}
		// Whoever rescores at the same time waits here, and then begins anew.
		if _, err := t.exec(`UPDATE assignments SET state = state WHERE school_id = $1 AND assignment_id = $2`, who.School, a.ID); err != nil {
			return err
		}
		made, err := s.again(t, who, a.ID, preview, now)
		if err != nil {
			return err
		}
		if reason != "" {
			made.Request.Reason = reason
		}
		if err := t.insertRescore(who, made, now); err != nil {
			return err
		}
		if err := t.insertResults(who.School, made.To, made.Results, now); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM rescore_previews WHERE school_id = $1 AND preview_id = $2`, who.School, preview); err != nil {
			return err
		}
		if err := s.record(t, who, class.ID, "key put right", a.ID, made.Request.Reason, now); err != nil {
			return err
		}
		entry, err = t.rescore(who.School, a, preview)
		return err
	})
	return entry, err
}
