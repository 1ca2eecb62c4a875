package store

import (
	"cmp"
	"context"
	"time"

	"discern/questions"
	"discern/quiz"
)

// Result reads an attempt with its score and the key. A student may see it once
// quiz.MaySee allows it, else quiz.ErrNotReleased; the teacher of the class
// always may.
func (s *Store) Result(ctx context.Context, who quiz.Actor, id string) (quiz.Result, error) {
	now := s.Now()
	var result quiz.Result
	err := s.view(ctx, func(t *tx) error {
		attempt, assignment, class, err := t.attempt(who, id)
		if err != nil {
			return err
		}
		attempt = attempt.At(now)
		if who.Role == quiz.Student {
			if err := quiz.MaySee(attempt, assignment, now); err != nil {
				return err
			}
		}
		pack, rule, err := s.ruled(t, who.School, assignment)
		if err != nil {
			return err
		}
		seat, err := t.seat(who.School, attempt.Seat)
		if err != nil {
			return err
		}
		answers, err := t.answers(who.School, id)
		if err != nil {
			return err
		}
		shifts, err := t.shifts(who.School, attempt)
		if err != nil {
			return err
		}
		result = quiz.Result{Attempt: attempt, Assignment: assignment, ClassTitle: class.Title, SeatName: seat.Name, Language: pack.Language,
			Rule: rule, Score: quiz.Mark(attempt.Picks, answers, rule), Questions: marked(pack, rule, attempt, answers), Shifts: shifts,
			Answers: byQuestion(attempt, answers)}
		return nil
	})
	return result, err
}

// byQuestion puts the answers of an attempt in the order of its questions.
func byQuestion(a quiz.Attempt, answers []quiz.Answer) []quiz.Answer {
	all := make([]quiz.Answer, len(a.Picks))
	for _, answer := range answers {
		if answer.N >= 1 && answer.N <= len(all) {
			all[answer.N-1] = answer
		}
	}
	return all
}

func marked(pack *questions.Pack, rule quiz.Rule, a quiz.Attempt, answers []quiz.Answer) []quiz.Marked {
	said := map[int]questions.Label{}
	for _, answer := range answers {
		said[answer.N] = answer.Label
	}
	var all []quiz.Marked
	for i := range a.Picks {
		if item, ok := itemOf(pack, a, i+1); ok {
			all = append(all, rule.Mark(i+1, item, said[i+1]))
		}
	}
	return all
}

// Scores reads the table of scores of an assignment for its teacher.
func (s *Store) Scores(ctx context.Context, who quiz.Actor, id string) (quiz.Table, error) {
	return s.ScoresBy(ctx, who, id, "")
}

// ScoresBy is Scores as they would be by another scoring setting; "" is the
// assignment's own.
func (s *Store) ScoresBy(ctx context.Context, who quiz.Actor, id, scoring string) (quiz.Table, error) {
	var table quiz.Table
	err := s.view(ctx, func(t *tx) error {
		a, class, err := t.set(who, id)
		if err != nil {
			return err
		}
		table, err = s.tableBy(t, who, a, cmp.Or(scoring, a.Settings.Scoring), s.Now())
		table.Class = class
		return err
	})
	return table, err
}

// table makes the scores from the answers, every time: nothing is typed in or
// remembered that could differ from them.
func (s *Store) table(t *tx, who quiz.Actor, a quiz.Assignment, now time.Time) (quiz.Table, error) {
	return s.tableBy(t, who, a, a.Settings.Scoring, now)
}

func (s *Store) tableBy(t *tx, who quiz.Actor, a quiz.Assignment, scoring string, now time.Time) (quiz.Table, error) {
	table := quiz.Table{Assignment: a, State: a.StateAt(now)}
	_, rule, err := s.ruled(t, who.School, a)
	if err != nil {
		return table, err
	}
	table.Rule = rule
	seats, err := t.seats(who.School, a.Class)
	if err != nil {
		return table, err
	}
	bySeat, answers, err := t.sittings(who.School, a.ID)
	if err != nil {
		return table, err
	}
	score := func(attempt quiz.Attempt) quiz.Score { return quiz.Mark(attempt.Picks, answers[attempt.ID], rule) }
	for _, seat := range seats {
		table.Rows = append(table.Rows, quiz.NewRow(seat, scoring, bySeat[seat.ID], score, now))
	}
	table.Summarise()
	return table, nil
}

