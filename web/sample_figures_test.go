package web

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
)

func init() {
	addSamples(map[string][]framed{
		"teach-scores":          sampleScoreTables(),
		"teach-confusion":       sampleConfusions(),
		"teach-items":           sampleItemLists(),
		"teach-item":            sampleItemPages(),
		"teach-rescore":         sampleRescores(),
		"teach-rescore-preview": samplePreviews(),
		"teach-rescores":        sampleLedgers(),
	})
}

// thirtyRows are the scores of a class: some have not handed in, one was asked
// fewer passages.
func thirtyRows() (rows []quiz.Row) {
	for i, seat := range thirtySeats() {
		row := quiz.Row{Seat: seat}
		if i%7 != 6 {
			right := (i * 5) % 13
			attempt := *sampleRow.Attempt
			row.Attempt, row.Attempts, row.Answered = &attempt, []quiz.Attempt{attempt}, 12
			row.Score = &quiz.Score{Right: right, Max: 12, Answered: 12, ByKind: [3]quiz.Part{{Right: right / 3, Of: 4}, {Right: right / 3, Of: 4}, {Right: right / 3, Of: 4}},
				Confusion: quiz.Confusion{{right / 3, 4 - right/3, 0}, {4 - right/3, right / 3, 0}, {0, 1, 3}}}
		}
		rows = append(rows, row)
	}
	rows[8].Score.Max = 9
	rows[9].Attempt.State = quiz.AutoSubmitted
	return rows
}

func sampleScoreTables() []framed {
	page := func(rows []quiz.Row, asked url.Values, change func(*quiz.Table)) scoresPage {
		table := quiz.Table{Assignment: longLine().Assignment, State: quiz.Open, Rule: quiz.Rule{Version: 12}, Class: longTeachClass, Rows: rows}
		change(&table)
		table.Summarise()
		view := newScoresPage(table, readScoresView(asked), sampleTime)
		view.desk = longDesk("")
		return view
	}
	same := func(*quiz.Table) {}
	full := page(thirtyRows(), nil, func(t *quiz.Table) { t.Rule.Since, t.Assignment.Settings.Attempts = sampleTime, 3 })
	full.News = "The reviewers changed the key of 2 passages (version 13)."
	alike := thirtyRows()[:2]
	for i := range alike {
		alike[i].Score.Confusion = quiz.Confusion{{4, 0, 0}, {0, 4, 0}, {0, 0, 4}}
	}
	return []framed{full, page(thirtyRows(), url.Values{"from": {"3"}, "to": {"9"}, "sort": {"score"}}, same), page(thirtyRows(), url.Values{"name": {"pupil"}, "sort": {"name"}}, same),
		page(slices.Repeat(thirtyRows(), 12), nil, same), page(alike, nil, same), page(alike[:1], nil, same), page(thirtyRows()[6:7], nil, same)}
}

func sampleConfusions() []framed {
	full := sampleConfusion(confusionScope{Page: 1})
	full.desk, full.Class, full.Line = longDesk(""), longTeachClass, longLine().Assignment
	for i := range full.Students {
		full.Students[i].Name = thirtySeats()[i].Name
	}
	says := []string{"The class took inference for fact: 40%, 14 of 36 answers.", "The class took fact for opinion: 10%.", "The class took opinion for inference: 5%."}
	full.Mix.Says, full.Mix.Links = says, []int{3, 0, 4}
	full.Pages = []way{{Name: "1 to 50", Link: "?page=1", Here: true}, {Name: "51 to 60", Link: "?page=2"}}
	one := changed(full, func(p *confusionPage) {
		p.Mix.Says, p.Mix.Links, p.Sure, p.Pages, p.Alike = says[:1], []int{0}, nil, nil, 1
	})
	student := sampleConfusion(confusionScope{Student: "s1", All: true, Page: 1})
	nobody := newConfusionPage(quiz.ConfusionTable{Assignment: full.Line, Class: longTeachClass}, confusionScope{})
	nobody.desk = longDesk("")
	return []framed{full, one, changed(one, func(p *confusionPage) { p.Line.Settings.Confidence, p.Passages, p.Mix.Says = true, nil, nil }),
		student, nobody, changed(nobody, func(p *confusionPage) { p.Student = student.Student }),
		changed(full, func(p *confusionPage) { p.Mix = newMixView("The class", quiz.Confusion{}, nil, p.Attempts) })}
}

// manyLines are twelve passages, of which nine stand out.
func manyLines() (lines []quiz.ItemLine) {
	base := sampleTable().Lines
	for i, item := range everydayPack().Items[:12] {
		line := base[0]
		if i%4 == 3 {
			line = base[2]
		}
		line.Item = item
		lines = append(lines, line)
	}
	lines[1].Stats.Discrimination.Ranged = false
	lines[2].Except, lines[11].Stats = quiz.Exception{Policy: quiz.PolicyDrop}, itemstats.Item{}
	return lines
}

