package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// names are what people, and those who mean harm, are called.
var names = []string{"=1+1", `=HYPERLINK("http://x","y")`, "@x", "-2", "+3", "\t=1", "\n=1", "\r=1", "＝1+1", "'=1", "''@x", "O'Neil", "1", "1e5", "007",
	"TRUE", "12.5.2026", "👨‍👩‍👧‍👦 Family", strings.Repeat("👩🏽‍🚀", 40), "שלום עליכם", "مرحبا, عالم", "Zoë; |x", `"quoted" & <b>`, "tab\there", "two\nlines", "a\rb",
	"_x0041_", "_x005F_x0041_", "_xZZZZ_", " spaces ", "\x01\x1f", "\ufffe", "&amp;", "#REF!"}

var twoColumns = []Column{{"name", 20}, {"number", 8}, {"at", 19}}

var sampleTime = time.Date(2026, time.March, 29, 1, 30, 59, 0, time.UTC)

func sampleBook(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	book := NewWorkbook(&out, "Scores", twoColumns)
	for i, name := range names {
		book.Text(name)
		book.Number(-i)
		book.Moment(sampleTime)
		book.Line()
	}
	book.Blank()
	book.Number(5)
	book.Moment(time.Time{})
	book.Line()
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t interface{ Fatal(...any) }, book []byte) *excelize.File {
	file, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// What a workbook holds comes back through another program: words as words,
// numbers as numbers, times as times, and none of it a formula.
func TestWorkbook(t *testing.T) {
	file := open(t, sampleBook(t))
	defer file.Close()
	rows, err := file.GetRows("Scores", excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != len(names)+2 || strings.Join(rows[0], ",") != "name,number,at" {
		t.Fatalf("%d rows, headed %q, %v", len(rows), rows[0], err)
	}
	for i, name := range names {
		if rows[i+1][0] != name {
			t.Errorf("%q came back as %q", name, rows[i+1][0])
		}
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "A14": excelize.CellTypeInlineString, "B3": excelize.CellTypeUnset, "C2": excelize.CellTypeUnset} {
		if kind, err := file.GetCellType("Scores", cell); err != nil || kind != want {
			t.Errorf("%s is of type %d, want %d, %v", cell, kind, want, err)
		}
		if formula, err := file.GetCellFormula("Scores", cell); err != nil || formula != "" {
			t.Errorf("%s is the formula %q, %v", cell, formula, err)
		}
	}
	if shown, _ := file.GetCellValue("Scores", "C2"); shown != "2026-03-29 01:30:59" {
		t.Errorf("the time is shown as %q", shown)
	}
	if shown, _ := file.GetCellValue("Scores", "B3"); shown != "-1" {
		t.Errorf("the number is shown as %q", shown)
	}
	if last := rows[len(rows)-1]; last[0] != "" || last[1] != "5" || len(last) > 2 {
		t.Errorf("the last line is %q", last)
	}
}

// The heading stays in sight and is bold, and columns are as wide as was asked.
func TestWorkbookLook(t *testing.T) {
	file := open(t, sampleBook(t))
	defer file.Close()
	panes, err := file.GetPanes("Scores")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("panes are %+v, %v", panes, err)
	}
	if width, err := file.GetColWidth("Scores", "A"); err != nil || width != 20 {
		t.Errorf("the first column is %v wide, %v", width, err)
	}
	for cell, bold := range map[string]bool{"A1": true, "A2": false} {
		id, err := file.GetCellStyle("Scores", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := file.GetStyle(id)
		if err != nil || (style.Font != nil && style.Font.Bold) != bold {
			t.Errorf("%s has the style %+v, %v", cell, style, err)
		}
	}
}

// The same cells make the same bytes, at any time.
func TestWorkbookIsTheSame(t *testing.T) {
	first := sampleBook(t)
	if !bytes.Equal(first, sampleBook(t)) {
		t.Error("two workbooks of the same cells differ")
	}
	archive, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range archive.File {
		if file.ModifiedTime != 0 || file.ModifiedDate != 0 || len(file.Extra) > 0 {
			t.Errorf("%s has a time", file.Name)
		}
		part, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		for decoder := xml.NewDecoder(part); ; {
			if _, err := decoder.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", file.Name, err)
			}
		}
	}
}

// Any text comes back, up to the length that a cell takes.
func TestWorkbookAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.OneOf(rapid.SampledFrom([]rune("_x0041F\r\n\t\x00\x1f\u0085\u2028<>&\"'=ab\uffff")), rapid.Rune())
		text := string(rapid.SliceOf(letters).Draw(t, "text"))
		var out bytes.Buffer
		book := NewWorkbook(&out, "s", twoColumns)
		book.Text(text)
		book.Line()
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
		file := open(t, out.Bytes())
		defer file.Close()
		if got, err := file.GetCellValue("s", "A2"); err != nil || got != text {
			t.Fatalf("%q came back as %q, %v", text, got, err)
		}
	})
}

func TestLengths(t *testing.T) {
	long := strings.Repeat("a", cellLength-1) + "😀b"
	if got := shortened(long, cellLength); got != long[:cellLength-1] {
		t.Errorf("a long text ends in %q", got[len(got)-4:])
	}
	if got := shortened(long[1:], cellLength); got != long[1:len(long)-1] {
		t.Errorf("a text that just fits ends in %q", got[len(got)-4:])
	}
	for name, want := range map[string]string{"": "Sheet1", "'": "Sheet1", "a/b:c": "a b c", strings.Repeat("ä", 40): strings.Repeat("ä", 31),
		strings.Repeat("😀", 20): strings.Repeat("😀", 15)} {
		if got := sheetName(name); got != want {
			t.Errorf("the sheet %q is called %q, want %q", name, got, want)
		}
	}
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := columnName(i); got != want {
			t.Errorf("column %d is %s, want %s", i, got, want)
		}
	}
}

// A writer that fails makes an error, not a broken workbook.
func TestWorkbookFails(t *testing.T) {
	book := NewWorkbook(full{}, "s", twoColumns)
	for range 9999 {
		book.Text("x")
		book.Line()
	}
	if book.Close() != io.ErrShortWrite {
		t.Error("a full disk is not told")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// The same names as CSV, after taking one apostrophe off.
func TestNamesAsCSV(t *testing.T) {
	table := NewCSV(twoColumns[:1])
	for _, name := range names {
		table.Text(name)
		table.Line()
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table.Bytes(), []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != len(names)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, name := range names {
		first, _ := utf8.DecodeRuneInString(rows[i+1][0])
		if unguarded(rows[i+1][0]) != name || strings.ContainsRune(live, first) {
			t.Errorf("%q came back as %q", name, rows[i+1][0])
		}
	}
}
