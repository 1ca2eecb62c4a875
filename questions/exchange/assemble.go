package exchange

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"discern/questions"
)

// finish makes the pack of what was found in the file.
func (c *collector) finish(data []byte) *Report {
	p := c.head
	if p == nil {
		p = c.draft(data)
	}
	ids, numbers := map[string]bool{}, map[int]bool{}
	last := 0
	for _, v := range c.found {
		if v.carried != nil {
			last = max(last, min(v.carried.Number, questions.MaxNumber-len(c.found)))
		}
	}
	for i, v := range c.found {
		it := c.reconcile(v)
		c.unbacked(p, v.place, &it)
		if id, err := uuid.Parse(it.ID); err != nil || ids[id.String()] {
			it.ID = uuid.NewSHA1(uuid.NameSpaceOID, fmt.Appendf(nil, "%s %d %s", p.ID, i, it.Text)).String()
		} else {
			it.ID = id.String()
		}
		if it.Number < 1 || it.Number > questions.MaxNumber || numbers[it.Number] {
			last++
			it.Number = last
		}
		ids[it.ID], numbers[it.Number] = true, true
		p.Items = append(p.Items, it)
	}
	c.report.Pack = p
	c.report.Missing = missing(p)
	return c.report
}

// draft is a pack for questions that come without one.
func (c *collector) draft(data []byte) *questions.Pack {
	p := &questions.Pack{
		Format:   questions.Format,
		ID:       uuid.NewSHA1(uuid.NameSpaceOID, data).String(),
		Slug:     c.slug,
		Version:  max(c.version, 1),
		Language: c.language,
		Title:    squeeze(c.title),
	}
	if p.Title == "" {
		p.Title = "Imported questions"
	}
	if p.Slug == "" {
		p.Slug = slug(p.Title)
	}
	if p.Slug == "" {
		p.Slug = "imported"
	}
	if p.Language == "" {
		p.Language = "en"
	}
	return p
}

// reconcile joins what the file shows with what stands beside it. What is shown
// wins, and each difference is noted.
func (c *collector) reconcile(v visible) questions.Item {
	if v.carried == nil {
		it := questions.Item{
			Passage: questions.Passage{ID: v.id, Text: v.text},
			Key: questions.Key{Label: v.label, Second: v.second, Status: v.status,
				Rationale: v.rationale},
		}
		if it.Status != questions.Disputed {
			// Nobody's readings came along: it is one person's decision.
			it.Status = questions.Adjudicated
		}
		return it
	}
	it := *v.carried
	if !sameWords(it.Text, v.text) {
		c.note(v.place, "its wording was changed elsewhere; the new wording was taken, "+
			"without the cues and readings of the old one")
		it.Text, it.Cues, it.Readings = v.text, nil, nil
	}
	if it.Label != v.label {
		c.note(v.place, "its key was changed elsewhere from %s to %s; the new key was taken", it.Label, v.label)
		it.Label = v.label
		if it.Second == v.label {
			it.Second = ""
		}
		if it.Status == questions.Agreed {
			it.Status = questions.Adjudicated
		}
	}
	// A tool may well drop feedback; that is no decision against it.
	if v.rationale != "" && !sameWords(it.Rationale, v.rationale) {
		c.note(v.place, "its rationale was changed elsewhere; the new one was taken")
		it.Rationale = v.rationale
	}
	if it.Status == questions.Agreed && len(it.Readings) == 0 && len(v.carried.Readings) > 0 {
		it.Status = questions.Adjudicated
	}
	return it
}

// unbacked drops from a passage what leans on parts of the pack that did not
// come along.
func (c *collector) unbacked(p *questions.Pack, place string, it *questions.Item) {
	if it.Source != nil && p.Source == nil {
		c.note(place, "its place in the source was left out, because the file does not tell the source")
		it.Source = nil
	}
	known := slices.DeleteFunc(slices.Clone(it.Readings), func(r questions.Reading) bool {
		return !slices.ContainsFunc(p.Reviewers, func(v questions.Reviewer) bool { return v.ID == r.Reviewer })
	})
	if len(known) < len(it.Readings) {
		c.note(place, "readings were left out, because the file does not tell their reviewers")
		it.Readings = known
		if len(known) == 0 {
			it.Readings = nil
		}
	}
}

// slug makes the short name of a pack out of any words.
func slug(words string) string {
	var b strings.Builder
	for _, r := range fold(words) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), "-")
	return strings.Trim(s[:min(len(s), questions.MaxSlug)], "-")
}
