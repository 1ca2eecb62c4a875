package quiz

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// NameBefore reports whether a name or title stands before another in a list:
// letter by letter whether large or small, and a row of the digits 0 to 9 as the
// number that it is, so that Pupil 2 stands before Pupil 10. Names that differ
// in neither stand in no order.
func NameBefore(a, b string) bool {
	for a != "" && b != "" {
		x, restA := cutNumber(a)
		y, restB := cutNumber(b)
		if len(restA) < len(a) && len(restB) < len(b) {
			if x != y {
				return len(x) < len(y) || len(x) == len(y) && x < y
			}
			a, b = restA, restB
			continue
		}
		first, size := utf8.DecodeRuneInString(a)
		other, width := utf8.DecodeRuneInString(b)
		if p, q := unicode.ToLower(first), unicode.ToLower(other); p != q {
			return p < q
		}
		a, b = a[size:], b[width:]
	}
	return a == "" && b != ""
}

// cutNumber cuts the digits off that s begins with, and their leading zeros.
func cutNumber(s string) (digits, rest string) {
	rest = strings.TrimLeft(s, "0123456789")
	return strings.TrimLeft(s[:len(s)-len(rest)], "0"), rest
}
