package sheet

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// The limits of a spreadsheet, in UTF-16 code units.
const (
	cellLength = 32767
	nameLength = 31
)

// The styles of cells, as styles.xml lists them.
const (
	plainStyle = iota
	headStyle
	momentStyle
)

// Workbook is a table as Office Open XML (ECMA-376, the one sheet of a .xlsx
// file), with a heading that stays in sight. Words are written as words, so that
// none of them is ever a formula. The same cells make the same bytes.
type Workbook struct {
	zip    *zip.Writer
	sheet  *bufio.Writer
	row    int  // from 1
	begun  bool // the row
	column int  // of the next cell, from 0
	err    error
}

// NewWorkbook begins a workbook whose sheet has a name, of which what a
// spreadsheet does not take is left out.
func NewWorkbook(out io.Writer, name string, columns []Column) *Workbook {
	w := &Workbook{zip: zip.NewWriter(out)}
	for _, part := range parts {
		text := part.text
		if part.name == "xl/workbook.xml" {
			text = fmt.Sprintf(text, escaped(sheetName(name)))
		}
		file := w.part(part.name)
		w.keep(file.WriteString(text))
		w.flush(file)
	}
	w.sheet = w.part("xl/worksheets/sheet1.xml")
	w.write(sheetBegin, "<cols>")
	for i, column := range columns {
		n := strconv.Itoa(i + 1)
		w.write(`<col min="`, n, `" max="`, n, `" width="`, strconv.Itoa(column.Width), `" customWidth="1"/>`)
	}
	w.write("</cols><sheetData>")
	for _, column := range columns {
		w.text(column.Name, headStyle)
	}
	w.Line()
	return w
}

// part begins a file of the archive. It is given no time, so that none differs.
func (w *Workbook) part(name string) *bufio.Writer {
	file, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	w.keep(0, err)
	if err != nil {
		file = io.Discard
	}
	return bufio.NewWriter(file)
}

// keep remembers the first error.
func (w *Workbook) keep(_ int, err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *Workbook) flush(file *bufio.Writer) { w.keep(0, file.Flush()) }

func (w *Workbook) write(parts ...string) {
	for _, part := range parts {
		w.keep(w.sheet.WriteString(part))
	}
}

// Text adds a cell of words, of which a spreadsheet takes 32,767 code units.
func (w *Workbook) Text(s string) { w.text(s, plainStyle) }

func (w *Workbook) text(s string, style int) {
	if s == "" {
		w.Blank()
		return
	}
	w.cell(style, ` t="inlineStr"`, `<is><t xml:space="preserve">`, escaped(shortened(s, cellLength)), `</t></is>`)
}

// Number adds a number.
func (w *Workbook) Number(n int) { w.cell(plainStyle, "", "<v>", strconv.Itoa(n), "</v>") }

// epoch is the day 0 of spreadsheets, such that each day from March 1900 on has
// the number they give it.
var epoch = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// Moment adds a time as a date of the spreadsheet, in UTC and to the second; an
// empty cell for none.
func (w *Workbook) Moment(at time.Time) {
	if at.IsZero() {
		w.Blank()
		return
	}
	days := at.UTC().Truncate(time.Second).Sub(epoch).Hours() / 24
	w.cell(momentStyle, "", "<v>", strconv.FormatFloat(days, 'f', -1, 64), "</v>")
}

// Blank adds an empty cell.
func (w *Workbook) Blank() {
	w.begin()
	w.column++
}

// Line ends a line.
func (w *Workbook) Line() {
	w.begin()
	w.write("</row>")
	w.begun, w.column = false, 0
}

func (w *Workbook) begin() {
	if w.begun {
		return
	}
	w.row++
	w.begun = true
	w.write(`<row r="`, strconv.Itoa(w.row), `">`)
}

func (w *Workbook) cell(style int, kind string, content ...string) {
	w.begin()
	w.write(`<c r="`, columnName(w.column), strconv.Itoa(w.row), `"`, kind)
	if style != plainStyle {
		w.write(` s="`, strconv.Itoa(style), `"`)
	}
	w.write(">")
	w.write(content...)
	w.write("</c>")
	w.column++
}

// Close ends the workbook and returns the first error of all.
func (w *Workbook) Close() error {
	w.write("</sheetData></worksheet>")
	w.flush(w.sheet)
	w.keep(0, w.zip.Close())
	return w.err
}

// columnName is what a spreadsheet calls a column: A to Z, then AA.
func columnName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnName(i/26-1) + string(rune('A'+i%26))
}

// escaped writes a text for an element. What XML cannot hold, or would change, is
// written as _xHHHH_ (ECMA-376 part 1, 22.9.2.19), and so is the underscore of
// words that look like that.
func escaped(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '_' && likeEscape(s[i:]), r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			fmt.Fprintf(&b, "_x%04X_", r)
		default:
			b.WriteRune(r) // a byte that is no letter becomes U+FFFD
		}
	}
	return b.String()
}

// likeEscape reports whether a text begins as _xHHHH_ does.
func likeEscape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	for _, c := range s[2:6] {
		if !strings.ContainsRune("0123456789abcdefABCDEF", c) {
			return false
		}
	}
	return true
}

// shortened is as much of a text as has at most so many UTF-16 code units.
func shortened(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for i, r := range s {
		if n += max(utf16.RuneLen(r), 1); n > most {
			return s[:i]
		}
	}
	return s
}

// sheetName leaves out of a name what no sheet may have in its name.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == utf8.RuneError || strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, name)
	if name = strings.TrimSpace(shortened(strings.TrimSpace(name), nameLength)); name == "" {
		return "Sheet1"
	}
	return name
}
