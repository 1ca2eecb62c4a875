package store

import (
	"context"

	"discern/questions"
	"discern/quiz"
)

// AnswerTable reads all answers of the attempts handed in to an assignment, for
// the teacher of its class.
func (s *Store) AnswerTable(ctx context.Context, who quiz.Actor, id string) (quiz.AnswerTable, error) {
	var table quiz.AnswerTable
	err := s.view(ctx, func(t *tx) error {
		a, class, err := t.set(who, id)
		if err != nil {
			return err
		}
		pack, rule, err := s.ruled(t, who.School, a)
		if err != nil {
			return err
		}
		scores, err := s.table(t, who, a, s.Now())
		if err != nil {
			return err
		}
		bySeat, _, err := t.sittings(who.School, a.ID)
		if err != nil {
			return err
		}
		answers, err := t.fullAnswersOf(who.School, a.ID)
		if err != nil {
			return err
		}
		table = quiz.AnswerTable{Assignment: a, Rule: rule, Class: class}
		for _, row := range scores.Rows {
			for _, attempt := range bySeat[row.Seat.ID] {
				table.Lines = append(table.Lines, answerLines(pack, row, attempt.At(s.Now()), answers[attempt.ID])...)
			}
		}
		return nil
	})
	return table, err
}

// answerLines are the questions of one attempt, none if it is not handed in.
func answerLines(pack *questions.Pack, row quiz.Row, attempt quiz.Attempt, answers []quiz.Answer) []quiz.AnswerLine {
	if !attempt.Done() {
		return nil
	}
	said := map[int]quiz.Answer{}
	for _, answer := range answers {
		said[answer.N] = answer
	}
	var lines []quiz.AnswerLine
	for i := range attempt.Picks {
		if item, ok := itemOf(pack, attempt, i+1); ok {
			lines = append(lines, quiz.AnswerLine{Seat: row.Seat, Attempt: attempt, Counts: row.Attempt != nil && row.Attempt.ID == attempt.ID,
				N: i + 1, Item: item, Answer: said[i+1]})
		}
	}
	return lines
}

// fullAnswersOf is answersOf with all that is kept of each answer.
func (t *tx) fullAnswersOf(school, assignment string) (map[string][]quiz.Answer, error) {
	answers := map[string][]quiz.Answer{}
	err := t.each(func(row scanner) error {
		var attempt string
		var a quiz.Answer
		var saved int64
		err := row.Scan(&attempt, &a.N, &a.Label, &a.Confidence, &a.Flagged, &a.Revision, &saved)
		a.Saved = at(saved)
		answers[attempt] = append(answers[attempt], a)
		return err
	}, `SELECT w.attempt_id, w.n, w.label, w.confidence, w.flagged, w.revision, w.saved_at
		FROM attempts a JOIN answers w ON w.school_id = a.school_id AND w.attempt_id = a.attempt_id
		WHERE a.school_id = $1 AND a.assignment_id = $2`, school, assignment)
	return answers, err
}
