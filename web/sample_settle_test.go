package web

import (
	"slices"
	"strings"

	"discern/questions"
	"discern/quiz"
)

func init() {
	addSamples(map[string][]framed{
		"review-passage": sampleReadingPages(),
		"review-wording": sampleWordings(),
		"review-takeout": {wordingPage{desk: longReviewDesk(""), Sheet: longSheet()}},
		"review-settle":  sampleSettlePages(),
	})
}

// longPassage is a passage of a text in four paragraphs, read and noted upon.
func longPassage() quiz.DraftPassage {
	p := samplePassage
	p.Text = longReviewText.Paragraphs[0].Text
	p.Own = &questions.Reading{Label: questions.Inference, Second: questions.Opinion, Confidence: 3, Note: strings.Repeat("Seen. ", 30)}
	return p
}

func longSheet() quiz.ReadingSheet {
	sheet := sampleSheet(true)
	sheet.Draft, sheet.Passage, sheet.N, sheet.Of, sheet.Done = longDraft(), longPassage(), 5, 12, 4
	return sheet
}

// longContext are the paragraphs round a passage; another passage is numbered.
func longContext() []contextParagraph {
	var all []contextParagraph
	for i, paragraph := range longReviewText.Paragraphs[:4] {
		parts := []contextPart{{Text: paragraph.Text}}
		if i == 1 {
			parts = []contextPart{{Number: 4, Text: "The queue was long.", Marked: true}, {Text: paragraph.Text}, {Number: 5, Text: "Nobody asked."}}
		}
		all = append(all, contextParagraph{parts})
	}
	return all
}

func everyKind(chosen questions.Label) []choice {
	choices := slices.Clone(everyChoice)
	for i := range choices {
		choices[i].Checked = choices[i].Label == chosen
	}
	return choices
}

func sampleReadingPages() []framed {
	full := readingPage{desk: longReviewDesk(""), Sheet: longSheet(), Context: longContext(), Shown: true, Heading: longTitle, Choices: everyKind(questions.Inference), Second: secondChoices(questions.Opinion),
		Sure: []sure{{1, "1 Unsure", false}, {2, "2 Fairly sure", false}, {3, "3 Sure", true}}, Note: "Seen.", Saved: "4", Was: "p0"}
	fresh := changed(full, func(p *readingPage) {
		p.Shown, p.Sheet.Passage.Own, p.Sheet.Passage.Wording, p.Choices, p.Note, p.Second = false, nil, quiz.Restated, everyKind(""), "", secondChoices("")
	})
	first := changed(fresh, func(p *readingPage) {
		p.Was, p.Saved, p.Sheet.Previous, p.Sheet.Draft.Guide = "", "", "", questions.Guide{}
	})
	fixed := changed(full, func(p *readingPage) { p.Sheet.MayChange = false })
	return slices.Concat(troubled(fresh, "label", "confidence", "second", "note", ""), []framed{full, fresh, first, fixed,
		changed(fixed, func(p *readingPage) { p.Sheet.Passage.Own, p.Sheet.NextOpen = nil, "" }),
		changed(fixed, func(p *readingPage) { p.Sheet.Passage.Own = &questions.Reading{Label: questions.Fact, Confidence: 1} })})
}

func sampleWordings() []framed {
	full := wordingPage{desk: longReviewDesk(""), Sheet: longSheet(), Context: longContext(), Heading: longTitle, Text: longPassage().Text, Next: "p2", Before: "p0"}
	alone := changed(full, func(p *wordingPage) { p.Next, p.Before, p.Context = "", "", nil })
	return append(troubled(full, "text", ""), full, alone, changed(full, func(p *wordingPage) { p.Stored = "Theirs" }))
}

func sampleSettlePages() []framed {
	passage := longPassage()
	sheet := quiz.SettleSheet{Draft: longDraft(), Passage: passage, Agree: 2, Of: 3, Most: questions.Inference, Decision: &sampleDecision, Challenges: []quiz.Challenge{sampleChallenge}, Next: "p2",
		Readings: []quiz.SettleReading{{Reading: *passage.Own, Own: true}, {Reading: questions.Reading{Label: questions.Opinion, Confidence: 1}}, {Reading: *passage.Own}}}
	sheet.Challenges[0].Answer = "We agree."
	full := settlePage{desk: longReviewDesk(""), Sheet: sheet, Heading: settleHeading(sheet), Context: longContext(), About: "Near it", Choices: everyKind(questions.Fact), Second: secondChoices(questions.Opinion),
		Form: newSettleForm(sheet), Words: cueWords(passage.Text, sampleDecision.Cues), Revision: 3}
	sheet.Decision = nil
	first := changed(full, func(p *settlePage) {
		p.Sheet.Challenges, p.Context, p.Sheet.Next, p.Form, p.Choices, p.MayAgree = nil, nil, "", newSettleForm(sheet), everyKind(""), true
		p.Words, p.Second = cueWords(passage.Text, nil), secondChoices("")
	})
	both := changed(full, func(p *settlePage) { p.Stored, p.StoredSay = &sampleDecision, passage.Segments(sampleDecision.Cues) })
	plain := sampleDecision
	plain.Second = ""
	one := changed(first, func(p *settlePage) {
		p.Sheet.Of, p.Sheet.Readings, p.Sheet.Most, p.MayAgree = 1, p.Sheet.Readings[:1], "", false
	})
	return slices.Concat(troubled(first, "cues", "label", "rationale", "second", "status", "later.note", "later.source", ""), []framed{full, first, both, one,
		changed(both, func(p *settlePage) { p.Stored = &plain })}, troubled(both, "stored"))
}
