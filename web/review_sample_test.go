package web

import (
	"testing"

	"discern/questions"
	"discern/questions/article"
	"discern/questions/exchange"
	"discern/quiz"
)

var (
	sampleDraft = quiz.PackDraft{ID: "d1", Slug: "lunch", Title: `The "lunch" <queue>`, Language: "en", Source: "s1", State: quiz.DraftOpen, Base: 1,
		Revision: 2, Passages: 2, Read: 1, Guide: quiz.DefaultGuide("en"), Said: &questions.Source{Author: "A pupil", Published: "2026-03"}}
	sampleText    = article.Parse("The queue was long. It may be longer tomorrow.\n\nThat is a shame.")
	samplePassage = quiz.DraftPassage{Passage: questions.Passage{ID: "p1", Number: 1, Text: "The queue was <b>long</b>.",
		Source: &questions.Span{Paragraph: 0, Start: 0, End: 19, Length: 19}}, Draft: "d1", Wording: quiz.Original, Revision: 1,
		Own: &questions.Reading{Label: questions.Fact, Second: questions.Opinion, Confidence: 3, Note: "Seen."}}
	sampleOther    = quiz.DraftPassage{Passage: questions.Passage{ID: "p2", Number: 2, Text: "A shame."}, Wording: quiz.Restated, Outdated: true}
	sampleDecision = quiz.Decision{Label: questions.Fact, Second: questions.Opinion, Status: questions.Disputed, Rationale: "Because.",
		Cues: []questions.Cue{{Start: 4, End: 9}}, Later: &questions.Later{Note: "More", Source: "A book"}, Revision: 3}
	sampleChallenge = quiz.Challenge{ID: "c1", Slug: "lunch", Version: 1, Passage: "p1", Number: 1, Text: "The queue", Key: questions.Fact,
		By: quiz.Student, Reason: `I "saw" it.`, State: quiz.ChallengeOpen, Newest: 2}
	sampleHistory = []quiz.HistoryLine{{Version: 2, Passages: 2, Askable: 1, Reason: "A slip", By: "Reviewer 1", At: sampleTime}, {Version: 1, Passages: 2, Askable: 2, At: sampleTime}}
	sampleRuns    = []questions.FieldDiff{{Field: "text", Runs: []questions.Run{{Text: "The "}, {Text: "long", Change: questions.Removed}, {Text: "short", Change: questions.Added}}}}
	samplePack    = &questions.Pack{Slug: "lunch", Title: "Lunch", About: "A queue", Version: 2, Language: "en", Items: []questions.Item{sampleItem},
		Reviewers: []questions.Reviewer{{ID: "r1"}, {ID: "r2"}}}
	sampleTabs = reviewTabs{"lunch", "passages", true, true}
)

func init() { addSamples(reviewSamples()) }

func reviewDesk(field string) desk {
	d := sampleDesk(field)
	d.Place, d.Teacher, d.Reviewer = "texts", false, true
	return d
}

