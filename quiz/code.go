package quiz

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// twins are letters of other alphabets that look like one of CodeAlphabet: who
// has the keyboard of another language on types them without seeing it.
var twins = strings.NewReplacer(
	"А", "A", "В", "B", "Е", "E", "Н", "H", "К", "K", "М", "M", "Р", "P", "С", "C", "Т", "T", "У", "Y", "Х", "X", // Cyrillic
	"Α", "A", "Β", "B", "Ε", "E", "Ζ", "Z", "Η", "H", "Κ", "K", "Μ", "M", "Ν", "N", "Ρ", "P", "Τ", "T", "Υ", "Y", "Χ", "X") // Greek

// bareCode is a code as people type it without all that does not matter: case,
// spaces, hyphens and other signs, accents, wide letters and look-alikes of
// other alphabets. A character that no code has stays, for the code to be
// refused: which one was meant cannot be told.
func bareCode(typed string) string {
	letters := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.P, unicode.S, unicode.Z, unicode.C, unicode.M) {
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFKD.String(typed))
	return twins.Replace(letters)
}

// SplitCard reads what was typed or scanned from a seat card into the field for
// a class code: both codes of it. Anything else is returned as it is, with "".
func SplitCard(typed string) (code, seatCode string) {
	if len(typed) > 128 {
		return typed, ""
	}
	both := []rune(bareCode(typed))
	if len(both) != JoinCodeLength+SeatCodeLength {
		return typed, ""
	}
	return string(both[:JoinCodeLength]), string(both[JoinCodeLength:])
}
