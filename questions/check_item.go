package questions

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

func (c *checker) item(it Item) {
	c.identity(it.Passage)
	c.key(it.Key)
	if c.need("text", it.Text) {
		c.cues("cues", it.Cues, utf8.RuneCountInString(it.Text))
		c.whole(it.Cues, it.Text)
	}
	if it.Source != nil {
		c.span(*it.Source)
	}
	c.readings(it.Readings)
	if it.Later != nil {
		c.need("later.note", it.Later.Note)
		c.need("later.source", it.Later.Source)
	}
}

func (c *checker) identity(p Passage) {
	if c.uuid("id", p.ID) && c.ids[p.ID] {
		c.fault("id", "%s is given to another passage too", p.ID)
	}
	c.ids[p.ID] = true
	c.count("number", p.Number)
	if c.numbers[p.Number] {
		c.fault("number", "%d is given to another passage too", p.Number)
	}
	c.numbers[p.Number] = true
}

func (c *checker) key(k Key) {
	c.labels("", "key", k.Label, k.Second)
	if !k.Status.Valid() {
		c.fault("status", "is %s; it must be agreed, adjudicated or disputed", quote(string(k.Status)))
	}
	c.text("rationale", k.Rationale)
	if n := utf8.RuneCountInString(k.Rationale); n > MaxRationale {
		c.fault("rationale", "has %d characters; at most %d are allowed", n, MaxRationale)
	}
	if agree, _ := k.Agreement(); agree == 0 && strings.TrimSpace(k.Rationale) == "" {
		c.fault("rationale", "is empty; as no reading gives this key, it must say why the key holds")
	}
}

// labels checks a kind, which stands in the named field, and its second kind.
func (c *checker) labels(group, field string, label, second Label) {
	if !label.Valid() {
		c.fault(group+field, "is %s; it must be fact, inference or opinion", quote(string(label)))
	}
	switch {
	case second == "":
	case !second.Valid():
		c.fault(group+"second", "is %s; it must be fact, inference or opinion, or be left out",
			quote(string(second)))
	case second == label:
		c.fault(group+"second", "is %s like the %s itself; name the other kind or leave it out",
			second, field)
	}
}

func (c *checker) readings(readings []Reading) {
	c.limit("readings", len(readings))
	seen := map[string]bool{}
	for _, r := range readings {
		if !c.reviewers[r.Reviewer] {
			c.fault("readings.reviewer", "%s is not among the reviewers of this pack", quote(r.Reviewer))
		}
		if seen[r.Reviewer] {
			c.fault("readings.reviewer", "%s has two readings of this passage; keep one", quote(r.Reviewer))
		}
		seen[r.Reviewer] = true
		c.labels("readings.", "label", r.Label, r.Second)
		if r.Confidence < 1 || r.Confidence > 3 {
			c.fault("readings.confidence", "is %d in the reading of %s; it must be 1, 2 or 3",
				r.Confidence, quote(r.Reviewer))
		}
		c.text("readings.note", r.Note)
	}
}

// span checks what can be known without the words of the source.
func (c *checker) span(s Span) {
	source := c.pack.Source
	if source == nil {
		c.fault("source", "points into a source, but the pack names none")
		return
	}
	if s.Paragraph < 0 || s.Paragraph >= source.Paragraphs {
		c.fault("source.paragraph", "is %d; the paragraphs of the source are 0 to %d",
			s.Paragraph, source.Paragraphs-1)
	}
	switch {
	case s.Start < 0:
		c.fault("source.start", "is %d; it cannot be below 0", s.Start)
	case s.End <= s.Start:
		c.fault("source.end", "is %d; it must be above the start (%d)", s.End, s.Start)
	case s.End > source.Length:
		c.fault("source.end", "is %d; the whole source has only %d characters", s.End, source.Length)
	case s.Length != s.End-s.Start:
		c.fault("source.length", "is %d; from %d to %d it must be %d", s.Length, s.Start, s.End, s.End-s.Start)
	}
	c.sha256("source.sha256", s.SHA256)
	c.cues("source.cues", s.Cues, s.Length)
}

// cues checks that the marks lie in a text of the given length, in order and
// without overlap. Marks may touch.
func (c *checker) cues(field string, cues []Cue, length int) {
	c.limit(field, len(cues))
	done := 0
	for _, m := range cues {
		switch {
		case m.Start < 0:
			c.fault(field, "the mark %d–%d begins before the first character (0)", m.Start, m.End)
		case m.End <= m.Start:
			c.fault(field, "the mark %d–%d is empty; its end must be above its start", m.Start, m.End)
		case m.End > length:
			c.fault(field, "the mark %d–%d ends after the last character (%d)", m.Start, m.End, length)
		case m.Start < done:
			c.fault(field, "the mark %d–%d begins before the one in front of it ends (%d); "+
				"put marks in order, without overlap", m.Start, m.End, done)
		}
		done = max(done, m.End)
	}
}

// whole checks that no mark cuts what a reader sees as one character: a letter
// from its accent, or an emoji from its colour (UAX #29).
func (c *checker) whole(cues []Cue, text string) {
	if len(cues) == 0 {
		return
	}
	edges := map[int]bool{0: true}
	at := 0
	for g := graphemes.FromString(text); g.Next(); {
		at += utf8.RuneCountInString(g.Value())
		edges[at] = true
	}
	for _, m := range cues {
		inside := 0 <= m.Start && m.Start < m.End && m.End <= at
		if inside && !(edges[m.Start] && edges[m.End]) {
			c.fault("cues", "the mark %d–%d cuts a character in two, "+
				"such as a letter and its accent; move it by one", m.Start, m.End)
		}
	}
}
