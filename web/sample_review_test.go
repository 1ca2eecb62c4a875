package web

import (
	"fmt"
	"slices"
	"strings"

	"discern/questions"
	"discern/questions/article"
	"discern/questions/exchange"
	"discern/quiz"
)

var (
	longReviewText = article.Parse(strings.Repeat("The queue was long, and it reached as far as the broadcasting authority. It may be longer tomorrow.\n\nThat is a shame. Nobody asked the counterinvestigators.\n\n", 4))
	longTabs       = func(tab string) reviewTabs { return reviewTabs{"lunch", tab, true, true} }
)

// longReviewDesk is a page of a reviewer with a long name.
func longReviewDesk(field string) desk {
	d := reviewDesk(field)
	d.Title, d.Who = longTitle, longFrame.Who
	return d
}

func longDraft() quiz.PackDraft {
	draft := sampleDraft
	draft.Title, draft.Passages, draft.Read = longTitle, 12, 5
	return draft
}

func init() {
	source := longSource()
	challenges := longReviewDesk("")
	challenges.Place = "challenges"
	agreement := newAgreementView(readSamplePack("macron-leaks").Agreement())
	addSamples(map[string][]framed{
		"review-home":       sampleReviewHomes(),
		"review-new":        append(troubled(newTextPage{desk: longReviewDesk(""), Form: textForm{Title: longTitle, Text: strings.Repeat("A text. ", 200)}}, "text", "file", "title", "author", "publication", "published", "kind", "language", ""), newTextPage{desk: longReviewDesk("")}),
		"review-source":     sampleSources(source),
		"review-remove":     {removeTextPage{longReviewDesk(""), source}},
		"review-pack":       sampleDraftPages(agreement),
		"review-published":  samplePublished(agreement),
		"review-guide":      sampleGuides(),
		"review-drop":       {dropDraftPage{longReviewDesk(""), longDraft()}, dropDraftPage{longReviewDesk(""), quiz.PackDraft{Title: longTitle, Slug: "x", Passages: 1}}},
		"review-agreement":  {agreementPage{longReviewDesk(""), longTabs("agreement"), longTitle, agreement}, agreementPage{longReviewDesk(""), longTabs("agreement"), longTitle, newAgreementView(questions.Agreement{})}},
		"review-history":    sampleHistories(),
		"review-readings":   sampleReadingLists(),
		"review-import":     sampleImports(),
		"review-challenges": sampleChallenges(challenges),
		"review-items":      samplePooled(),
	})
}

func longSource() quiz.Source {
	return quiz.Source{ID: "s1", Title: longTitle, Language: "en", Paragraphs: 8, Draft: "d1", Slug: "lunch", Binds: []string{"old"}, Article: longReviewText}
}

func sampleReviewHomes() []framed {
	source := longSource()
	full := reviewHomePage{desk: longReviewDesk(""), Challenges: 2, Sources: []sourceRow{{source, "the editors of a regional newspaper, 2026"}, {quiz.Source{ID: "s2", Title: "Old", Removed: true}, ""}},
		Drafts: []draftLine{{PackDraft: longDraft(), Contested: 1, Proposed: 2, Few: 3, Settled: 4}, {PackDraft: quiz.PackDraft{Slug: "new", Title: "New"}}}, Packs: slices.Repeat([]quiz.PackLine{{Slug: "lunch", Title: longTitle, Version: 12, Passages: 40, Askable: 38}}, 5)}
	return []framed{full, reviewHomePage{desk: longReviewDesk("")}, changed(full, func(p *reviewHomePage) { p.LooksOn, p.Reviewer, p.Teacher = true, false, true })}
}

