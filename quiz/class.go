package quiz

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Class is a group of students with a teacher, who owns it, and perhaps others.
type Class struct {
	ID          string
	Teacher     string // id of the owner's account
	TeacherName string
	Title       string
	SchoolYear  string
	Language    string // BCP 47
	Code        string // join code, 8 characters of CodeAlphabet
	Names       string // NamesTyped or NamesMadeUp
	Joining     bool   // false: locked by the teacher
	CodeExpires time.Time
	Seats       int
	Assignments int
	Created     time.Time
	Archived    time.Time // when it was put away; zero for a class that goes on
}

// MayJoin says whether a new student may join at now: nil, ErrJoiningLocked or
// ErrCodeExpired.
func (c Class) MayJoin(now time.Time) error {
	switch {
	case !c.Joining, !c.Archived.IsZero():
		return ErrJoiningLocked
	case !now.Before(c.CodeExpires):
		return ErrCodeExpired
	}
	return nil
}

// Seat is a student in a class: a name the teacher knows, and nothing else.
type Seat struct {
	ID        string
	Class     string
	Name      string
	ExtraTime float64 // factor on a time limit, 1 to 10
	Joined    time.Time
}

// A code lives for CodeLife after its last use; a seat code given out for a
// lost phone for SeatCodeLife, one made with a list of names for CardLife.
const (
	CodeLife     = 24 * time.Hour
	SeatCodeLife = 10 * time.Minute
	CardLife     = 14 * 24 * time.Hour
)

// CodeAlphabet has the 31 letters and digits that cannot be mistaken for one
// another when read from a board.
const CodeAlphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

// Lengths of a class's join code and of a student's seat code.
const (
	JoinCodeLength = 8
	SeatCodeLength = 6
)

// NewCode makes a code of n characters from random bytes, of which it takes
// as many as it needs: random must hold at least 4n.
func NewCode(n int, random []byte) string {
	code := make([]byte, 0, n)
	for _, b := range random {
		// 248 is the largest multiple of 31 in a byte: no letter is likelier.
		if b < 248 && len(code) < n {
			code = append(code, CodeAlphabet[int(b)%len(CodeAlphabet)])
		}
	}
	for len(code) < n {
		code = append(code, CodeAlphabet[0])
	}
	return string(code)
}

// ReadCode reads a code of n characters as people type it: see bareCode. It
// returns a *FieldError for field otherwise.
func ReadCode(typed string, n int, field string) (string, error) {
	if len(typed) > 64 {
		return "", &FieldError{Field: field, Message: codeHelp(n)}
	}
	code := bareCode(typed)
	if code == "" {
		return "", &FieldError{Field: field, Message: "Type the code that your teacher shows you."}
	}
	if utf8.RuneCountInString(code) != n || strings.Trim(code, CodeAlphabet) != "" {
		return "", &FieldError{Field: field, Message: codeHelp(n)}
	}
	return code, nil
}

func codeHelp(n int) string {
	if n == SeatCodeLength {
		return "A return code has 6 letters or digits, and none of them is 0, O, 1, I or L. Ask your teacher for a new one."
	}
	return "A class code has 8 letters or digits, and none of them is 0, O, 1, I or L. Look at the board again."
}

// ShowCode writes a code as it is shown: in two groups.
func ShowCode(code string) string {
	half := len(code) / 2
	return code[:half] + " " + code[half:]
}

// SecretHash is what is stored of a secret: the hex SHA-256 of it.
func SecretHash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Longest names, in characters as a reader counts them.
const (
	NameLength  = 40
	TitleLength = 80
)

// mostMarks is how many accents and points one letter may carry: no spelling
// needs more, and a pile of them covers the lines above and below.
const mostMarks = 4

// ReadName returns a name as it is kept: NFC, ends trimmed, runs of white space
// made one space. It refuses, as a *FieldError for field, what is empty, longer
// than max, or holds characters that cannot be seen, that form mark-up or that
// run over their line.
func ReadName(typed string, max int, field string) (string, error) {
	if !utf8.ValidString(typed) {
		return "", &FieldError{Field: field, Message: "Some of these letters cannot be read. Type them again."}
	}
	name := strings.Join(strings.Fields(norm.NFC.String(typed)), " ")
	visible, marks := false, 0
	for _, r := range name {
		if marks++; !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Me, r) {
			marks = 0
		}
		switch {
		case marks > mostMarks:
			return "", &FieldError{Field: field, Message: "There are too many accents on one letter. Type it again by hand."}
		case r == '<' || r == '>':
			return "", &FieldError{Field: field, Message: "Leave out the signs < and >."}
		case r == '\u200c' || r == '\u200d': // they join letters and emoji
		case r == ' ' || unicode.Is(unicode.Variation_Selector, r):
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), blank(r):
			return "", &FieldError{Field: field, Message: "There are signs in it that cannot be seen. Type it again by hand."}
		case !unicode.Is(unicode.Mn, r):
			visible = true
		}
	}
	if !visible {
		return "", &FieldError{Field: field, Message: "Type a name."}
	}
	if length := graphemeCount(name); length > max || len(name) > 32*max {
		return "", &FieldError{Field: field, Message: "That is too long. Use at most %d letters.", Args: []any{max}}
	}
	return name, nil
}

// blank reports letters that print nothing although Unicode calls them letters.
func blank(r rune) bool {
	return r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || r == '\u2800' || r == '\ufffd'
}

func graphemeCount(s string) int {
	n := 0
	for tokens := graphemes.FromString(s); tokens.Next(); {
		n++
	}
	return n
}

// NewClass is what a teacher types to make a class, or to change one.
type NewClass struct {
	Title      string
	SchoolYear string
	Language   string
	Names      string // NamesTyped, also if "", or NamesMadeUp
}

// Check returns the class as it is kept, or a *FieldError.
func (n NewClass) Check() (NewClass, error) {
	var err error
	if n.Title, err = ReadName(n.Title, TitleLength, "title"); err != nil {
		return n, err
	}
	if n.SchoolYear != "" {
		if n.SchoolYear, err = ReadName(n.SchoolYear, 20, "school_year"); err != nil {
			return n, err
		}
	}
	if n.Language == "" {
		n.Language = "en"
	}
	tag, err := language.Parse(n.Language)
	if err != nil {
		return n, &FieldError{Field: "language", Message: "Use a language code such as en, fr or es."}
	}
	n.Language = tag.String()
	switch n.Names {
	case "":
		n.Names = NamesTyped
	case NamesTyped, NamesMadeUp:
	default:
		return n, &FieldError{Field: "names", Message: "Choose how students come by their names."}
	}
	return n, nil
}

// ReadNames checks a list of students' names by ReadName, leaving out empty
// lines. A *FieldError for names says which line is wrong.
func ReadNames(typed []string, most int) ([]string, error) {
	var names []string
	for i, line := range typed {
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, err := ReadName(line, NameLength, "names")
		if fault, ok := err.(*FieldError); ok {
			return nil, &FieldError{Field: "names", Message: "Line " + itoa(i+1) + ": " + fault.Text()}
		}
		names = append(names, name)
	}
	switch {
	case len(names) == 0:
		return nil, &FieldError{Field: "names", Message: "Type at least one name, each on a line of its own."}
	case len(names) > most:
		return nil, &FieldError{Field: "names", Message: "That is more than " + itoa(most) + " names. Add them in smaller parts."}
	}
	return names, nil
}
