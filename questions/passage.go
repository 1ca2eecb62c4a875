package questions

// Passage is a statement as a student meets it. It has no field that depends
// on the key.
type Passage struct {
	ID     string // UUID
	Number int    // place in the article, from 1
	Text   string
	Source *Span // where it stands in the source text, if bound to one
}

// Span is a stretch of one paragraph of the source text, in Unicode code
// points of the normalized paragraph. SHA256 is that of the span's words.
type Span struct {
	Paragraph int    `json:"paragraph"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Length    int    `json:"length"`
	SHA256    string `json:"sha256"`
	Cues      []Cue  `json:"cues"`
}
