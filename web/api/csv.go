package api

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"discern/quiz"
)

// csvTable is a table to download: RFC 4180 in UTF-8, with the byte order mark
// by which spreadsheets know that. Cells are added one by one; line ends a line.
type csvTable struct {
	out   bytes.Buffer
	begun bool // a cell of this line
}

func newCSV(names ...string) *csvTable {
	t := &csvTable{}
	t.out.WriteRune('\ufeff')
	for _, name := range names {
		t.text(name)
	}
	t.line()
	return t
}

// text adds a cell of words, which no spreadsheet shall take for a formula.
func (t *csvTable) text(s string) { t.cell(guarded(s)) }

// number adds a cell that stays a number.
func (t *csvTable) number(n int) { t.cell(strconv.Itoa(n)) }

// moment adds a time, or an empty cell for none.
func (t *csvTable) moment(at time.Time) {
	if at.IsZero() {
		t.cell("")
		return
	}
	t.cell(at.UTC().Format(time.RFC3339))
}

func (t *csvTable) cell(s string) {
	if t.begun {
		t.out.WriteByte(',')
	}
	t.begun = true
	if strings.ContainsAny(s, ",\"\r\n") {
		s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	t.out.WriteString(s)
}

func (t *csvTable) line() {
	t.out.WriteString("\r\n")
	t.begun = false
}

// guarded puts an apostrophe before a text that begins with a sign by which a
// spreadsheet knows a formula, or with apostrophes and then such a sign: so that
// taking one away from such a text always gives back what it was.
func guarded(s string) string {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "'"))
	if first != utf8.RuneError && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", first) {
		return "'" + s
	}
	return s
}

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

// scoresTable is one row a student; what there is none of stays empty.
func scoresTable(t quiz.Table) *csvTable {
	csv := newCSV("student", "state", "score", "max", "fact_right", "fact_of", "inference_right", "inference_of",
		"opinion_right", "opinion_of", "answered", "submitted_at", "key_version", "seat", "attempt")
	for _, row := range t.Rows {
		csv.text(row.Seat.Name)
		s := scoreOf(row)
		csv.text(s.State)
		if score := row.Score; score != nil {
			csv.number(score.Right)
			csv.number(score.Max)
			for _, part := range score.ByKind {
				csv.number(part.Right)
				csv.number(part.Of)
			}
			csv.number(row.Answered)
			csv.moment(row.Attempt.Submitted)
		} else {
			for range 10 {
				csv.cell("")
			}
		}
		csv.number(t.Rule.Version)
		csv.text(row.Seat.ID)
		attempt := ""
		if row.Attempt != nil {
			attempt = row.Attempt.ID
		}
		csv.text(attempt)
		csv.line()
	}
	return csv
}

// answersTable is one row a question asked.
func answersTable(t quiz.AnswerTable) *csvTable {
	csv := newCSV("student", "attempt_number", "counts", "question", "passage", "text", "answer", "key", "right", "confidence",
		"saved_at", "submitted_at", "key_version", "passage_id", "seat", "attempt")
	truth := map[bool]int{true: 1}
	for _, line := range t.Lines {
		csv.text(line.Seat.Name)
		csv.number(line.Attempt.Number)
		csv.number(truth[line.Counts])
		csv.number(line.N)
		csv.number(line.Item.Number)
		csv.text(line.Item.Text)
		csv.text(string(line.Answer.Label))
		csv.text(string(line.Item.Label))
		csv.number(truth[line.Answer.Label == line.Item.Label])
		if line.Answer.Confidence > 0 {
			csv.number(line.Answer.Confidence)
		} else {
			csv.cell("")
		}
		csv.moment(line.Answer.Saved)
		csv.moment(line.Attempt.Submitted)
		csv.number(t.Rule.Version)
		csv.text(line.Item.ID)
		csv.text(line.Seat.ID)
		csv.text(line.Attempt.ID)
		csv.line()
	}
	return csv
}
