package web

import (
	"fmt"
	"strings"

	"discern/questions"
	"discern/quiz"
)

// contextParagraph is a stretch of the text round a passage: words of the
// source, or the passages of the draft with their numbers.
type contextParagraph struct {
	Parts []contextPart
}

// contextPart is some of its words.
type contextPart struct {
	Number int // of a passage, 0 for words of the source
	Text   string
	Marked bool // the passage that is read, or the stretch that it restates
}

// contextOf lays out what stands round a passage. Shown reports that the
// statement itself, as it is worded now, is marked in it.
func contextOf(draft quiz.PackDraft, p quiz.DraftPassage, paragraphs []quiz.ContextParagraph, around []questions.Passage) (all []contextParagraph, shown bool, heading string) {
	if len(paragraphs) == 0 {
		return aroundOf(p, around), len(around) > 0, draft.Title + ", the statements near it"
	}
	for _, paragraph := range paragraphs {
		parts := []contextPart{{Text: paragraph.Text}}
		if paragraph.Own && p.Passage.Source != nil {
			parts = cutOut(paragraph.Text, p.Passage.Source)
		}
		all = append(all, contextParagraph{parts})
	}
	first, last := paragraphs[0].Paragraph+1, paragraphs[len(paragraphs)-1].Paragraph+1
	heading = fmt.Sprintf("%s, paragraphs %d to %d", draft.Title, first, last)
	if first == last {
		heading = fmt.Sprintf("%s, paragraph %d", draft.Title, first)
	}
	return all, p.Wording == quiz.Original, heading
}

// cutOut splits a paragraph round a span.
func cutOut(text string, span *questions.Span) []contextPart {
	runes := []rune(text)
	start, end := min(span.Start, len(runes)), min(span.End, len(runes))
	var parts []contextPart
	for _, part := range []contextPart{{Text: string(runes[:start])}, {Text: string(runes[start:end]), Marked: true}, {Text: string(runes[end:])}} {
		if strings.TrimSpace(part.Text) != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// aroundOf puts statements that come from one paragraph together.
func aroundOf(p quiz.DraftPassage, around []questions.Passage) []contextParagraph {
	var all []contextParagraph
	last := -1
	for _, one := range around {
		place := -2
		if one.Source != nil {
			place = one.Source.Paragraph
		}
		part := contextPart{Number: one.Number, Text: one.Text, Marked: one.ID == p.ID}
		if len(all) == 0 || place != last {
			all = append(all, contextParagraph{})
		}
		all[len(all)-1].Parts = append(all[len(all)-1].Parts, part)
		last = place
	}
	return all
}
