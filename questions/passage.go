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

// Segment is a stretch of a passage's text that is marked as a cue or is not.
type Segment struct {
	Text string
	Cue  bool
}

// Segments splits the text at the cues, which must be in order. The texts of
// the segments, joined, are always the text of the passage: a cue that does not
// fit it, or overlaps the one before, is passed over.
func (p Passage) Segments(cues []Cue) []Segment {
	at := offsets(p.Text)
	last := len(at) - 1
	var segments []Segment
	add := func(from, to int, cue bool) {
		if from < to {
			segments = append(segments, Segment{Text: p.Text[at[from]:at[to]], Cue: cue})
		}
	}
	done := 0
	for _, c := range cues {
		if c.Start < done || c.End <= c.Start || c.End > last {
			continue
		}
		add(done, c.Start, false)
		add(c.Start, c.End, true)
		done = c.End
	}
	add(done, last, false)
	return segments
}

// offsets returns where each code point of s begins, in bytes, and then its end.
func offsets(s string) []int {
	at := make([]int, 0, len(s)+1)
	for i := range s {
		at = append(at, i)
	}
	return append(at, len(s))
}