// reviewSamples has each page of reviewers empty and full.
func reviewSamples() map[string][]framed {
	plain := reviewDesk("")
	answered, later := sampleChallenge, sampleChallenge
	answered.State, answered.Answer, later.ID = quiz.ChallengeAnswered, "We agree.", "c2"
	source := quiz.Source{ID: "s1", Title: "Lunch", Language: "en", Paragraphs: 2, Draft: "d1", Slug: "lunch", Binds: []string{"old"}, Article: sampleText}
	agreement := newAgreementView(samplePack.Agreement())
	diff := newDiff(questions.PackDiff{Passages: []questions.PassageDiff{{Number: 1, Fields: sampleRuns}, {Number: 2, Added: true}, {Number: 3, Removed: true}}})
	marks := markParagraphs(sampleText, []quiz.DraftPassage{samplePassage}, map[string]bool{"0:20:46": true})
	return map[string][]framed{
		"review-home": {reviewHomePage{}, reviewHomePage{desk: plain, Challenges: 2, Sources: []sourceRow{{source, "A paper"}, {quiz.Source{ID: "s2", Title: "Old", Removed: true}, ""}},
			Drafts: []draftLine{{PackDraft: sampleDraft, Contested: 1, Proposed: 2, Few: 3, Settled: 4}}, Packs: []quiz.PackLine{{Slug: "lunch", Title: "Lunch"}}}},
		"review-items": {newPooledPage(quiz.PooledItems{}, readItemOrder("", ""), nil), pooledPage{itemsPage: sampleItems(), Tabs: sampleTabs, Heading: "A <text>",
			Versions: []way{{Name: "Version 1", Link: "?version=1", Here: true}}}},
		"review-new": {newTextPage{}, newTextPage{desk: reviewDesk("file"), Form: textForm{Title: `"T"`, Text: "</textarea>"}, Intent: "i"}, newTextPage{desk: reviewDesk("text")}},
		"review-source": {sourcePage{}, sourcePage{desk: reviewDesk("part"), Source: source, From: "A pupil", Draft: sampleDraft, Open: true, Passages: 1, Paragraphs: marks, Part: `"x"`, Added: 1},
			sourcePage{desk: reviewDesk("marks"), Source: source, Open: true, Paragraphs: marks}, sourcePage{desk: plain, Source: source, Draft: sampleDraft, Paragraphs: marks}},
		"review-remove": {removeTextPage{}, removeTextPage{plain, source}},
		"review-pack": {reviewPackPage{}, reviewPackPage{desk: reviewDesk("reason"), Tabs: sampleTabs, Draft: sampleDraft, From: "A pupil", Also: "Go on.", Next: step{"/x", "Go"}, Waiting: 1, Proposed: 1,
			Contested: 1, Ready: 1, Disputed: 1, Rows: []passageRow{{samplePassage, "Ready", step{"/y", "Look"}, true}, {sampleOther, "Open", step{"/z", "Read"}, false}},
			Agreement: &agreement, Diff: diff, Fields: sampleRuns, Reason: "Slip", Intent: "i"},
			reviewPackPage{desk: reviewDesk("missing"), Draft: sampleDraft, Missing: []missingLine{{quiz.Missing{Number: 1, Text: "Give a reason."}, "/a"}, {quiz.Missing{Text: "Give it a title."}, "/b"}}},
			reviewPackPage{desk: plain, Draft: sampleDraft, Blind: true, Waiting: 1}, reviewPackPage{desk: plain, Draft: sampleDraft, LooksOn: true}},
		"review-published": {publishedPage{Pack: &questions.Pack{}}, publishedPage{desk: plain, Tabs: sampleTabs, Pack: samplePack, From: "A pupil", Newest: true, Counts: []kindCount{{questions.Fact, 1}},
			Items: []packItem{newPackItem(sampleItem, "en")}, Agreement: agreement, History: historyRows(sampleHistory, 0), Formats: exportFormats, Intent: "i"}},
		"review-guide": {guidePage{}, guidePage{desk: reviewDesk("guide.fact"), Tabs: sampleTabs, Draft: sampleDraft, Form: quiz.NewDraft{Title: "Other"}, Stored: true,
			Parts: []guidePart{{"guide.fact", "What a fact is", "One", "Two"}}}},
		"review-drop":      {dropDraftPage{}, dropDraftPage{plain, sampleDraft}},
		"review-agreement": {agreementPage{}, agreementPage{plain, sampleTabs, "Lunch", agreement}},
		"review-history":   {historyPage{}, historyPage{plain, sampleTabs, "Lunch", historyRows(sampleHistory, 2), 2, sampleRuns, diff}},
		"review-readings": {readingsPage{}, readingsPage{plain, sampleTabs, quiz.ReadingList{Draft: sampleDraft, Places: []quiz.ReadingPlace{{Passage: "p1", N: 1, Done: true}, {Passage: "p2", N: 2}}, Done: 1, Next: "p2"},
			map[string]*questions.Reading{"p1": samplePassage.Own}, true}},
		"review-passage":    readingSamples(),
		"review-wording":    {wordingPage{}, wordingPage{desk: reviewDesk("text"), Heading: "Near it", Sheet: sampleSheet(true), Context: []contextParagraph{{[]contextPart{{1, "One.", true}}}}, Text: "Mine", Stored: "Theirs", Next: "p2", Before: "p0"}},
		"review-takeout":    {wordingPage{}, wordingPage{desk: plain, Sheet: sampleSheet(true)}},
		"review-settle":     settleSamples(),
		"review-import":     {importPage{}, importPage{desk: reviewDesk("file"), Intent: "i"}, importPage{desk: plain, Done: true, Slug: "lunch", Heading: "Lunch", Passages: 2, Skipped: []exchange.Skip{{Place: "question 1", Reason: "no choices"}}, Notes: []exchange.Skip{{Place: "question 2", Reason: "tags"}}, Missing: []string{"guide"}}},
		"review-challenges": {challengesPage{}, challengesPage{desk: reviewDesk("answer-c1"), Open: []challengeRow{{sampleChallenge, "A student"}, {later, "A teacher"}}, Answered: []challengeRow{{answered, "A student"}}, Typed: "x", Intent: "i"}},
		"pack": {cardPage{}, cardPage{frame: sampleFrame, Home: "/class", From: "A paper", Kinds: []kindCount{{questions.Fact, 1}}, Agreed: english.agreed(samplePack.Agreement()), History: []packVersion{{quiz.HistoryLine{Version: 1, Reason: "A word.", By: "A reviewer"}, "3 May 2026"}},
			Card: quiz.PackCard{Pack: quiz.PackLine{Title: "Lunch", Language: "en"}, About: "A queue", Guide: quiz.DefaultGuide("en"), Reviewers: 2, Counted: true, Decided: 1, Disputed: 1}},
			cardPage{frame: sampleFrame, Home: "/class", Card: quiz.PackCard{Pack: quiz.PackLine{Title: "Lunch", Language: "en"}, Reviewers: 2}}},
	}
}

