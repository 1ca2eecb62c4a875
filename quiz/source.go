package quiz

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"discern/questions"
	"discern/questions/article"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Source is a text that reviewers make passages of. Its words stay in the
// school's own database: a pack carries only what Said says.
type Source struct {
	ID          string
	Title       string
	Author      string
	Publication string
	Published   string // as people write it: 2017-05
	Kind        string // such as news report or opinion column
	Language    string // BCP 47
	Paragraphs  int
	Length      int    // code points of the whole text
	SHA256      string // of article.Article.Text
	Removed     bool   // the words are gone, the packs made of them live on
	By          string // name of the account
	Created     time.Time
	Draft       string // id of the newest draft made of it, "" for none
	Slug        string // of that draft
	Binds       []string
	// Article holds the words; empty in lists, and when they were removed.
	Article article.Article
}

// NewSource is a text as it comes in; see article.Read and article.ReadText.
type NewSource struct {
	Title       string
	Author      string
	Publication string
	Published   string
	Kind        string
	Language    string // "": en
	Slug        string // of the draft, "": made of the title
	Article     article.Article
}

// Normalization says in a pack how offsets in its source are counted.
const Normalization = "Unicode NFC; curly quotes to straight, en and em dash to hyphen, ellipsis to three dots, no-break space to space; " +
	"every run of white space to one space, ends trimmed. Paragraphs are the blocks between blank lines, counted from 0. " +
	"Offsets and lengths are in Unicode code points of the normalized paragraph."

// Said returns what a pack says of its source.
func (s Source) Said() *questions.Source {
	return &questions.Source{Author: s.Author, Publication: s.Publication, Published: s.Published, Kind: s.Kind,
		Normalization: Normalization, Paragraphs: s.Paragraphs, Length: s.Length, SHA256: s.SHA256}
}

// Check returns the text as it is kept, or a *FieldError.
func (n NewSource) Check() (NewSource, error) {
	var err error
	if n.Title, err = ReadProse(n.Title, 200, "title"); err != nil {
		return n, err
	}
	for _, field := range []struct {
		name string
		text *string
	}{{"author", &n.Author}, {"publication", &n.Publication}, {"published", &n.Published}, {"kind", &n.Kind}} {
		if *field.text, err = readMaybe(*field.text, 200, field.name); err != nil {
			return n, err
		}
	}
	if n.Language, err = ReadLanguage(n.Language); err != nil {
		return n, err
	}
	if n.Slug != "" {
		if n.Slug, err = ReadSlug(n.Slug); err != nil {
			return n, err
		}
	}
	words := n.Article.Text()
	switch {
	case strings.TrimSpace(words) == "":
		return n, &FieldError{Field: "text", Message: "Paste the text, or choose a file that holds it."}
	case len(words) > article.MaxBytes:
		return n, &FieldError{Field: "text", Message: "That is more than 2 MiB. Take a shorter text, or a part of it."}
	case n.Article.Length() > questions.MaxNumber || len(n.Article.Paragraphs) > questions.MaxNumber:
		return n, &FieldError{Field: "text", Message: "That text is too long. Take a part of it."}
	case strings.ContainsFunc(words, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }):
		return n, &FieldError{Field: "text", Message: "There are signs in the text that cannot be seen. Paste it again as plain text."}
	}
	return n, nil
}

// ReadLanguage returns a BCP 47 tag as it is kept, en for "", or a *FieldError.
func ReadLanguage(typed string) (string, error) {
	if typed == "" {
		return "en", nil
	}
	tag, err := language.Parse(typed)
	if err != nil {
		return "", &FieldError{Field: "language", Message: "Use a language code such as en, fr or es."}
	}
	return tag.String(), nil
}

// ReadProse returns a sentence or more as it is kept: NFC, every run of white
// space one space. It refuses, as a *FieldError for field, what is empty, has
// more than max code points, or holds characters that cannot be seen.
func ReadProse(typed string, max int, field string) (string, error) {
	text, err := readMaybe(typed, max, field)
	if err == nil && text == "" {
		err = &FieldError{Field: field, Message: "Write something here."}
	}
	return text, err
}

// readMaybe is ReadProse for what may be left empty.
func readMaybe(typed string, max int, field string) (string, error) {
	if len(typed) > 16*max+1024 {
		return "", tooLong(max, field)
	}
	if !utf8.ValidString(typed) {
		return "", &FieldError{Field: field, Message: "Some of these letters cannot be read. Type them again."}
	}
	text := strings.Join(strings.Fields(norm.NFC.String(typed)), " ")
	if strings.ContainsFunc(text, hidden) {
		return "", &FieldError{Field: field, Message: "There are signs in it that cannot be seen. Type it again by hand."}
	}
	if utf8.RuneCountInString(text) > max {
		return "", tooLong(max, field)
	}
	return text, nil
}

func tooLong(max int, field string) error {
	return &FieldError{Field: field, Message: "That is too long. Use at most %d characters.", Args: []any{max}}
}

// hidden reports characters that could make a text look like another one.
func hidden(r rune) bool {
	switch {
	case r == '\u200c' || r == '\u200d' || r == '\u200e' || r == '\u200f' || r == '\u00ad':
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Variation_Selector, r) && r < 0xe0000
}
