package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"discern/quiz"
)

const challengeColumns = `SELECT c.challenge_id, c.slug, c.version, c.passage_id, c.number, p.text, k.label, c.role, c.reason, c.at, c.state, c.answer, c.answered_at,
	(SELECT MAX(n.version) FROM packs n WHERE n.slug = c.slug)
	FROM challenges c JOIN passages p ON p.slug = c.slug AND p.version = c.version AND p.number = c.number
	JOIN keys k ON k.slug = c.slug AND k.version = c.version AND k.number = c.number WHERE c.school_id = $1 `

func scanChallenge(row scanner) (quiz.Challenge, error) {
	var c quiz.Challenge
	var made, answered int64
	err := row.Scan(&c.ID, &c.Slug, &c.Version, &c.Passage, &c.Number, &c.Text, &c.Key, &c.By, &c.Reason, &made, &c.State, &c.Answer, &answered, &c.Newest)
	c.At, c.Answered = at(made), at(answered)
	return c, err
}

// keyless takes the key out of what a student is sent: it stands in the result,
// for as long as that is released.
func keyless(who quiz.Actor, list []quiz.Challenge) []quiz.Challenge {
	for i := range list {
		if who.Role == quiz.Student {
			list[i].Key = ""
		}
	}
	return list
}

func (t *tx) challenges(school, which string, args ...any) ([]quiz.Challenge, error) {
	return list(t, scanChallenge, challengeColumns+which, append([]any{school}, args...)...)
}

// openChallenges counts, by passage, what is said against a pack's key.
func (t *tx) openChallenges(school, slug string) (map[string]int, error) {
	open := map[string]int{}
	err := t.each(func(row scanner) error {
		var passage string
		var n int
		err := row.Scan(&passage, &n)
		open[passage] = n
		return err
	}, `SELECT passage_id, COUNT(*) FROM challenges WHERE school_id = $1 AND slug = $2 AND state = 'open' GROUP BY passage_id`, school, slug)
	return open, err
}

// asked is a passage of a published version.
type asked struct {
	slug            string
	version, number int
}

func scanAsked(row scanner) (asked, error) {
	var a asked
	err := row.Scan(&a.slug, &a.version, &a.number)
	return a, err
}

// Challenge keeps what somebody who has seen the key says against it, for the
// version that they saw. Saying something else about the same passage takes the
// place of what was said, until it is answered; then it is quiz.ErrState. A
// student must have been shown the key in a result, else quiz.ErrNotReleased.
func (s *Store) Challenge(ctx context.Context, who quiz.Actor, n quiz.NewChallenge, i quiz.Intent) (quiz.Challenge, error) {
	if err := mayChallenge(who); err != nil {
		return quiz.Challenge{}, err
	}
	fresh, now := s.newID(), s.Now()
	var made quiz.Challenge
	err := s.update(ctx, func(t *tx) error {
		on, err := s.challenged(t, who, n, now)
		if err != nil {
			return err
		}
		checked, err := n.Check()
		if err != nil {
			return err
		}
		if _, _, err := t.once(who.School, "challenge "+who.ID+" "+n.Passage, i, fresh, now); err != nil {
			return err
		}
		own, err := t.ownChallenge(who, on)
		if err != nil {
			return err
		}
		if n.Once && len(own) == 1 {
			made = keyless(who, own)[0]
			return nil
		}
		if err := t.putChallenge(who, fresh, on, n.Passage, checked.Reason, now); err != nil {
			return err
		}
		own, err = t.ownChallenge(who, on)
		if err != nil || len(own) != 1 {
			return err
		}
		if made = keyless(who, own)[0]; made.Reason != checked.Reason {
			return quiz.ErrState
		}
		return nil
	})
	return made, err
}

func mayChallenge(who quiz.Actor) error {
	switch who.Role {
	case quiz.Student, quiz.TeacherOf, quiz.Reviewer:
		return nil
	}
	return who.MustBe(quiz.TeacherOf)
}

// ownChallenge is what who has said of a passage in a version, if anything.
func (t *tx) ownChallenge(who quiz.Actor, on asked) ([]quiz.Challenge, error) {
	return t.challenges(who.School, `AND c.actor_id = $2 AND c.slug = $3 AND c.version = $4 AND c.number = $5`, who.ID, on.slug, on.version, on.number)
}

func (t *tx) putChallenge(who quiz.Actor, id string, on asked, passage, reason string, now time.Time) error {
	_, err := t.exec(`INSERT INTO challenges (school_id, challenge_id, slug, version, number, passage_id, actor_id, role, reason, at, state, answer, answered_by, answered_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (school_id, actor_id, slug, version, number) DO UPDATE SET reason = excluded.reason, at = excluded.at
		WHERE challenges.state = 'open' AND challenges.reason <> excluded.reason`,
		who.School, id, on.slug, on.version, on.number, passage, who.ID, string(who.Role), reason, ms(now), string(quiz.ChallengeOpen), "", "", 0)
	return err
}

// challenged finds the version in which who has been shown the key of a passage.
func (s *Store) challenged(t *tx, who quiz.Actor, n quiz.NewChallenge, now time.Time) (asked, error) {
	if err := validID(n.Passage); err != nil {
		return asked{}, err
	}
	if who.Role == quiz.Student {
		return s.shownTo(t, who, n.Passage, now)
	}
	on, err := first(t, quiz.ErrNotFound, scanAsked, `SELECT slug, version, number FROM passages
		WHERE passage_id = $1 AND (version = $2 OR $2 = 0) ORDER BY version DESC, slug LIMIT 1`, n.Passage, n.Version)
	if err != nil {
		return on, err
	}
	return on, s.maySeeKey(t, who, on.slug, n.Passage)
}

