package questions

import (
	"sort"
)

// Format names the file format of a pack: one JSON object in UTF-8, with the
// fields of Pack in their order. An entry of "passages" is one flat object:
//
//	id, number, text   the passage
//	key, second        its kind, and the other kind of a mixed statement
//	status, rationale  how far the key is settled, and why it holds
//	cues               words of the text that give the kind away
//	source             where the passage stands in the pack's source
//	readings           what each reviewer took it for
//	later              what became known after the source was published
//
// "second", "source", "later" and a reading's "note" are left out when there is
// nothing to say. An empty list and a missing one mean the same.
const Format = "discern-pack/1"

// The bounds of a pack.
const (
	MaxBytes     = 2 << 20   // of the file, as read and as written
	MaxPassages  = 500       // and at most as many entries in any other list
	MaxRationale = 400       // code points
	MaxSlug      = 64        // characters
	MaxNumber    = 1_000_000 // of a passage, a version, a paragraph or an offset
)

// Pack is one version of a set of passages with its reviewed key.
// A published pack never changes: a correction is a pack with a higher Version.
type Pack struct {
	Format    string     `json:"format"`
	ID        string     `json:"id"`
	Slug      string     `json:"slug"`
	Version   int        `json:"version"`
	Language  string     `json:"language"`
	Title     string     `json:"title"`
	About     string     `json:"about"`
	Source    *Source    `json:"source,omitempty"`
	Guide     Guide      `json:"guide"`
	Reviewers []Reviewer `json:"reviewers"`
	Items     []Item     `json:"passages"`
}

// Source says where the passages come from; the words of the source are not
// part of a pack.
type Source struct {
	Author        string `json:"author"`
	Publication   string `json:"publication"`
	Published     string `json:"published"`
	Kind          string `json:"kind"`
	Normalization string `json:"normalization"`
	Paragraphs    int    `json:"paragraphs"`
	Length        int    `json:"length"`
	SHA256        string `json:"sha256"`
}

// Guide tells students and reviewers what each kind means in this pack.
type Guide struct {
	Fact      string `json:"fact"`
	Inference string `json:"inference"`
	Opinion   string `json:"opinion"`
	Mixed     string `json:"mixed"`
}

// Reviewer is one of the people whose readings a pack holds.
type Reviewer struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Item is a passage together with its key: what a pack stores and a reviewer
// or teacher may see. What a student is sent is built from Passage alone.
type Item struct {
	Passage
	Key
}

// Item returns the item with the given number, which counts from 1.
func (p *Pack) Item(number int) (Item, bool) {
	for _, it := range p.Items {
		if it.Number == number {
			return it, true
		}
	}
	return Item{}, false
}

// Askable returns the items that a quiz may use, in the order of the article.
// Only a settled key can be asked: a disputed passage is left out.
func (p *Pack) Askable() []Item {
	var items []Item
	for _, it := range p.Items {
		if it.Status == Agreed || it.Status == Adjudicated {
			items = append(items, it)
		}
	}
	sort.SliceStable(items, func(i, j int) bool { return items[i].Number < items[j].Number })
	return items
}

// For returns what the guide says about l, or "" for a label it does not know.
func (g Guide) For(l Label) string {
	switch l {
	case Fact:
		return g.Fact
	case Inference:
		return g.Inference
	case Opinion:
		return g.Opinion
	}
	return ""
}

// ItemByID returns the item with the given id.
func (p *Pack) ItemByID(id string) (Item, bool) {
	for _, it := range p.Items {
		if it.ID == id {
			return it, true
		}
	}
	return Item{}, false
}
