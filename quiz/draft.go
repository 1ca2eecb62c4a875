package quiz

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"discern/questions"
	"discern/questions/article"
)

// DraftState is where a pack in the making stands.
type DraftState string

// A draft is open until it is published, which it is once.
const (
	DraftOpen      DraftState = "open"
	DraftPublished DraftState = "published"
)

// PackDraft is a pack in the making: a new one, or a correction of a version.
// A slug has at most one open draft.
type PackDraft struct {
	ID       string
	PackID   string
	Slug     string
	Title    string
	About    string
	Language string
	Guide    questions.Guide
	Said     *questions.Source // what the pack says of its source, or nil
	Source   string            // id of the source text, "" for none
	Base     int               // version it corrects, 0 for a new pack
	State    DraftState
	Version  int // that it became, 0 before
	Revision int // counts changes of the fields above
	Created  time.Time
	Passages int
	Read     int // by who asks, in the present wording
}

// NewDraft is what a reviewer gives for a pack made of a source that has a
// draft already, or of no source.
type NewDraft struct {
	Source   string // id, or ""
	Slug     string // "": made of the title
	Title    string
	About    string
	Language string
}

// DraftChange is what is to be changed of a draft; nil stays as it is.
type DraftChange struct {
	Slug     *string // of a new pack only
	Title    *string
	About    *string
	Language *string
	Guide    *questions.Guide
	Revision *int // that it was made on; nil overwrites any
}

// The wordings of a passage in a draft.
const (
	Original = WordingOriginal // the words of the source
	Restated = WordingRestated
)

// PassageLength bounds the text of a passage, in code points.
const PassageLength = 1000

// DraftPassage is a passage of a draft as every reviewer may see it at any time:
// nothing of it depends on others' readings or on the key.
type DraftPassage struct {
	questions.Passage
	Draft    string
	Wording  string             // Original or Restated
	Revision int                // counts changes of the wording, from 1
	Own      *questions.Reading // of who asks, in the present wording
	Outdated bool               // who asks has read an earlier wording only
}

// NewPassage is a stretch of the source that becomes a passage: code points
// Start up to, not including, End of a paragraph.
type NewPassage struct {
	Paragraph int
	Start     int
	End       int
	Text      string // restated; "": as it stands there
}

// PassageChange is what is to be changed of a passage. A Text equal to the words
// of the span makes the wording Original, any other Restated.
type PassageChange struct {
	Text     *string
	Revision *int // that it was made on; nil overwrites any
}

// DraftSheet is a draft with its passages in the order of the text.
type DraftSheet struct {
	Draft    PackDraft
	Passages []DraftPassage
}

// ReviewerID is the name under which a pack keeps an account's readings: always
// the same for this pack, and of no use to find the account or to tell that two
// packs were read by the same person.
func ReviewerID(pack, account string) string {
	sum := sha256.Sum256([]byte("discern:reader\x00" + pack + "\x00" + account))
	return "reader-" + hex.EncodeToString(sum[:8])
}

// MayReview returns nil for reviewers, ErrNotSignedIn for a visitor and
// ErrForbidden for everybody else.
func (a Actor) MayReview() error { return a.MustBe(Reviewer) }

// MayLookOn is MayReview for what administrators may read too: lists, texts and
// progress, never a reading or a key.
func (a Actor) MayLookOn() error {
	if a.Role == Admin && a.SignedIn() {
		return nil
	}
	return a.MustBe(Reviewer)
}

var slugForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)

// ReadSlug returns the short name of a pack, or a *FieldError for slug.
func ReadSlug(typed string) (string, error) {
	slug := strings.ToLower(strings.TrimSpace(typed))
	if len(slug) > questions.MaxSlug || !slugForm.MatchString(slug) {
		return "", &FieldError{Field: "slug", Message: "Use small letters, digits and hyphens, such as river-report."}
	}
	return slug, nil
}

// SlugOf makes the short name of a pack of its title.
func SlugOf(title string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(title)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // the accent of the letter before
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() == 48 {
			break
		}
	}
	if slug := strings.Trim(b.String(), "-"); slug != "" {
		return slug
	}
	return "text"
}

// Check returns the passage's own words as they are kept, or a *FieldError.
func (n NewPassage) Check() (NewPassage, error) {
	var err error
	if n.Text != "" {
		n.Text, err = ReadProse(n.Text, PassageLength, "text")
	}
	return n, err
}

// Words returns the stretch of a paragraph, or a *FieldError if it lies outside
// or is empty.
func (n NewPassage) Words(paragraphs []string) (string, error) {
	if n.Paragraph < 0 || n.Paragraph >= len(paragraphs) {
		return "", &FieldError{Field: "paragraph", Message: "The text has no such paragraph."}
	}
	runes := []rune(paragraphs[n.Paragraph])
	switch {
	case n.Start < 0 || n.Start >= len(runes):
		return "", &FieldError{Field: "start", Message: "It has to begin inside the paragraph."}
	case n.End <= n.Start || n.End > len(runes):
		return "", &FieldError{Field: "end", Message: "It has to end inside the paragraph, behind its start."}
	case n.End-n.Start > PassageLength:
		return "", &FieldError{Field: "end", Message: "A passage has at most " + itoa(PassageLength) + " characters."}
	case strings.TrimSpace(string(runes[n.Start:n.End])) == "":
		return "", &FieldError{Field: "end", Message: "Choose at least one word."}
	}
	return string(runes[n.Start:n.End]), nil
}

// SpanOf returns where words stand in the source, with their hash.
func (n NewPassage) SpanOf(words string) *questions.Span {
	sum := sha256.Sum256([]byte(words))
	return &questions.Span{Paragraph: n.Paragraph, Start: n.Start, End: n.End, Length: n.End - n.Start, SHA256: hex.EncodeToString(sum[:])}
}

// Check returns the draft as it is kept, or a *FieldError.
func (n NewDraft) Check() (NewDraft, error) {
	var err error
	if n.Title, err = ReadProse(n.Title, 200, "title"); err != nil {
		return n, err
	}
	if n.About, err = readMaybe(n.About, 2000, "about"); err != nil {
		return n, err
	}
	if n.Slug != "" {
		if n.Slug, err = ReadSlug(n.Slug); err != nil {
			return n, err
		}
	}
	n.Language, err = ReadLanguage(n.Language)
	return n, err
}

// Apply returns d as changed, or a *FieldError.
func (c DraftChange) Apply(d PackDraft) (PackDraft, error) {
	n := NewDraft{Title: d.Title, About: d.About, Language: d.Language, Slug: d.Slug}
	for _, field := range []struct{ to, from *string }{{&n.Title, c.Title}, {&n.About, c.About}, {&n.Language, c.Language}, {&n.Slug, c.Slug}} {
		if field.from != nil {
			*field.to = *field.from
		}
	}
	n, err := n.Check()
	if err != nil {
		return d, err
	}
	if n.Slug != d.Slug && d.Base > 0 {
		return d, &FieldError{Field: "slug", Message: "A published text keeps its name."}
	}
	d.Title, d.About, d.Language, d.Slug = n.Title, n.About, n.Language, n.Slug
	if c.Guide != nil {
		d.Guide, err = ReadGuide(*c.Guide)
	}
	return d, err
}

// WordingOf tells whether a text is that of the span, by its hash.
func WordingOf(text string, span *questions.Span) string {
	if (BoundPassage{Words: article.Normalize(text)}).Holds(span) {
		return Original
	}
	return Restated
}