// shownTo finds the newest attempt of a student in which the key of a passage
// may be seen.
func (s *Store) shownTo(t *tx, who quiz.Actor, passage string, now time.Time) (asked, error) {
	by, err := t.attemptsOfSeat(who.School, who.ID)
	if err != nil {
		return asked{}, err
	}
	refused := quiz.ErrNotFound
	var found asked
	var newest time.Time
	for id, attempts := range by {
		assignment, _, err := t.assignment(who, id)
		if err != nil {
			return asked{}, err
		}
		pack, err := s.packIn(t, assignment.Pack, assignment.Version)
		if err != nil {
			return asked{}, err
		}
		for _, attempt := range attempts {
			item, has := pack.ItemByID(passage)
			if !has || !slices.Contains(attempt.Picks, item.Number) {
				continue
			}
			shown, err := t.keyShown(who, attempt, assignment, item.Number, now)
			switch {
			case err != nil:
				return asked{}, err
			case !shown && refused == quiz.ErrNotFound:
				refused = quiz.ErrNotReleased
			case shown && attempt.Started.After(newest):
				found, newest = asked{pack.Slug, pack.Version, item.Number}, attempt.Started
			}
		}
	}
	if found.slug == "" {
		return found, refused
	}
	return found, nil
}

// keyShown reports whether the student may see the key of a passage in an
// attempt: in its result, or as feedback on the answer.
func (t *tx) keyShown(who quiz.Actor, a quiz.Attempt, g quiz.Assignment, number int, now time.Time) (bool, error) {
	if quiz.MaySee(a, g, now) == nil {
		return true, nil
	}
	if g.Settings.Feedback != quiz.FeedbackQuestion {
		return false, nil
	}
	answers, err := t.answers(who.School, a.ID)
	return slices.ContainsFunc(answers, func(answer quiz.Answer) bool {
		return answer.Label != "" && answer.N >= 1 && answer.N <= len(a.Picks) && a.Picks[answer.N-1] == number
	}), err
}

// MyChallenges lists what who has said against keys, newest first, with what was
// answered.
func (s *Store) MyChallenges(ctx context.Context, who quiz.Actor) ([]quiz.Challenge, error) {
	if !who.SignedIn() {
		return nil, quiz.ErrNotSignedIn
	}
	var own []quiz.Challenge
	err := s.view(ctx, func(t *tx) (err error) {
		own, err = t.challenges(who.School, `AND c.actor_id = $2 ORDER BY c.at DESC, c.challenge_id`, who.ID)
		return err
	})
	return keyless(who, own), err
}

// Challenges lists what is said against published keys, open ones first. Those
// on passages that who is still to read in an open draft are left out, as they
// may tell the key.
func (s *Store) Challenges(ctx context.Context, who quiz.Actor) ([]quiz.Challenge, error) {
	if err := who.MayReview(); err != nil {
		return nil, err
	}
	var all []quiz.Challenge
	err := s.view(ctx, func(t *tx) error {
		found, err := t.challenges(who.School, `ORDER BY CASE WHEN c.state = 'open' THEN 0 ELSE 1 END, c.at DESC, c.challenge_id`)
		all = slices.DeleteFunc(found, func(c quiz.Challenge) bool {
			if err != nil {
				return true
			}
			hide := s.maySeeKey(t, who, c.Slug, c.Passage)
			if hide != nil && hide != quiz.ErrReadFirst {
				err = hide
			}
			return hide != nil
		})
		return err
	})
	return all, err
}

// AnswerChallenge answers a challenge, once: quiz.ErrState if it is answered
// already in other words.
func (s *Store) AnswerChallenge(ctx context.Context, who quiz.Actor, id, answer string) (quiz.Challenge, error) {
	if err := who.MayReview(); err != nil {
		return quiz.Challenge{}, err
	}
	if err := validID(id); err != nil {
		return quiz.Challenge{}, err
	}
	now := s.Now()
	var c quiz.Challenge
	err := s.update(ctx, func(t *tx) error {
		found, err := t.challenges(who.School, `AND c.challenge_id = $2`, id)
		if err != nil || len(found) == 0 {
			return must(int64(len(found)), err, quiz.ErrNotFound)
		}
		c = found[0]
		if err := s.maySeeKey(t, who, c.Slug, c.Passage); err != nil {
			return err
		}
		words, err := quiz.ReadProse(strings.TrimSpace(answer), quiz.NoteLength, "answer")
		if err != nil || c.State == quiz.ChallengeAnswered && c.Answer == words {
			return err
		}
		n, err := t.exec(`UPDATE challenges SET state = 'answered', answer = $3, answered_by = $4, answered_at = $5
			WHERE school_id = $1 AND challenge_id = $2 AND state = 'open'`, who.School, id, words, who.ID, ms(now))
		if err := must(n, err, quiz.ErrState); err != nil {
			return err
		}
		c.State, c.Answer, c.Answered = quiz.ChallengeAnswered, words, now
		return s.record(t, who, "", "challenge answered", id, "", now)
	})
	return c, err
}
