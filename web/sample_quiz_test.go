package web

import (
	"slices"
	"strings"
	"time"

	"discern/questions"
	"discern/quiz"
)

func init() {
	line := longLine()
	addSamples(map[string][]framed{
		"teach-set":        sampleSets(),
		"teach-settings":   sampleSettings(),
		"teach-copy":       sampleCopies(),
		"teach-compare":    sampleComparisons(),
		"teach-assignment": sampleBoards(),
		"teach-help":       sampleHelp(),
		"teach-release": {releasePage{desk: longDesk("").narrow(), Line: line}, releasePage{desk: longDesk("").narrow(), Line: line, Working: 1},
			releasePage{desk: longDesk("").narrow(), Line: line, Working: 12}},
		"teach-attempt": sampleAttemptActs(),
		"teach-result":  sampleTeacherResults(),
		"teach-pupil":   samplePupils(),
		"teach-packs":   {packsPage{desk: placed("quizzes")}, packsPage{desk: placed("quizzes"), Packs: slices.Repeat([]quiz.PackLine{{Slug: "a", Title: longTitle, Language: "en", Passages: 40, Askable: 38, Version: 12}}, 8)}},
		"teach-pack":    sampleTeacherPacks(),
		"teach-words":   sampleWords(),
		"teach-code":    {codePage{desk: longDesk(""), Class: longTeachClass, Join: sampleJoin(), Until: "within 10 minutes", Card: quiz.SeatCard{Seat: thirtySeats()[3], Code: "ABCDEF"}}},
	})
}

// placed is a page of a place of the main navigation.
func placed(place string) desk {
	d := longDesk("")
	d.Place = place
	return d
}

func sampleSets() []framed {
	form := newSettingsForm(quiz.DefaultSettings())
	full := setPage{desk: longDesk(""), Class: longTeachClass, Pack: "everyday", Form: form, Intent: "i", Name: longTitle,
		Packs: []quiz.PackLine{{Slug: "everyday", Title: "Everyday", Askable: 12}, {Slug: "other", Title: longTitle, Askable: 40}}}
	other := changed(full, func(p *setPage) {
		p.Form = settingsForm{All: true, Order: "shuffled", Scoring: "best", Feedback: "submit", Confidence: true, Wording: "original", OpensAt: "2026-05-03T10:45", ClosesAt: "2026-05-03T12:45"}
		p.Bound = []string{longTitle, "Everyday"}
	})
	third := changed(full, func(p *setPage) {
		p.Form.Scoring, p.Form.Feedback, p.Bound = "last", "question", []string{"Everyday"}
	})
	return slices.Concat([]framed{full, other, third, changed(full, func(p *setPage) { p.Packs = nil })},
		troubled(full, "pack", "count", "feedback", "minutes", "opens_at", "closes_at", "attempts", "scoring", "order", "wording", "title", ""))
}

func sampleSettings() []framed {
	full := settingsPage{desk: longDesk(""), Line: longLine(), Whole: true, Form: newSettingsForm(quiz.DefaultSettings())}
	times := changed(full, func(p *settingsPage) { p.Whole = false })
	return append(troubled(times, "closes_at", ""), full, times)
}

func sampleCopies() []framed {
	full := copyPage{desk: longDesk(""), Line: longLine(), Classes: []quiz.Class{longTeachClass, {ID: "c2", Title: "8B"}}, Times: true, Opens: "today 10:00", Closes: "Friday 10:00", Intent: "i"}
	opens := changed(full, func(p *copyPage) { p.Times, p.Closes = false, "" })
	return slices.Concat(troubled(full, "classes", ""), []framed{full, opens, changed(full, func(p *copyPage) { p.Opens = "" }),
		changed(opens, func(p *copyPage) { p.Opens = "" }), changed(full, func(p *copyPage) { p.Classes = nil })})
}

func sampleComparisons() []framed {
	full := sampleComparison()
	full.desk, full.Packs = placed("quizzes"), append(full.Packs, quiz.PackLine{Slug: "other", Title: longTitle})
	full.Rows[1].Class.Title, full.Rows[1].Assignment.Title = longClass.Title, longTitle
	full.Rows[0].Class, full.Rows[0].Assignment = longTeachClass, longLine().Assignment
	return []framed{full, changed(full, func(p *comparePage) { p.Rows = nil }), changed(full, func(p *comparePage) { p.Apart, p.Mixed, p.Alphas = nil, false, false }),
		changed(full, func(p *comparePage) { p.Rows, p.Apart = nil, nil }), changed(full, func(p *comparePage) { p.Packs = nil })}
}

