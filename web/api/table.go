package api

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"discern/quiz"
	"discern/web/sheet"
)

// attachment is the header with which a browser saves an answer under a name of
// any letters (RFC 6266, RFC 8187); plain is for those that know ASCII only.
func attachment(title, plain string) string {
	var name strings.Builder
	for _, r := range title + " " + plain {
		switch {
		case r < ' ' || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r):
			name.WriteByte('-')
		case r < utf8.RuneSelf && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || strings.ContainsRune("-._~", r)):
			name.WriteRune(r)
		default:
			for _, b := range []byte(string(r)) {
				fmt.Fprintf(&name, "%%%02X", b)
			}
		}
	}
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + name.String()
}

// columnsOf gives each heading a column as wide as what stands in it.
func columnsOf(names ...string) []sheet.Column {
	columns := make([]sheet.Column, len(names))
	for i, name := range names {
		columns[i] = sheet.Column{Name: name, Width: max(len(name)+2, 9)}
		switch {
		case name == "text":
			columns[i].Width = 60
		case name == "student":
			columns[i].Width = 24
		case name == "seat", name == "attempt", name == "passage_id":
			columns[i].Width = 38
		case strings.HasSuffix(name, "_at"):
			columns[i].Width = 19
		}
	}
	return columns
}

var scoreColumns = columnsOf("student", "state", "score", "max",
	"fact_right", "fact_of", "inference_right", "inference_of", "opinion_right", "opinion_of",
	"answered", "submitted_at", "key_version", "seat", "attempt", "blank", "differs", "attempts")

// writeScores writes one line a student; what there is none of stays empty.
func writeScores(out sheet.Table, t quiz.Table) {
	for _, row := range t.Rows {
		out.Text(row.Seat.Name)
		out.Text(stateOf(row))
		if score := row.Score; score != nil {
			out.Number(score.Right)
			out.Number(score.Max)
			for _, part := range score.ByKind {
				out.Number(part.Right)
				out.Number(part.Of)
			}
			out.Number(row.Answered)
			out.Moment(row.Attempt.Submitted)
		} else {
			for range 10 {
				out.Blank()
			}
		}
		out.Number(t.Rule.Version)
		out.Text(row.Seat.ID)
		attempt := ""
		if row.Attempt != nil {
			attempt = row.Attempt.ID
		}
		out.Text(attempt)
		if score := row.Score; score != nil {
			out.Number(score.Blank())
			out.Number(score.Confusion.Differ())
		} else {
			out.Blank()
			out.Blank()
		}
		out.Number(len(row.Attempts))
		out.Line()
	}
}

var answerColumns = columnsOf("student", "attempt_number", "counts", "question", "passage", "text", "answer",
	"key", "right", "confidence", "saved_at", "submitted_at", "key_version",
	"passage_id", "seat", "attempt", "changes", "flagged", "policy")

// writeAnswers writes one line a question asked.
func writeAnswers(out sheet.Table, t quiz.AnswerTable) {
	truth := map[bool]int{true: 1}
	for _, line := range t.Lines {
		out.Text(line.Seat.Name)
		out.Number(line.Attempt.Number)
		out.Number(truth[line.Counts])
		out.Number(line.N)
		out.Number(line.Item.Number)
		out.Text(line.Item.Text)
		out.Text(string(line.Answer.Label))
		out.Text(string(line.Item.Label))
		out.Number(truth[t.Rule.Right(line.Item.Number, line.Answer.Label)])
		if line.Answer.Confidence > 0 {
			out.Number(line.Answer.Confidence)
		} else {
			out.Blank()
		}
		out.Moment(line.Answer.Saved)
		out.Moment(line.Attempt.Submitted)
		out.Number(t.Rule.Version)
		out.Text(line.Item.ID)
		out.Text(line.Seat.ID)
		out.Text(line.Attempt.ID)
		out.Number(line.Answer.Changes())
		out.Number(truth[line.Answer.Flagged])
		out.Text(t.Rule.Except[line.Item.Number].Policy)
		out.Line()
	}
}
