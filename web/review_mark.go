package web

import (
	"fmt"
	"sort"
	"strings"

	"discern/questions/article"
	"discern/quiz"
)

// markParagraph is a paragraph of a text with its sentences.
type markParagraph struct {
	N         int // from 0
	Sentences []markSentence
}

// markSentence is a sentence that can be marked, in the pieces that passages
// made before cut it into.
type markSentence struct {
	Mark    string // paragraph:start:end
	Checked bool
	Whole   int    // number of the passage that is this very sentence, 0 for none
	Lead    string // first word, which stays beside its box
	Pieces  []markPiece
}

// markPiece is a stretch of a sentence.
type markPiece struct {
	Text   string
	Number int // of the passage that it belongs to, 0 for none
	First  bool
}

// markParagraphs lays a text out with what is marked already.
func markParagraphs(text article.Article, passages []quiz.DraftPassage, marked map[string]bool) []markParagraph {
	spans := map[int][]quiz.DraftPassage{}
	for _, p := range passages {
		if p.Passage.Source != nil {
			spans[p.Passage.Source.Paragraph] = append(spans[p.Passage.Source.Paragraph], p)
		}
	}
	var all []markParagraph
	for n, paragraph := range text.Paragraphs {
		own := spans[n]
		sort.Slice(own, func(i, j int) bool { return own[i].Passage.Source.Start < own[j].Passage.Source.Start })
		one, runes := markParagraph{N: n}, []rune(paragraph.Text)
		for _, sentence := range paragraph.Sentences {
			one.Sentences = append(one.Sentences, markOne(n, runes, sentence, own, marked))
		}
		all = append(all, one)
	}
	return all
}

func markOne(n int, runes []rune, sentence article.Sentence, own []quiz.DraftPassage, marked map[string]bool) markSentence {
	m := markSentence{Mark: fmt.Sprintf("%d:%d:%d", n, sentence.Start, sentence.End)}
	m.Checked = marked[m.Mark]
	at := sentence.Start
	add := func(to, number int, first bool) {
		if to = min(to, sentence.End); at < to {
			m.Pieces = append(m.Pieces, markPiece{string(runes[at:to]), number, first})
			at = to
		}
	}
	for _, p := range own {
		span := p.Passage.Source
		if span.Start == sentence.Start && span.End == sentence.End {
			m.Whole = p.Passage.Number
		}
		if span.End <= at || span.Start >= sentence.End {
			continue
		}
		add(span.Start, 0, false)
		add(span.End, p.Passage.Number, span.Start >= sentence.Start)
	}
	add(sentence.End, 0, false)
	if first := &m.Pieces[0]; m.Whole == 0 && first.Number == 0 {
		at := strings.IndexByte(first.Text, ' ') + 1
		if at == 0 {
			at = len(first.Text)
		}
		m.Lead, first.Text = first.Text[:at], first.Text[at:]
	}
	return m
}

// findPart finds words that were copied from the text, or says as a
// *quiz.FieldError why it cannot. Quotation marks and dashes may differ.
func findPart(text article.Article, words string) (quiz.NewPassage, error) {
	words = article.Normalize(words)
	var found []quiz.NewPassage
	for n, paragraph := range text.Paragraphs {
		for from := 0; ; {
			at := strings.Index(paragraph.Text[from:], words)
			if at < 0 || words == "" {
				break
			}
			start := len([]rune(paragraph.Text[:from+at]))
			found = append(found, quiz.NewPassage{Paragraph: n, Start: start, End: start + len([]rune(words))})
			from += at + len(words)
		}
	}
	switch len(found) {
	case 0:
		return quiz.NewPassage{}, &quiz.FieldError{Field: "part", Message: "These words do not stand in one paragraph of the text like this. Copy them once more."}
	case 1:
		return found[0], nil
	}
	return quiz.NewPassage{}, &quiz.FieldError{Field: "part", Message: "These words stand in the text more than once. Copy a few more words round them."}
}
