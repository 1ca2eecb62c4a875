package store

import (
	"context"

	"discern/quiz"
)

// SeatScores reads what a student scored in all assignments of the class, for its
// teacher.
func (s *Store) SeatScores(ctx context.Context, who quiz.Actor, id string) (quiz.SeatScores, error) {
	now := s.Now()
	var scores quiz.SeatScores
	err := s.view(ctx, func(t *tx) error {
		seat, err := t.taughtSeat(who, id)
		if err != nil {
			return err
		}
		class, err := t.taught(who, seat.Class)
		if err != nil {
			return err
		}
		assignments, err := t.assignments(who.School, class.ID)
		if err != nil {
			return err
		}
		attempts, err := t.attemptsOfSeat(who.School, id)
		if err != nil {
			return err
		}
		answers, err := t.answersOfSeat(who.School, id)
		if err != nil {
			return err
		}
		scores = quiz.SeatScores{Seat: seat, Class: class}
		for _, a := range assignments {
			if !a.Listed() {
				continue
			}
			_, rule, err := s.ruled(t, who.School, a)
			if err != nil {
				return err
			}
			score := func(attempt quiz.Attempt) quiz.Score { return quiz.Mark(attempt.Picks, answers[attempt.ID], rule) }
			line := quiz.SeatLine{Assignment: a, State: a.StateAt(now), Rule: rule,
				Row: quiz.NewRow(seat, a.Settings.Scoring, attempts[a.ID], score, now)}
			if one := line.Row.Attempt; line.Row.Score != nil {
				line.Sure = quiz.Calibrate(one.Picks, answers[one.ID], rule)
			}
			scores.Lines = append(scores.Lines, line)
		}
		return nil
	})
	return scores, err
}

// answersOfSeat returns all answers of a student by attempt.
func (t *tx) answersOfSeat(school, seat string) (map[string][]quiz.Answer, error) {
	answers := map[string][]quiz.Answer{}
	err := t.each(func(row scanner) error {
		var attempt string
		var a quiz.Answer
		err := row.Scan(&attempt, &a.N, &a.Label, &a.Confidence)
		answers[attempt] = append(answers[attempt], a)
		return err
	}, `SELECT w.attempt_id, w.n, w.label, w.confidence FROM attempts a JOIN answers w ON w.school_id = a.school_id AND w.attempt_id = a.attempt_id
		WHERE a.school_id = $1 AND a.seat_id = $2`, school, seat)
	return answers, err
}
