package questions

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/language"
)

// PackError is one thing to put right in a pack.
type PackError struct {
	Passage string // such as "passage 14", or "" where it is not in a passage
	Field   string // such as "cues" or "guide.fact", as in the file
	Problem string // what is wrong, and where it helps what to write instead
}

// Error reads like "passage 14: cues: the mark 11–270 ends after the last
// character (45)".
func (e *PackError) Error() string {
	text := e.Problem
	if e.Field != "" {
		text = e.Field + ": " + text
	}
	if e.Passage != "" {
		text = e.Passage + ": " + text
	}
	return text
}

// maxFaults is as many as a person will put right before checking again.
const maxFaults = 50

// Check returns the first thing to put right in p, a *PackError, or nil. Only
// a pack that passes may be published or asked.
func (p *Pack) Check() error {
	if faults := p.CheckAll(); len(faults) > 0 {
		return faults[0]
	}
	return nil
}

// CheckAll returns what there is to put right in p, at most 50 things, those of
// the pack first and then those of each passage in the order of the file.
func (p *Pack) CheckAll() []*PackError {
	c := &checker{
		pack:      p,
		reviewers: map[string]bool{},
		ids:       map[string]bool{},
		numbers:   map[int]bool{},
	}
	c.head()
	c.source()
	c.guide()
	c.listReviewers()
	if len(p.Items) == 0 {
		c.fault("passages", "there are none; a pack needs at least one")
	}
	c.limit("passages", len(p.Items))
	for i, it := range p.Items {
		if len(c.faults) == maxFaults {
			break
		}
		c.passage = passageName(it.Number, it.ID, i)
		c.item(it)
	}
	return c.faults
}

// checker collects the faults of one pack.
type checker struct {
	pack      *Pack
	passage   string // being checked, or "" for the pack itself
	reviewers map[string]bool
	ids       map[string]bool // seen so far
	numbers   map[int]bool    // seen so far
	faults    []*PackError
}

func (c *checker) fault(field, problem string, args ...any) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, &PackError{
			Passage: c.passage, Field: field, Problem: fmt.Sprintf(problem, args...),
		})
	}
}

var slugForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)

func (c *checker) head() {
	p := c.pack
	if p.Format != Format {
		c.fault("format", "is %s; this program reads %q", quote(p.Format), Format)
	}
	c.uuid("id", p.ID)
	if c.need("slug", p.Slug) && (len(p.Slug) > MaxSlug || !slugForm.MatchString(p.Slug)) {
		c.fault("slug", "is %s; use lower-case letters, digits and inner hyphens, at most %d",
			quote(p.Slug), MaxSlug)
	}
	c.count("version", p.Version)
	if c.need("language", p.Language) {
		// Parse also takes underscores, which other readers of the tag may not.
		if _, err := language.Parse(p.Language); err != nil || strings.Contains(p.Language, "_") {
			c.fault("language", "is %s; use a BCP 47 tag such as en, fr or pt-BR", quote(p.Language))
		}
	}
	c.need("title", p.Title)
	c.text("about", p.About)
}

func (c *checker) source() {
	s := c.pack.Source
	if s == nil {
		return
	}
	c.text("source.author", s.Author)
	c.text("source.publication", s.Publication)
	c.text("source.published", s.Published)
	c.text("source.kind", s.Kind)
	c.text("source.normalization", s.Normalization)
	c.count("source.paragraphs", s.Paragraphs)
	c.count("source.length", s.Length)
	c.sha256("source.sha256", s.SHA256)
}

func (c *checker) guide() {
	c.need("guide.fact", c.pack.Guide.Fact)
	c.need("guide.inference", c.pack.Guide.Inference)
	c.need("guide.opinion", c.pack.Guide.Opinion)
	c.need("guide.mixed", c.pack.Guide.Mixed)
}

func (c *checker) listReviewers() {
	c.limit("reviewers", len(c.pack.Reviewers))
	for _, r := range c.pack.Reviewers {
		c.need("reviewers.name", r.Name)
		if !c.need("reviewers.id", r.ID) {
			continue
		}
		if c.reviewers[r.ID] {
			c.fault("reviewers.id", "%s is given twice; each reviewer needs an id of their own", quote(r.ID))
		}
		c.reviewers[r.ID] = true
	}
}

// need is text for a field that may not be empty.
func (c *checker) need(field, s string) bool {
	if strings.TrimSpace(s) == "" {
		c.fault(field, "is missing or empty")
		return false
	}
	return c.text(field, s)
}

// text reports a text that could not be shown on a page as it stands.
func (c *checker) text(field, s string) bool {
	if !utf8.ValidString(s) {
		c.fault(field, "is not valid UTF-8")
		return false
	}
	if i := strings.IndexFunc(s, unicode.IsControl); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		c.fault(field, "has the control character %U at character %d; take it out "+
			"(line breaks and tabs count)", r, utf8.RuneCountInString(s[:i])+1)
		return false
	}
	return true
}

func (c *checker) uuid(field, s string) bool {
	id, err := uuid.Parse(s)
	if err != nil || id.String() != s {
		c.fault(field, "is %s; it must be a UUID in lower case, such as "+
			"0b2cf5b4-3a51-4e0e-9d52-6f1c55a0b7de", quote(s))
		return false
	}
	return true
}

func (c *checker) count(field string, n int) {
	if n < 1 || n > MaxNumber {
		c.fault(field, "is %d; it must be from 1 to %d", n, MaxNumber)
	}
}

func (c *checker) limit(field string, n int) {
	if n > MaxPassages {
		c.fault(field, "has %d entries; at most %d are allowed", n, MaxPassages)
	}
}

var sha256Form = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (c *checker) sha256(field, s string) {
	if !sha256Form.MatchString(s) {
		c.fault(field, "is %s; it must be 64 hexadecimal digits in lower case", quote(s))
	}
}

// passageName is how a fault names a passage: by its number, or else its id, or
// else its place in the file.
func passageName(number int, id string, index int) string {
	if number >= 1 {
		return fmt.Sprintf("passage %d", number)
	}
	if _, err := uuid.Parse(id); err == nil {
		return "passage " + id
	}
	return fmt.Sprintf("passage at place %d", index+1)
}

// quote shows what was read, on one line and not at length.
func quote(s string) string { return strconv.Quote(cut(s)) }

// cut shortens s for a message and leaves out what cannot be printed.
func cut(s string) string {
	const limit = 60
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > limit {
			return b.String() + "…"
		}
		if !unicode.IsPrint(r) {
			r = '?'
		}
		b.WriteRune(r)
	}
	return b.String()
}
