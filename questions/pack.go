package questions

// Format names the file format of a pack.
const Format = "discern-pack/1"

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
