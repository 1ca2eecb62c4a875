package web

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"time"

	"discern/questions"
	"discern/quiz"
)

// answerLog is every answer of an attempt with its time, by question.
type answerLog struct {
	Started string
	Says    string // what was changed, in a sentence
	Sure    bool   // it was asked how sure the student is
	Lines   []answerLine
}

// answerLine is one question of an answerLog; what there is none of is "".
type answerLine struct {
	N         int
	Said, Key questions.Label
	Mark      string // whether it is the same as the key
	Saved     string // time of the day, with its date if that is not the day of the start
	After     string // minutes and seconds
	Changes   string
	Sure      string
	Flag      string
}

func newAnswerLog(r quiz.Result) *answerLog {
	log := &answerLog{Started: english.moment(r.Attempt.Started), Sure: r.Assignment.Settings.Confidence}
	after := gaps(r.Attempt.Started, r.Answers)
	changed := 0
	for _, marked := range r.Questions {
		answer := r.Answers[marked.N-1]
		line := answerLine{N: marked.N, Said: marked.Label, Key: marked.Key.Label, Mark: markSays(marked), After: after[marked.N]}
		if answer.Revision > 0 {
			line.Saved, line.Changes = answer.Saved.Local().Format("15:04:05"), strconv.Itoa(answer.Changes())
			if !midnight(answer.Saved.Local()).Equal(midnight(r.Attempt.Started.Local())) {
				line.Saved = answer.Saved.Local().Format("2 January, 15:04:05")
			}
		}
		if answer.Changes() > 0 {
			changed++
		}
		if answer.Confidence > 0 {
			line.Sure = sureness[answer.Confidence-1]
		}
		if answer.Flagged {
			line.Flag = "Flagged"
		}
		log.Lines = append(log.Lines, line)
	}
	log.Says = "No answer was changed after it was first saved."
	if changed > 0 {
		log.Says = plural(changed, "answer was", "answers were") + " changed after being first saved."
	}
	return log
}

// gaps tells for each question, by its number, how long after the answer saved
// before it its own was saved; for the first, after the start.
func gaps(from time.Time, answers []quiz.Answer) map[int]string {
	saved := slices.DeleteFunc(slices.Clone(answers), func(a quiz.Answer) bool { return a.Revision == 0 })
	sort.SliceStable(saved, func(i, j int) bool { return saved[i].Saved.Before(saved[j].Saved) })
	after := map[int]string{}
	for _, answer := range saved {
		seconds := int(answer.Saved.Sub(from).Round(time.Second).Seconds())
		after[answer.N], from = fmt.Sprintf("%d:%02d", seconds/60, seconds%60), answer.Saved
	}
	return after
}

// markSays tells whether a question has its mark, and why if the key does not.
func markSays(m quiz.Marked) string {
	switch {
	case m.Except.Policy == quiz.PolicyDrop:
		return "Not counted"
	case m.Except.Policy == quiz.PolicyFullCredit:
		return "Counts for everybody"
	case m.Label == "":
		return "Still open"
	case m.Label == m.Key.Label:
		return "Yes"
	case m.Right:
		return "No, but counts"
	}
	return "No"
}

// chosen is the attempt of a number; "" is the one that counts, or else the
// newest, nil if there is none.
func chosen(row quiz.Row, number string) (*quiz.Attempt, error) {
	if number == "" && row.Attempt != nil {
		return row.Attempt, nil
	}
	for i := range row.Attempts {
		if strconv.Itoa(row.Attempts[i].Number) == number {
			return &row.Attempts[i], nil
		}
	}
	switch {
	case number != "":
		return nil, fmt.Errorf("attempt %w", quiz.ErrNotFound)
	case len(row.Attempts) > 0:
		return &row.Attempts[len(row.Attempts)-1], nil
	}
	return nil, nil
}

// which is the part of an address that names one of several attempts.
func which(row quiz.Row, one quiz.Attempt) string {
	if len(row.Attempts) < 2 {
		return ""
	}
	return "?attempt=" + strconv.Itoa(one.Number)
}

// tries are the attempts of a student to look at, if there are several.
func tries(row quiz.Row, here *quiz.Attempt) []way {
	if len(row.Attempts) < 2 {
		return nil
	}
	var all []way
	for _, attempt := range row.Attempts {
		name := fmt.Sprint("Attempt ", attempt.Number)
		switch {
		case attempt.State == quiz.Voided:
			name += " (does not count)"
		case row.Score != nil && attempt.ID == row.Attempt.ID:
			name += " (counts)"
		case attempt.State == quiz.InProgress:
			name += " (at work)"
		}
		all = append(all, way{Name: name, Link: which(row, attempt), Here: here != nil && attempt.ID == here.ID})
	}
	return all
}