func sampleSheet(open bool) quiz.ReadingSheet {
	return quiz.ReadingSheet{Draft: sampleDraft, Passage: samplePassage, N: 2, Of: 3, Done: 1, Previous: "p0", Next: "p2", NextOpen: "p2", MayChange: open}
}

func readingSamples() []framed {
	choices := []choice{{questions.Fact, "You could check it.", true}}
	sureness := []sure{{1, "1 Unsure", false}, {3, "3 Sure", true}}
	around, shown, heading := contextOf(sampleDraft, samplePassage, []quiz.ContextParagraph{{Paragraph: 0, Text: sampleText.Paragraphs[0].Text, Own: true}}, nil)
	full := readingPage{desk: reviewDesk("confidence"), Sheet: sampleSheet(true), Context: around, Shown: shown, Heading: heading, Choices: choices,
		Second: secondChoices(""), Sure: sureness, Note: "</textarea>", Saved: "1", Was: "p0"}
	unread := full
	unread.desk, unread.Sheet.Passage, unread.Shown = reviewDesk("label"), sampleOther, false
	return []framed{readingPage{}, full, unread, readingPage{desk: reviewDesk(""), Sheet: sampleSheet(false), Heading: "Near it"}}
}

func settleSamples() []framed {
	sheet := quiz.SettleSheet{Draft: sampleDraft, Passage: samplePassage, Readings: []quiz.SettleReading{{Reading: *samplePassage.Own, Own: true}, {Reading: questions.Reading{Label: questions.Opinion, Confidence: 1}}},
		Agree: 1, Of: 2, Decision: &sampleDecision, Challenges: []quiz.Challenge{sampleChallenge}, Next: "p2"}
	full := settlePage{desk: reviewDesk("rationale"), Sheet: sheet, Heading: settleHeading(sheet), Context: []contextParagraph{{[]contextPart{{1, "One.", true}}}}, About: "Near it",
		Choices: []choice{{questions.Fact, "Check.", true}}, Second: secondChoices(questions.Opinion), Form: newSettleForm(sheet), Words: cueWords(samplePassage.Text, sampleDecision.Cues), Revision: 3}
	both, cues := full, full
	both.desk, both.Stored, both.StoredSay = reviewDesk("stored"), &sampleDecision, samplePassage.Segments(sampleDecision.Cues)
	cues.desk, cues.MayAgree = reviewDesk("cues"), true
	return []framed{settlePage{}, full, both, cues}
}

// TestReviewSamples holds each page of reviewers to what every page owes
// somebody who cannot see it.
func TestReviewSamples(t *testing.T) { checkSamples(t, reviewSamples()) }
