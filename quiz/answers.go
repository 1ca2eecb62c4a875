package quiz

import "discern/questions"

// AnswerLine is one question asked of a student, with the answer given: the zero
// Answer for a blank.
type AnswerLine struct {
	Seat    Seat
	Attempt Attempt
	Counts  bool // the attempt is the one that counts for the score
	N       int  // of the question in the attempt, from 1
	Item    questions.Item
	Answer  Answer
}

// AnswerTable is every question of every attempt handed in to an assignment, by
// student's name, attempt and question. Attempts at work and voided ones are not
// in it.
type AnswerTable struct {
	Assignment Assignment
	Rule       Rule // that the items' keys are of
	Class      Class
	Lines      []AnswerLine
}