// sittings returns all attempts of an assignment by seat, the first first, and
// their answers by attempt.
func (t *tx) sittings(school, assignment string) (map[string][]quiz.Attempt, map[string][]quiz.Answer, error) {
	attempts, err := list(t, scanAttempt, attemptColumns+`WHERE a.school_id = $1 AND a.assignment_id = $2 ORDER BY a.number`, school, assignment)
	if err != nil {
		return nil, nil, err
	}
	bySeat := map[string][]quiz.Attempt{}
	for _, attempt := range attempts {
		bySeat[attempt.Seat] = append(bySeat[attempt.Seat], attempt)
	}
	answers, err := t.answersOf(school, assignment)
	return bySeat, answers, err
}

// answersOf returns all answers of an assignment by attempt, as far as figures
// are made of them.
func (t *tx) answersOf(school, assignment string) (map[string][]quiz.Answer, error) {
	return t.answersBy(`SELECT w.attempt_id, w.n, w.label, w.confidence FROM attempts a JOIN answers w ON w.school_id = a.school_id AND w.attempt_id = a.attempt_id
		WHERE a.school_id = $1 AND a.assignment_id = $2`, school, assignment)
}

// answersBy reads answers by attempt: attempt, question, label and confidence.
func (t *tx) answersBy(query string, args ...any) (map[string][]quiz.Answer, error) {
	answers := map[string][]quiz.Answer{}
	err := t.each(func(row scanner) error {
		var attempt string
		var a quiz.Answer
		err := row.Scan(&attempt, &a.N, &a.Label, &a.Confidence)
		answers[attempt] = append(answers[attempt], a)
		return err
	}, query, args...)
	return answers, err
}

// keepResults stores the score of every attempt handed in by the rule in force.
// It equals a recomputation at any time.
func (s *Store) keepResults(t *tx, who quiz.Actor, a quiz.Assignment, now time.Time) error {
	_, rule, err := s.ruled(t, who.School, a)
	if err != nil {
		return err
	}
	attempts, err := list(t, scanAttempt, attemptColumns+`WHERE a.school_id = $1 AND a.assignment_id = $2`, who.School, a.ID)
	if err != nil {
		return err
	}
	answers, err := t.answersOf(who.School, a.ID)
	if err != nil {
		return err
	}
	var scores []quiz.AttemptScore
	for _, attempt := range attempts {
		if attempt.Done() {
			score := quiz.Mark(attempt.Picks, answers[attempt.ID], rule)
			scores = append(scores, quiz.AttemptScore{Attempt: attempt.ID, Epoch: attempt.Epoch, Score: quiz.Part{Right: score.Right, Of: score.Max}})
		}
	}
	return t.insertResults(who.School, rule.Version, scores, now)
}

// ExportSeat reads all that is held of a student: for the student, and for the
// teacher of the class.
func (s *Store) ExportSeat(ctx context.Context, who quiz.Actor, id string) (quiz.SeatExport, error) {
	var export quiz.SeatExport
	err := s.view(ctx, func(t *tx) error {
		seat, class, err := t.ownSeat(who, id)
		if err != nil {
			return err
		}
		export = quiz.SeatExport{Seat: seat, Class: class.Title}
		if export.Challenges, err = t.challenges(who.School, `AND c.actor_id = $2 ORDER BY c.at, c.challenge_id`, id); err != nil {
			return err
		}
		export.Challenges = keyless(who, export.Challenges)
		assignments, err := t.assignments(who.School, class.ID)
		if err != nil {
			return err
		}
		attempts, err := t.attemptsOfSeat(who.School, id)
		if err != nil {
			return err
		}
		for _, a := range assignments {
			for _, attempt := range attempts[a.ID] {
				answers, err := t.answers(who.School, attempt.ID)
				if err != nil {
					return err
				}
				attempt = attempt.At(s.Now())
				one := quiz.AttemptExport{Attempt: attempt, Assignment: a.Title, Answers: answers}
				// A student reads of scores only what the result may show.
				if who.Role != quiz.Student || quiz.MaySee(attempt, a, s.Now()) == nil {
					if one.Shifts, err = t.shifts(who.School, attempt); err != nil {
						return err
					}
				}
				export.Attempts = append(export.Attempts, one)
			}
		}
		return nil
	})
	return export, err
}

// ownSeat reads a seat for its student or for the teacher of its class.
func (t *tx) ownSeat(who quiz.Actor, id string) (quiz.Seat, quiz.Class, error) {
	if !who.SignedIn() {
		return quiz.Seat{}, quiz.Class{}, quiz.ErrNotSignedIn
	}
	seat, err := t.seat(who.School, id)
	if err == nil && who.Role == quiz.Student && who.ID != id {
		err = quiz.ErrNotFound
	}
	if err != nil {
		return seat, quiz.Class{}, err
	}
	class, err := t.class(who, seat.Class)
	return seat, class, err
}