func sampleSources(source quiz.Source) []framed {
	passages := []quiz.DraftPassage{samplePassage}
	for i, at := range [][2]int{{20, 60}, {70, 90}} {
		passages = append(passages, quiz.DraftPassage{Passage: questions.Passage{ID: fmt.Sprint("p", i+2), Number: i + 2, Source: &questions.Span{Start: at[0], End: at[1], Length: at[1] - at[0]}}})
	}
	marks := markParagraphs(longReviewText, passages, map[string]bool{"1:0:16": true})
	open := sourcePage{desk: longReviewDesk(""), Source: source, From: "the editors of a regional newspaper", Draft: longDraft(), Open: true, Passages: 3, Paragraphs: marks, Added: 2}
	closed := changed(open, func(p *sourcePage) { p.Open, p.Added, p.Source.Binds, p.From = false, 0, nil, "" })
	return slices.Concat(troubled(open, "marks", "part", ""), []framed{open, changed(open, func(p *sourcePage) { p.Passages = 0 }), closed,
		changed(closed, func(p *sourcePage) { p.Reviewer, p.Teacher = false, true }), changed(closed, func(p *sourcePage) { p.Draft = quiz.PackDraft{} }),
		changed(closed, func(p *sourcePage) { p.Source.Removed, p.Paragraphs = true, nil })})
}

func sampleDraftPages(agreement agreementView) []framed {
	full := reviewPackPage{desk: longReviewDesk(""), Tabs: longTabs("passages"), Draft: longDraft(), From: "the editors of a regional newspaper", Also: "12 passages are read by all. One waits for a decision.",
		Next: step{"/x", "Decide passage 4"}, Waiting: 1, Proposed: 3, Contested: 1, Ready: 8, Disputed: 1, Agreement: &agreement, Reason: "A slip in the key", Intent: "i"}
	for i, item := range everydayPack().Items[:12] {
		row := passageRow{quiz.DraftPassage{Passage: item.Passage, Wording: quiz.Original}, "Readers differ", step{"/y", "Decide"}, false}
		if i%3 == 0 {
			row.Wording, row.Own, row.Ready, row.State = quiz.Restated, &questions.Reading{Label: item.Label, Confidence: 2}, true, "Ready"
		}
		full.Rows = append(full.Rows, row)
	}
	diff := newDiff(questions.PackDiff{Passages: []questions.PassageDiff{{Number: 1, Fields: sampleRuns}, {Number: 2, Added: true}, {Number: 3, Removed: true}}})
	changes := changed(full, func(p *reviewPackPage) { p.Diff, p.Fields, p.Next, p.Proposed = diff, sampleRuns, step{}, 1 })
	first := changed(full, func(p *reviewPackPage) {
		p.Draft.Base, p.Draft.Source, p.Next, p.Rows, p.Draft.Passages, p.Agreement, p.Proposed, p.Also, p.From = 0, "", step{}, nil, 0, nil, 0, "", ""
	})
	return slices.Concat(troubled(full, "reason", ""), []framed{full, changes, changed(changes, func(p *reviewPackPage) { p.Fields = nil }), first, changed(full, func(p *reviewPackPage) { p.Draft.Passages, p.Rows = 0, nil }), changed(full, func(p *reviewPackPage) { p.Blind = true }),
		changed(full, func(p *reviewPackPage) { p.Blind, p.Draft.Read, p.Waiting = true, 0, 12 }), changed(full, func(p *reviewPackPage) { p.LooksOn, p.Reviewer, p.Teacher = true, false, true }),
		changed(full, func(p *reviewPackPage) {
			p.Missing = []missingLine{{quiz.Missing{Number: 4, Text: "Give a reason."}, "/a"}, {quiz.Missing{Text: "Give it a title."}, "/b"}}
		})})
}

func samplePublished(agreement agreementView) []framed {
	pack := readSamplePack("macron-leaks")
	full := publishedPage{desk: longReviewDesk(""), Tabs: longTabs("passages"), Pack: pack, From: "the editors of a regional newspaper", Newest: true, Disputed: 2, Counts: []kindCount{{questions.Fact, 14}, {questions.Inference, 13}, {questions.Opinion, 13}},
		Agreement: agreement, History: historyRows(sampleHistory, 0), Formats: exportFormats, Intent: "i"}
	for _, item := range pack.Items[:6] {
		full.Items = append(full.Items, newPackItem(item, pack.Language))
	}
	bare := *pack
	bare.About = ""
	return []framed{full, changed(full, func(p *publishedPage) { p.Newest, p.From, p.Pack, p.Tabs.Drafting = false, "", &bare, false })}
}