// sampleBoards is a class of thirty in every state of a quiz of twelve, and a
// quiz of forty.
func sampleBoards() (all []framed) {
	b := sampleBoard(longDesk("")).Board
	b.Assignment, b.Class, b.CountsDown, b.Seats = longLine().Assignment, longTeachClass, false, nil
	b.Counts = quiz.BoardCounts{Seats: 30, Joined: 26, Started: 24, Working: 12, HandedIn: 12, Answered: 180, Asked: 288}
	states := []quiz.AttemptState{quiz.InProgress, quiz.Submitted, quiz.AutoSubmitted, quiz.InProgress, quiz.Voided, ""}
	for i, seat := range thirtySeats() {
		one := quiz.BoardSeat{ID: seat.ID, Name: seat.Name, Joined: seat.Joined, State: states[i%len(states)]}
		if one.State != "" {
			one.Attempt, one.Number, one.Marks, one.Answered, one.Active = "t"+seat.ID, 1, "aaabf..aa.fa", 7, sampleTime.Add(-time.Duration(i)*time.Minute)
			one.Submitted = sampleTime
		}
		b.Seats = append(b.Seats, one)
	}
	page := func(state quiz.AssignmentState, change func(*quiz.Board)) boardPage {
		board := b
		board.State, board.Assignment.State = state, state
		change(&board)
		view := newBoardPage(board, sampleTime)
		view.desk = longDesk("")
		return view
	}
	for _, state := range []quiz.AssignmentState{quiz.Draft, quiz.Open, quiz.Paused, quiz.Closed, quiz.Released} {
		all = append(all, page(state, func(*quiz.Board) {}))
	}
	return append(all, page(quiz.Draft, func(b *quiz.Board) { b.Seats = nil }), page(quiz.Open, func(b *quiz.Board) {
		b.Seats = slices.Clone(b.Seats)
		for i := range b.Seats {
			b.Seats[i].Marks = strings.Repeat(b.Seats[i].Marks, 4)[:len(b.Seats[i].Marks)*10/3]
		}
	}))
}

func sampleHelp() []framed {
	seat := quiz.BoardSeat{ID: "s1", Name: longFrame.Who, Attempt: "t1", State: quiz.InProgress, Marks: "ab..........", Answered: 2, Active: sampleTime.Add(-20 * time.Minute)}
	quiet := helpPage{desk: longDesk(""), Class: longTeachClass, Line: longLine(), Row: newBoardRow(seat, 12, sampleTime)}
	timed := changed(quiet, func(p *helpPage) { p.Line.Settings.Minutes = 30 })
	away := quiz.BoardSeat{ID: "s2", Name: "Pupil 7"}
	return []framed{quiet, timed, changed(quiet, func(p *helpPage) { p.Row = newBoardRow(away, 12, sampleTime) }),
		changed(timed, func(p *helpPage) { p.Row = newBoardRow(away, 12, sampleTime) }), changed(timed, func(p *helpPage) { p.MayReopen, p.MayVoid, p.Which = true, true, "?attempt=2" })}
}

func sampleAttemptActs() (all []framed) {
	row := sampleRow
	row.Seat = thirtySeats()[3]
	for _, act := range []string{"void", "reopen"} {
		one := attemptPage{desk: longDesk("").narrow(), Act: act, Line: longLine(), Row: row, Try: sampleRow.Attempt}
		several := changed(one, func(p *attemptPage) { p.Which = "?attempt=2" })
		all = slices.Concat(all, []framed{one, several}, troubled(several, "reason", ""))
	}
	return all
}

