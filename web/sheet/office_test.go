package sheet

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOffice opens a workbook and a table with LibreOffice, without a screen, and
// compares what it writes of them as CSV. It is run by make test-office, which
// names the program; elsewhere there may be none.
func TestOffice(t *testing.T) {
	office := os.Getenv("DISCERN_TEST_OFFICE")
	if office == "" {
		t.Skip("run by make test-office")
	}
	dir := t.TempDir()
	table := NewCSV(twoColumns)
	for i, name := range names {
		table.Text(name)
		table.Number(-i)
		table.Moment(sampleTime)
		table.Line()
	}
	for file, content := range map[string][]byte{"book.xlsx": sampleBook(t), "table.csv": table.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, file), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, row := range convert(t, office, dir, "book.xlsx") {
		if i == 0 || i > len(names) {
			continue
		}
		if name := names[i-1]; row[0] != name {
			t.Errorf("book.xlsx: %q came back as %q", name, row[0])
		}
		if row[1] != number(1-i) || row[2] != "2026-03-29 01:30:59" {
			t.Errorf("book.xlsx: line %d has the number %q and the time %q", i, row[1], row[2])
		}
	}
	for i, row := range convert(t, office, dir, "table.csv") {
		if i == 0 {
			continue
		}
		name := names[i-1]
		if unguarded(row[0]) != name && !slices.Contains(likeNumbers, name) && !strings.Contains(name, "\r") {
			t.Errorf("table.csv: %q came back as %q", name, row[0])
		}
		if row[1] != number(1-i) {
			t.Errorf("table.csv: line %d has the number %q", i, row[1])
		}
	}
}

// likeNumbers are names that any spreadsheet takes for numbers in a CSV, as it
// folds a lone CR there; a workbook says what they are.
var likeNumbers = []string{"1e5", "007"}

func number(n int) string {
	table := &CSV{}
	table.Number(n)
	return table.String()
}

// convert lets LibreOffice write a file as CSV: in UTF-8, cells as they are shown
// and formulas by their values, so that one would not go unseen.
func convert(t *testing.T, office, dir, file string) [][]string {
	t.Helper()
	out := filepath.Join(dir, "out-"+file)
	command := exec.Command(office, "--headless", "--norestore", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--infilter=CSV:44,34,76,1,,0,false,true",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false", "--outdir", out, filepath.Join(dir, file))
	if strings.HasSuffix(file, ".xlsx") {
		command.Args = slices.DeleteFunc(command.Args, func(arg string) bool { return strings.HasPrefix(arg, "--infilter") })
	}
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", file, err, said)
	}
	written, err := os.ReadFile(filepath.Join(out, strings.TrimSuffix(file, filepath.Ext(file))+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(written, []byte("\ufeff"))))
	rows, err := reader.ReadAll()
	if err != nil || len(rows) < len(names)+1 {
		t.Fatalf("%s: %d lines, %v: %s", file, len(rows), err, written)
	}
	return rows
}
