package sheet

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// live are the signs by which spreadsheets know a formula (RELIABILITY.md T44).
const live = "=+-@\t\r\n\x00＝＋－＠"

// unguarded takes the apostrophe of guarded away again.
func unguarded(cell string) string {
	if rest := strings.TrimLeft(cell, "'"); rest != cell && rest != "" {
		if first, _ := utf8.DecodeRuneInString(rest); strings.ContainsRune(live, first) {
			return cell[1:]
		}
	}
	return cell
}

// cells reads a table back, without the byte order mark.
func cells(t interface{ Fatal(...any) }, table []byte) [][]string {
	rest, marked := bytes.CutPrefix(table, []byte("\ufeff"))
	if !marked {
		t.Fatal("no byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// No cell of words begins with a live sign, and each comes back as it was.
func TestCSV(t *testing.T) {
	names := []string{`=HYPERLINK("http://x","y")`, "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "\r=1", "\x00=1", "＝1+1", "＋1", "－1", "＠x",
		"'=1", "''@x", "'", "O'Neil", "'tis", "", "a,b", `"quoted"`, "two\nlines", strings.Repeat("👨‍👩‍👧‍👦", 40), "שלום עליכם", "Zoë; |x"}
	table := NewCSV([]Column{{Name: "text"}, {Name: "number"}})
	for i, name := range names {
		table.Text(name)
		table.Number(-i)
		table.Line()
	}
	rows := cells(t, table.Bytes())
	var got []string
	for i, row := range rows[1:] {
		if first, _ := utf8.DecodeRuneInString(row[0]); row[0] != "" && strings.ContainsRune(live, first) {
			t.Errorf("the cell %q is live", row[0])
		}
		got = append(got, unguarded(row[0]))
		if want := "-"[:min(i, 1)]; !strings.HasPrefix(row[1], want) || strings.HasPrefix(row[1], "'") {
			t.Errorf("the number %d became %q", -i, row[1])
		}
	}
	if diff := cmp.Diff(names, got); diff != "" {
		t.Errorf("not what was written (-want +got):\n%s", diff)
	}
	if text := table.String(); strings.Count(text, "\r\n") != len(names)+1 || !strings.HasPrefix(text, "\ufefftext,number\r\n") {
		t.Error("lines do not end in CR LF")
	}
}

// The same of any text; CR LF within a cell is left out, which readers fold.
func TestCSVAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.OneOf(rapid.SampledFrom([]rune(live+"',\" ab")), rapid.Rune())
		text := strings.ReplaceAll(string(rapid.SliceOf(letters).Draw(t, "text")), "\r\n", "\n")
		table := &CSV{}
		table.Text("x")
		table.Text(text)
		table.Line()
		row, err := csv.NewReader(table).Read()
		if err != nil && err != io.EOF {
			t.Fatal(err)
		}
		if first, _ := utf8.DecodeRuneInString(row[1]); row[1] != "" && strings.ContainsRune(live, first) {
			t.Fatalf("%q is live", row[1])
		}
		if got := unguarded(row[1]); got != text {
			t.Fatalf("%q came back as %q", text, got)
		}
	})
}