func sampleItemLists() []framed {
	table := sampleTable()
	table.Class, table.Assignment, table.Lines = longTeachClass, longLine().Assignment, manyLines()
	table.Rule = quiz.Rule{Version: 1, Except: map[int]quiz.Exception{table.Lines[2].Number: {Policy: quiz.PolicyDrop}}}
	asked := []quiz.Challenge{{Passage: table.Lines[0].ID, Version: 1, Reason: "x", At: sampleTime}, {Passage: table.Lines[1].ID, Version: 1, Reason: "x", Answer: "We agree.", At: sampleTime}}
	page := func(change func(*quiz.ItemTable)) itemsPage {
		one := table
		change(&one)
		view := newItemsPage(one, readItemOrder("facility", "0"), asked)
		view.desk = longDesk("")
		return view
	}
	none := newItemsPage(quiz.ItemTable{Assignment: table.Assignment, Class: longTeachClass}, readItemOrder("", ""), nil)
	none.desk = longDesk("")
	return []framed{page(func(*quiz.ItemTable) {}), page(func(t *quiz.ItemTable) {
		t.Language, t.Whole = "fr", itemstats.Whole{N: 12, Why: "These are shown from 30 students on."}
	}),
		page(func(t *quiz.ItemTable) { t.Lines, t.Whole = t.Lines[3:4], itemstats.Whole{N: 12} }), none}
}

func sampleItemPages() (all []framed) {
	table := sampleTable()
	table.Class, table.Assignment, table.Lines = longTeachClass, longLine().Assignment, manyLines()
	for _, asked := range [][]quiz.Challenge{nil, {{Passage: table.Lines[0].ID, Reason: strings.Repeat("Why so? ", 40), At: sampleTime}}} {
		for _, at := range []int{0, 2, 3, 11} {
			view := newItemPage(table, at, asked)
			view.desk = longDesk("")
			all = append(all, view)
		}
	}
	return append(all, changed(all[3].(itemPage), func(p *itemPage) { p.Figures = nil }))
}

func sampleRescores() []framed {
	sheet := quiz.KeySheet{Assignment: longLine().Assignment, Rule: quiz.Rule{Version: 1}, Newest: 12, Versions: []int{12, 2, 1}, Version: 12}
	for i, item := range everydayPack().Items[:12] {
		one := quiz.KeyChoice{Item: item, Next: item.Key}
		switch i {
		case 1:
			one.Next, one.Differs = questions.Key{Label: questions.Opinion}, true
		case 2:
			one.Kept, one.Except = quiz.KeptGone, quiz.Exception{Policy: quiz.PolicyDrop}
		}
		sheet.Choices = append(sheet.Choices, one)
	}
	full := newRescorePage(sheet, rescoreForm{Version: 12, Passages: []int{2}})
	full.desk = longDesk("")
	sheet.Versions, sheet.Newest, sheet.Version = nil, 1, 1
	alone := newRescorePage(sheet, rescoreForm{})
	alone.desk = longDesk("")
	return append(troubled(full, "policy", "passages", ""), full, alone)
}

// thirtyChanges are scores that a new key changes.
func thirtyChanges(of int) (all []quiz.ScoreChange) {
	for i := range of {
		all = append(all, quiz.ScoreChange{Seat: thirtySeats()[i%30], Attempt: fmt.Sprint("t", i), Number: 1 + i/30, Before: quiz.Part{Right: 3, Of: 12}, After: quiz.Part{Right: 4, Of: 12}})
	}
	return all
}

func samplePreviews() []framed {
	page := func(change func(*quiz.RescorePreview)) previewPage {
		p := samplePreview().Preview
		p.Assignment = longLine().Assignment
		change(&p)
		view := newPreviewPage(p, 1)
		view.desk, view.Reason = longDesk(""), "A slip in the key"
		return view
	}
	full := page(func(p *quiz.RescorePreview) {
		p.Effect = quiz.Effect{Changes: thirtyChanges(201), Unchanged: 12, Students: 30, Up: 30, MeanBefore: 3, MeanAfter: 4, Working: 2}
		p.Passages[0].After = questions.Key{}
	})
	undo := page(func(p *quiz.RescorePreview) {
		p.Request = quiz.RescoreRequest{Undo: "r1"}
		p.To = p.From
		p.Working = 0
		p.Changes = thirtyChanges(1)
	})
	return append(troubled(undo, "reason", ""), full, undo, changed(full, func(p *previewPage) { p.Rows, p.Pages = p.Rows[:1], nil }), changed(full, func(p *previewPage) { p.Rows, p.Pages = nil, nil }))
}

func sampleLedgers() []framed {
	full := sampleLedger()
	full.desk, full.Class, full.Line = longDesk(""), longTeachClass, longLine()
	entry := quiz.Rescore{ID: "r3", Number: 3, Policy: quiz.PolicyCurrent, From: 1, To: 2, Passages: []int{1, 3}, By: longFrame.Who, Reason: "A slip in the key", At: sampleTime, Effect: quiz.Effect{Changes: thirtyChanges(201)}}
	long := changed(full, func(p *ledgerPage) {
		p.Done = ""
		p.Entries = append(p.Entries[1:1:1], newLedgerRow(entry, []quiz.Rescore{entry}, 3, 1, sampleTime), newLedgerRow(quiz.Rescore{ID: "r0", Number: 9, Policy: quiz.PolicyDrop, Passages: []int{1}, At: sampleTime}, nil, 0, 1, sampleTime))
	})
	return []framed{full, long, changed(full, func(p *ledgerPage) { p.Done, p.Entries = "", nil })}
}
