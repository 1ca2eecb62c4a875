package sheet

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// CSV is a table as RFC 4180 in UTF-8, with the byte order mark by which
// spreadsheets know that.
type CSV struct {
	bytes.Buffer
	begun bool // a cell of this line
}

// NewCSV begins a table with the headings of its columns.
func NewCSV(columns []Column) *CSV {
	t := &CSV{}
	t.WriteRune('\ufeff')
	for _, column := range columns {
		t.Text(column.Name)
	}
	t.Line()
	return t
}

// Text adds a cell of words. One that a spreadsheet could take for a formula has
// an apostrophe in front; taking one away gives the words back.
func (t *CSV) Text(s string) { t.cell(guarded(s)) }

// Number adds a cell that stays a number.
func (t *CSV) Number(n int) { t.cell(strconv.Itoa(n)) }

// Decimal adds a cell that stays a number, with six decimals at most.
func (t *CSV) Decimal(x float64) { t.cell(strconv.FormatFloat(math.Round(1e6*x)/1e6+0, 'f', -1, 64)) }

// Moment adds a time in UTC, or an empty cell for none.
func (t *CSV) Moment(at time.Time) {
	if at.IsZero() {
		t.Blank()
		return
	}
	t.cell(at.UTC().Format(time.RFC3339))
}

// Blank adds an empty cell.
func (t *CSV) Blank() { t.cell("") }

// Line ends a line.
func (t *CSV) Line() {
	t.WriteString("\r\n")
	t.begun = false
}

func (t *CSV) cell(s string) {
	if t.begun {
		t.WriteByte(',')
	}
	t.begun = true
	if strings.ContainsAny(s, ",\"\r\n") {
		s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	t.WriteString(s)
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