func sampleGuides() []framed {
	form := quiz.NewDraft{Title: longTitle, About: "A queue", Slug: "lunch", Language: "en"}
	full := guidePage{desk: longReviewDesk(""), Tabs: longTabs("guide"), Draft: longDraft(), Form: form}
	for _, name := range []string{"fact", "inference", "opinion", "mixed"} {
		full.Parts = append(full.Parts, guidePart{"guide." + name, "What makes it " + name, strings.Repeat("It could be checked. ", 9), strings.Repeat("It could be checked. ", 9)})
	}
	first := changed(full, func(p *guidePage) { p.Draft.Base, p.Tabs.Past = 0, false })
	both := changed(full, func(p *guidePage) {
		p.Stored, p.Form.Title, p.Draft.About, p.Parts = true, "Another", "Another", slices.Clone(p.Parts)
		p.Parts[0].Kept = "Anybody could look it up."
	})
	return slices.Concat(troubled(first, "title", "about", "slug", "language", "guide.mixed", ""), []framed{full, first, both, changed(both, func(p *guidePage) { p.Form.Title, p.Form.About = p.Draft.Title, p.Draft.About })})
}

func sampleHistories() []framed {
	diff := newDiff(questions.PackDiff{Passages: []questions.PassageDiff{{Number: 1, Fields: sampleRuns}, {Number: 2, Added: true}, {Number: 3, Removed: true}}})
	full := historyPage{longReviewDesk(""), longTabs("history"), longTitle, historyRows(sampleHistory, 2), 2, sampleRuns, diff}
	return []framed{full, changed(full, func(p *historyPage) { p.Fields, p.Passages = nil, nil }), changed(full, func(p *historyPage) { p.To, p.Fields, p.Passages, p.Rows = 0, nil, nil, historyRows(sampleHistory, 0) })}
}

func sampleReadingLists() []framed {
	full := readingsPage{longReviewDesk(""), longTabs("readings"), quiz.ReadingList{Draft: longDraft(), Done: 5}, map[string]*questions.Reading{}, true}
	for i := range 12 {
		id := fmt.Sprint("p", i)
		full.List.Places = append(full.List.Places, quiz.ReadingPlace{Passage: id, N: i + 1, Done: i < 5})
		if i < 5 {
			full.Own[id] = &questions.Reading{Label: questions.Labels[i%3], Confidence: 2}
		}
	}
	full.List.Next = "p5"
	return []framed{full, changed(full, func(p *readingsPage) { p.Saved, p.List.Next, p.List.Done = false, "", 12 })}
}

func sampleImports() []framed {
	asked := importPage{desk: longReviewDesk(""), Intent: "i"}
	done := changed(asked, func(p *importPage) {
		p.Done, p.Slug, p.Heading, p.Passages, p.Missing = true, "lunch", longTitle, 12, []string{"a guide", "two readings of each passage"}
		p.Skipped = slices.Repeat([]exchange.Skip{{Place: "question 1", Reason: "It has no choices."}}, 5)
		p.Notes = []exchange.Skip{{Place: "question 2", Reason: "Tags were left out."}}
	})
	return append(troubled(asked, "file", ""), asked, done, changed(done, func(p *importPage) { p.Published, p.Skipped, p.Notes, p.Missing = 1, nil, nil, nil }))
}

func sampleChallenges(d desk) []framed {
	second, answered := sampleChallenge, sampleChallenge
	second.ID, second.Newest, second.Reason = "c2", second.Version, strings.Repeat("I saw it. ", 40)
	answered.State, answered.Answer = quiz.ChallengeAnswered, strings.Repeat("We agree. ", 40)
	full := challengesPage{desk: d, Open: []challengeRow{{sampleChallenge, "A student"}, {second, "A teacher"}}, Answered: []challengeRow{{answered, "A student"}}, Typed: "x", Intent: "i"}
	return append(troubled(full, "answer-c1", ""), full, challengesPage{desk: d})
}

func samplePooled() []framed {
	items := sampleItemLists()
	full := pooledPage{itemsPage: items[0].(itemsPage), Tabs: longTabs("items"), Heading: longTitle, Versions: []way{{Name: "Version 1", Link: "?version=1", Here: true}, {Name: "Version 2", Link: "?version=2"}}}
	full.desk = longReviewDesk("")
	calm := changed(full, func(p *pooledPage) { p.Look, p.More, p.Versions = nil, 0, nil })
	return []framed{full, calm, changed(calm, func(p *pooledPage) { p.Rows = nil })}
}
