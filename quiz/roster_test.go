package quiz_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"discern/quiz"
)

func TestRosterLines(t *testing.T) {
	two := []string{"Ada W.", "Ben T."}
	for name, c := range map[string]struct {
		text string
		file bool
		want []string
	}{
		"pasted names":            {"Ada W.\r\nBen T.", false, two},
		"pasted, with a comma":    {"Wood, Ada\nTall, Ben", false, []string{"Wood, Ada", "Tall, Ben"}},
		"pasted from a sheet":     {"Ada W.\t8B\nBen T.\t8B", false, two},
		"pasted with a head":      {"no;name\n1;Ada W.\n2;Ben T.", false, two},
		"first column":            {"Ada W.,8B\nBen T.,8B", true, two},
		"only a column":           {"Ada W.\nBen T.", true, two},
		"column by its head":      {"id;Pupil;class\n1;Ada W.;8B\n2;\"Ben T.\";8B", true, two},
		"first and last":          {"Last Name,First_Name\nW.,Ada\nT.,Ben", true, two},
		"quotes":                  {"\"Ada W.\",\"x, y\"\nBen T.,z", true, two},
		"quotes in quotes":        {"name\n\"Ada \"\"W.\"\"\"", true, []string{`Ada "W."`}},
		"an unclosed quote":       {"name,a\n\"Ada W.,8B\nBen T.,8B", true, []string{`"Ada W.,8B`, "Ben T."}},
		"short lines":             {"id,name\n1\n2,Ben T.", true, []string{"", "Ben T."}},
		"old line ends":           {"name\rAda W.\rBen T.", true, two},
		"empty lines at the head": {"\n\nStudent:\nAda W.\nBen T.", true, two},
		"nothing":                 {" \n\t\n", true, nil},
	} {
		if got := quiz.RosterLines(c.text, c.file); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRosterText(t *testing.T) {
	wide := utf16.Encode([]rune("\ufeffZoë"))
	little, big := []byte{}, []byte{}
	for _, unit := range wide {
		little = append(little, byte(unit), byte(unit>>8))
		big = append(big, byte(unit>>8), byte(unit))
	}
	for name, file := range map[string][]byte{"UTF-8": []byte("Zoë"), "with a mark": []byte("\ufeffZoë"), "Windows-1252": []byte("Zo\xeb"),
		"UTF-16 little": little, "UTF-16 big": big} {
		if got, err := quiz.RosterText(file); got != "Zoë" || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for name, file := range map[string][]byte{"too long": make([]byte, quiz.RosterBytes+1), "a workbook": []byte("PK\x03\x04xyz"), "NUL": []byte("Ada\x00")} {
		var fault *quiz.FieldError
		if _, err := quiz.RosterText(file); !errors.As(err, &fault) || fault.Field != "file" {
			t.Errorf("%s: %v, want a FieldError for file", name, err)
		}
	}
}

func TestCheckRoster(t *testing.T) {
	lines := []string{"Ada W.", "", "ben t.", "<b>", "Ada w.", strings.Repeat("x", 41), "Cleo Abbott", "Dan", "Pupil 11", "E. J.", "Zoe\u0301", "Zoé"}
	roster, err := quiz.CheckRoster(lines, []string{"Ben T."})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Ada W.", "Cleo Abbott", "Dan", "Pupil 11", "E. J.", "Zoé"}; !slices.Equal(roster.Names, want) {
		t.Errorf("names %q, want %q", roster.Names, want)
	}
	if want := []string{"ben t.", "Ada w.", "Zoé"}; !slices.Equal(roster.Doubles, want) {
		t.Errorf("doubles %q, want %q", roster.Doubles, want)
	}
	if len(roster.Refused) != 2 || roster.Refused[0].Line != 4 || roster.Refused[0].Text != "<b>" || roster.Refused[1].Line != 6 || roster.Refused[1].Why == "" {
		t.Errorf("refused %+v", roster.Refused)
	}
	if !slices.Equal(roster.Full, []string{"Cleo Abbott"}) {
		t.Errorf("full names %q", roster.Full)
	}
	if n := len(roster.Names) + len(roster.Doubles) + len(roster.Refused); n != len(lines)-1 {
		t.Errorf("of %d lines %d are accounted for", len(lines)-1, n)
	}
	var many []string
	for n := range quiz.RosterNames + 1 {
		many = append(many, fmt.Sprint("Pupil ", n))
	}
	for name, lines := range map[string][]string{"none": {" ", ""}, "too many": many} {
		var fault *quiz.FieldError
		if _, err := quiz.CheckRoster(lines, nil); !errors.As(err, &fault) || fault.Field != "names" {
			t.Errorf("%s: %v, want a FieldError for names", name, err)
		}
	}
	if _, err := quiz.CheckRoster(many[1:], nil); err != nil {
		t.Errorf("%d names: %v", quiz.RosterNames, err)
	}
}

func TestShortName(t *testing.T) {
	for name, want := range map[string]string{"Ada Wood": "Ada W.", "Ada Maria von wood": "Ada W.", "Ada": "Ada", "Ada W.": "Ada W.",
		"Pupil 11": "Pupil 11", "": "", "Zoe\u0301 E\u0301mile": "Zoe\u0301 E\u0301."} {
		if got := quiz.ShortName(name); got != want {
			t.Errorf("ShortName(%q) = %q, want %q", name, got, want)
		}
	}
}

// FuzzRoster: no list breaks the reading, and no line of it gets lost.
func FuzzRoster(f *testing.F) {
	f.Add([]byte("name;x\n\"Ada\";1\n\xff"), true)
	f.Add([]byte("\xff\xfea"), false)
	f.Fuzz(func(t *testing.T, file []byte, table bool) {
		text, err := quiz.RosterText(file)
		if err != nil {
			return
		}
		lines := quiz.RosterLines(text, table)
		roster, _ := quiz.CheckRoster(lines, nil)
		full := 0
		for _, line := range lines {
			if strings.TrimSpace(line) != "" {
				full++
			}
		}
		if n := len(roster.Names) + len(roster.Doubles) + len(roster.Refused); n != full {
			t.Errorf("of %d lines %d are accounted for", full, n)
		}
		for _, name := range roster.Names {
			quiz.ShortName(name)
		}
	})
}
