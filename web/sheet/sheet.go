// Package sheet writes tables to download, as CSV and as a workbook of Office
// Open XML. A cell of words is never taken for a formula, a number stays a number
// and a time a time.
package sheet

import "time"

// Column is a column of a table: its heading, and how wide a workbook shows it,
// in digits.
type Column struct {
	Name  string
	Width int
}

// Table takes the cells of a table one by one, from left to right; Line ends a
// line. The headings stand in it already.
type Table interface {
	Text(s string)
	Number(n int)
	Moment(at time.Time) // empty for the zero time
	Blank()              // an empty cell
	Line()
}