func sampleTeacherResults() []framed {
	row := sampleRow
	row.Seat = thirtySeats()[3]
	full := resultPage{desk: longDesk(""), Class: longTeachClass, Line: longLine(), Row: row, Says: "The first attempt counts. It was handed in on Monday at 10:30.", MayVoid: true, MayReopen: true, Which: "?attempt=1", Marks: true,
		Tries: []way{{Name: "Attempt 1", Link: "?attempt=1", Here: true}, {Name: "Attempt 2", Link: "?attempt=2"}}, Readings: everydayReadings(), Log: &answerLog{Started: "on Monday at 10:14", Says: "3 answers were changed.", Sure: true},
		Result: &quiz.Result{Score: quiz.Score{Right: 3, Max: 12}, Rule: quiz.Rule{Version: 2}, Shifts: []quiz.Shift{{At: sampleTime, Before: quiz.Part{Right: 2, Of: 12}, After: quiz.Part{Right: 3, Of: 12}}}}}
	for i, label := range questions.Labels {
		full.Kinds = append(full.Kinds, kindRow{Label: label, Part: quiz.Part{Right: i, Of: 4}})
	}
	for _, r := range full.Readings {
		full.Log.Lines = append(full.Log.Lines, answerLine{N: r.N, Said: r.Label, Key: r.Key.Label, Mark: "No", Saved: "Tuesday 10:00:00", After: "10:10", Changes: "2", Sure: "Very sure", Flag: "Flagged"})
	}
	full.Readings[3].Readers = ""
	return []framed{full, changed(full, func(p *resultPage) {
		p.Result, p.Log, p.Kinds, p.Readings, p.Tries, p.MayVoid, p.MayReopen, p.Says = nil, nil, nil, nil, nil, false, false, "Nothing is handed in yet."
	}), changed(full, func(p *resultPage) {
		log := *p.Log
		log.Sure = false
		p.Log, p.Marks, p.MayReopen = &log, false, false
	}), changed(full, func(p *resultPage) { p.MayVoid = false })}
}

func samplePupils() []framed {
	scores := quiz.SeatScores{Seat: thirtySeats()[3], Class: longTeachClass}
	row := sampleRow
	row.Attempts, row.Score = []quiz.Attempt{*sampleRow.Attempt}, thirtyRows()[5].Score
	for range 9 {
		line := quiz.SeatLine{Assignment: longLine().Assignment, State: quiz.Released, Row: row, Sure: quiz.Calibration{{Right: 2, N: 9}, {Right: 5, N: 8}, {Right: 9, N: 9}}}
		scores.Lines = append(scores.Lines, line, quiz.SeatLine{Assignment: line.Assignment, Row: quiz.Row{Seat: scores.Seat}})
	}
	full := newPupilPage(scores, 1, sampleTime)
	full.desk = longDesk("")
	right := changed(full, func(p *pupilPage) { p.Mixed, p.Mix.Says = nil, nil })
	return []framed{full, right}
}

func sampleTeacherPacks() []framed {
	pack := readSamplePack("macron-leaks")
	full := packPage{desk: placed("quizzes"), Pack: pack, From: "the editors of a regional newspaper, 2026", Counts: []kindCount{{questions.Fact, 14}, {questions.Inference, 13}, {questions.Opinion, 13}}}
	for i, item := range pack.Items[:12] {
		one := newPackItem(item, pack.Language)
		one.Differ = &challengeForm{Post: "/x", Passage: item.ID, Version: 1, ID: "reason-" + item.ID}
		if i == 1 {
			one.Readers = ""
		}
		full.Items = append(full.Items, one)
	}
	return []framed{full, changed(full, func(p *packPage) { p.From, p.Pack = "", everydayPack() })}
}

func sampleWords() []framed {
	full := wordsPage{desk: placed("quizzes"), Pack: readSamplePack("macron-leaks"), From: "the editors of a regional newspaper, 2026", Said: found("37", "40", 40),
		Binding: quiz.PackBinding{Of: 40, Bound: make([]quiz.BoundPassage, 37), Missing: []int{3, 14, 40}}}
	none := changed(full, func(p *wordsPage) { p.Said, p.Binding = "", quiz.PackBinding{Of: 40} })
	return slices.Concat(troubled(none, "text", "file", ""), []framed{full, none, changed(full, func(p *wordsPage) {
		p.Binding = quiz.PackBinding{Of: 40, Bound: make([]quiz.BoundPassage, 40), Whole: true}
	}), changed(full, func(p *wordsPage) { p.From = "" })})
}
