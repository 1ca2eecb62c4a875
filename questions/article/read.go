package article

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxBytes bounds a file as it comes in, and the text found in it.
const MaxBytes = 2 << 20

// Document is what a file holds: an article and, if the file names one, its
// title in plain words.
type Document struct {
	Title   string
	Article Article
}

// ReadError says in plain words why a file cannot be read, so that whoever sent
// it can put it right: “the file …”.
type ReadError struct {
	Problem string // “is empty”
}

func (e *ReadError) Error() string { return "the file " + e.Problem }

func refuse(format string, args ...any) error {
	return &ReadError{fmt.Sprintf(format, args...)}
}

// foreign are the beginnings of files that people take for text.
var foreign = []struct{ begins, problem string }{
	{"%PDF-", "is a PDF; save its text as a Word document or as plain text"},
	{"\xd0\xcf\x11\xe0", "is an old Word document; save it as .docx"},
	{`{\rtf`, "is in rich text format; save it as .docx or as plain text"},
	{"\x89PNG", "is a picture; it must hold text"},
	{"\xff\xd8\xff", "is a picture; it must hold text"},
	{"GIF8", "is a picture; it must hold text"},
	{"\x1f\x8b", "is compressed; unpack it first"},
}

// Read reads a Word document, a web page or a plain text of at most MaxBytes. It
// goes by what the file holds, never by its name. All errors are of type
// *ReadError.
func Read(b []byte) (Document, error) {
	if err := tooLarge(len(b)); err != nil {
		return Document{}, err
	}
	for _, f := range foreign {
		if bytes.HasPrefix(b, []byte(f.begins)) {
			return Document{}, refuse("%s", f.problem)
		}
	}
	if bytes.HasPrefix(b, []byte("PK")) && len(b) > 3 && b[2] < 9 {
		return ReadDocx(b)
	}
	text, err := decode(b)
	if err != nil {
		return Document{}, err
	}
	if isMarkup(text) {
		return ReadHTML(b)
	}
	return fromText("", text)
}

// ReadText reads plain text: UTF-8 with or without a byte order mark, UTF-16
// with one, or else Windows-1252. Its title is empty, for a text does not say
// which of its lines is one.
func ReadText(b []byte) (Document, error) {
	if err := tooLarge(len(b)); err != nil {
		return Document{}, err
	}
	text, err := decode(b)
	if err != nil {
		return Document{}, err
	}
	return fromText("", text)
}

// isMarkup reports whether a text begins like a page: with a tag, a comment or a
// declaration.
func isMarkup(text string) bool {
	text = strings.TrimSpace(text)
	if len(text) < 2 || text[0] != '<' {
		return false
	}
	return text[1] == '!' || text[1] == '?' || 'a' <= text[1]|0x20 && text[1]|0x20 <= 'z'
}

func tooLarge(n int) error {
	if n > MaxBytes {
		return refuse("is larger than %d MiB", MaxBytes>>20)
	}
	return nil
}

// fromText makes a document of the text found in a file.
func fromText(title, text string) (Document, error) {
	text, err := clean(text)
	if err != nil {
		return Document{}, err
	}
	d := Document{Title: plainTitle(title), Article: Parse(text)}
	if len(d.Article.Paragraphs) == 0 {
		return Document{}, refuse("holds no text")
	}
	return d, nil
}

// clean returns what is seen of a text, unless there is too much of it or many
// control characters show that it is no text.
func clean(text string) (string, error) {
	if err := tooLarge(len(text)); err != nil {
		return "", err
	}
	text, controls := visible(text)
	if controls > utf8.RuneCountInString(text)/100 {
		return "", refuse("is not a text; it holds too many control characters")
	}
	return text, nil
}

// visible takes out of a text what is never seen: control characters, which it
// counts, and the marks that only say where a line or word may be broken.
func visible(text string) (seen string, controls int) {
	seen = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return r
		case unicode.IsControl(r):
			controls++
			return -1
		case r == '\u00ad', r == '\u200b', r == '\u2060', r == '\ufeff':
			return -1
		}
		return r
	}, text)
	return seen, controls
}

// maxTitle bounds a title, in code points.
const maxTitle = 300

// plainTitle returns a title on one line, cut at maxTitle.
func plainTitle(title string) string {
	title, _ = visible(title)
	title = Normalize(title)
	return strings.TrimSpace(title[:bytesOf(title, maxTitle)])
}
