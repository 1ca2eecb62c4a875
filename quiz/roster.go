package quiz

import (
	"encoding/csv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Limits of a list of names: the bytes of a file, and the names in it.
const (
	RosterBytes = 200 << 10
	RosterNames = 300
)

// Roster is what was made of a list of names. Each line of it that is not empty
// is in exactly one of Names, Doubles and Refused.
type Roster struct {
	Lines   []string      // one name each, as typed or as found in a table
	Names   []string      // that can be added, in their order
	Doubles []string      // that the class has already, or that come twice
	Refused []RefusedName // that cannot be names
	Full    []string      // of Names: those that look like a first and a last name
}

// RefusedName is a line that cannot be the name of a student.
type RefusedName struct {
	Line int // from 1, of Roster.Lines
	Text string
	Why  string // in plain words
}

// RosterText decodes the file of a list of names: UTF-8 or UTF-16 with a byte
// order mark, else UTF-8, else Windows-1252. A *FieldError for file refuses what
// is too long or no text.
func RosterText(file []byte) (string, error) {
	text := string(file)
	switch {
	case len(file) > RosterBytes:
		return "", &FieldError{Field: "file", Message: "This file is too long for a list of names."}
	case strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff"):
		text = decodeUTF16(file)
	case !utf8.ValidString(text):
		decoded, err := charmap.Windows1252.NewDecoder().String(text)
		if err != nil {
			return "", err
		}
		text = decoded
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.ContainsRune(text, 0) || strings.HasPrefix(text, "PK\x03\x04") {
		return "", &FieldError{Field: "file", Message: "This is not a list that we can read. In a spreadsheet choose Save as, then CSV."}
	}
	return text, nil
}

func decodeUTF16(file []byte) string {
	low := 0
	if file[0] == 0xfe {
		low = 1
	}
	units := make([]uint16, len(file)/2)
	for i := range units {
		units[i] = uint16(file[2*i+low]) | uint16(file[2*i+1-low])<<8
	}
	return string(utf16.Decode(units))
}

// RosterLines takes the names out of a list, one a line. A table has its names
// in the column that its first line calls so, else in the first one; what is
// pasted is a table if it has tabs or such a first line.
func RosterLines(text string, file bool) []string {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	first := slices.IndexFunc(lines, func(line string) bool { return strings.TrimSpace(line) != "" })
	if first < 0 {
		return nil
	}
	comma := delimiter(lines)
	columns := nameColumns(cells(lines[first], comma))
	switch {
	case columns != nil:
		lines = lines[first+1:]
	case !file && comma != '\t':
		return lines
	default:
		columns = []int{0}
	}
	names := make([]string, len(lines))
	for i, line := range lines {
		names[i] = nameIn(cells(line, comma), columns)
	}
	return names
}

// delimiter is the sign that separates the cells in most lines.
func delimiter(lines []string) rune {
	best, most := ',', 0
	for _, sign := range "\t;," {
		n := 0
		for _, line := range lines {
			if strings.ContainsRune(line, sign) {
				n++
			}
		}
		if n > most {
			best, most = sign, n
		}
	}
	return best
}

// cells reads one line of a table. A line whose quotes do not close is one cell.
func cells(line string, comma rune) []string {
	r := csv.NewReader(strings.NewReader(line))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = comma, -1, comma != '\t'
	row, err := r.Read()
	if err != nil {
		return []string{line}
	}
	return row
}

// What the heads of columns are called.
var (
	nameHeads  = []string{"name", "student", "pupil", "student name", "pupil name", "full name", "display name", "nickname"}
	firstHeads = []string{"first name", "firstname", "given name", "forename"}
	lastHeads  = []string{"last name", "lastname", "surname", "family name"}
)

// nameColumns finds the columns that make a name, by the heads in the first
// line; nil if that is no line of heads.
func nameColumns(heads []string) []int {
	find := func(known []string) int {
		return slices.IndexFunc(heads, func(head string) bool {
			return slices.Contains(known, strings.ToLower(strings.Trim(strings.Join(strings.Fields(strings.ReplaceAll(head, "_", " ")), " "), " :")))
		})
	}
	first, last, name := find(firstHeads), find(lastHeads), find(nameHeads)
	switch {
	case first >= 0 && last >= 0:
		return []int{first, last}
	case name >= 0:
		return []int{name}
	case first >= 0:
		return []int{first}
	}
	return nil
}

func nameIn(row []string, columns []int) string {
	var parts []string
	for _, column := range columns {
		if column < len(row) {
			parts = append(parts, row[column])
		}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// CheckRoster sorts lines into names that can be added to a class that has those
// present, doubles, and what is refused. A *FieldError for names refuses a list
// that is empty or too long.
func CheckRoster(lines, present []string) (Roster, error) {
	roster, taken := Roster{Lines: lines}, map[string]bool{}
	for _, name := range present {
		taken[foldName(name)] = true
	}
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, err := ReadName(line, NameLength, "names")
		if fault, ok := err.(*FieldError); ok {
			roster.Refused = append(roster.Refused, RefusedName{i + 1, line, fault.Text()})
			continue
		}
		if key := foldName(name); taken[key] {
			roster.Doubles = append(roster.Doubles, name)
			continue
		} else {
			taken[key] = true
		}
		roster.Names = append(roster.Names, name)
		if looksFull(name) {
			roster.Full = append(roster.Full, name)
		}
	}
	switch all := len(roster.Names) + len(roster.Doubles); {
	case all+len(roster.Refused) == 0:
		return roster, &FieldError{Field: "names", Message: "Type at least one name, each on a line of its own."}
	case all > RosterNames:
		return roster, &FieldError{Field: "names", Message: "That is more than " + itoa(RosterNames) + " names. Add them in smaller parts."}
	}
	return roster, nil
}

func foldName(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// looksFull reports whether a name looks like a first and a last name, which
// nobody needs here: its last word is more than a letter.
func looksFull(name string) bool {
	words := strings.Fields(name)
	last := strings.TrimRight(words[len(words)-1], ".")
	return len(words) > 1 && utf8.RuneCountInString(last) > 2 && !strings.ContainsFunc(last, unicode.IsDigit)
}

// ShortName leaves of a name that looks full the first word and the first letter
// of the last.
func ShortName(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 || !looksFull(name) {
		return name
	}
	letters := graphemes.FromString(words[len(words)-1])
	letters.Next()
	return words[0] + " " + strings.ToUpper(letters.Value()) + "."
}
