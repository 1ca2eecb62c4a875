package article

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// typography puts the plain character for what a typesetter would choose.
var typography = strings.NewReplacer(
	"\u2018", "'", "\u2019", "'", "\u201a", "'", "\u201b", "'",
	"\u201c", `"`, "\u201d", `"`, "\u201e", `"`, "\u201f", `"`,
	"\u2013", "-", "\u2014", "-",
	"\u2026", "...",
	"\u00a0", " ",
)

// Normalize returns one paragraph in the form in which offsets, lengths and
// hashes are taken, as the "normalization" of a pack's source describes it:
// Unicode NFC; curly quotes straight, en and em dash a hyphen, an ellipsis three
// dots, a no-break space a space; every run of white space one space, none at
// the ends. Bytes that are not UTF-8 become U+FFFD. Normalize changes nothing
// in what it has returned.
func Normalize(paragraph string) string {
	s := norm.NFC.String(strings.ToValidUTF8(paragraph, "\ufffd"))
	return strings.Join(strings.Fields(typography.Replace(s)), " ")
}

// lineEnds gives every kind of line end that Unicode knows one form.
var lineEnds = strings.NewReplacer(
	"\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n")

// paragraphs returns the normalised blocks between blank lines. A line of white
// space is a blank one.
func paragraphs(text string) []string {
	var list []string
	var block []string
	end := func() {
		if p := Normalize(strings.Join(block, "\n")); p != "" {
			list = append(list, p)
		}
		block = block[:0]
	}
	for line := range strings.SplitSeq(lineEnds.Replace(text), "\n") {
		if strings.TrimFunc(line, unicode.IsSpace) == "" {
			end()
			continue
		}
		block = append(block, line)
	}
	end()
	return list
}
