package web

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"discern/questions"
	"discern/quiz"
)

var (
	taughtClass = quiz.Class{ID: "c1", TeacherName: "The teacher", Title: `8B & "English" <i>`, SchoolYear: "2026/27", Language: "en",
		Code: "ABCDEFGH", Joining: true, CodeExpires: sampleTime, Seats: 2, Assignments: 1}
	sampleSeat = quiz.Seat{ID: "s1", Class: "c1", Name: "Ada & W.", ExtraTime: 1.5, Joined: sampleTime}
	sampleLine = quiz.AssignmentLine{Assignment: quiz.Assignment{ID: "a1", Class: "c1", Pack: "everyday", Version: 1, Title: `A "title"`,
		Settings: quiz.DefaultSettings(), State: quiz.Open, Asked: 12}, State: quiz.Open, Seats: 2, Started: 2, HandedIn: 1, Mean: 8}
	sampleInvited = []invitationLine{{quiz.Invitation{ID: "i1", Class: "c1", Title: "8B <i>", Email: "a@b", From: "Ms V"}, "Friday 10:00"}}

	sampleRow  = quiz.Row{Seat: sampleSeat, Attempt: &quiz.Attempt{ID: "t1", State: quiz.Submitted, Picks: []int{1, 2}, Submitted: sampleTime}, Score: sampleScore, Answered: 2}
	sampleItem = questions.Item{Passage: questions.Passage{Number: 1, Text: "It rained, <b>I think</b>."}, Key: questions.Key{Label: questions.Inference,
		Second: questions.Fact, Status: questions.Disputed, Rationale: `Because "I think".`, Cues: []questions.Cue{{Start: 11, End: 21}},
		Readings: []questions.Reading{{Reviewer: "r1", Label: questions.Inference}, {Reviewer: "r2", Label: questions.Fact}},
		Later:    &questions.Later{Note: "It did.", Source: "The weather office"}}}
	sampleScore = &quiz.Score{Right: 1, Max: 2, Answered: 2, ByKind: [3]quiz.Part{{Right: 0, Of: 1}, {Right: 1, Of: 1}, {}},
		Confusion: quiz.Confusion{{0, 1, 0}, {0, 1, 0}, {}}}
)

func sampleDesk(field string) desk {
	d := desk{frame: frame{Title: "A page", Body: "wide", Who: "The teacher"}, Place: "classes", Teacher: true}
	if field != "" {
		d.Trouble = &trouble{field, "Do it again."}
	}
	return d
}

func init() { addSamples(teachSamples()) }

// teachSamples has each page of teachers empty and full.
func teachSamples() map[string][]framed {
	plain, marked := sampleDesk(""), newReading(english, quiz.MarkQuestion(1, sampleItem, questions.Fact), "en")
	join := joinPlace{"school.example", "http://school.example", newQR("http://school.example/")}
	form := newSettingsForm(quiz.DefaultSettings())
	table := quiz.Table{Assignment: sampleLine.Assignment, Class: taughtClass, Rows: []quiz.Row{sampleRow, {Seat: sampleSeat}}}
	table.Summarise()
	result := &quiz.Result{Score: *sampleScore}
	screen := newScreen(sampleBoard(plain).Board, true, sampleTime)
	return map[string][]framed{
		"sign-in": {signInPage{}, signInPage{Trouble: &trouble{"email", "Check both."}, Email: `"a"@b`, Next: "/teach"}},
		"setup":   {setUpPage{}, setUpPage{Invited: &sampleInvited[0].Invitation}, setUpPage{Trouble: &trouble{"password", "Longer."}, Email: "a@b", Name: "Ms <V>"}},
		"link":    {linkPage{}, linkPage{Trouble: &trouble{"password", "Longer."}, Name: "The teacher", Email: "a@b", HasPassword: true, Optional: true}},
		"account": {accountPage{}, accountPage{desk: sampleDesk("current"), Email: "a@b", Name: "The teacher", HasPassword: true},
			accountPage{desk: plain, Changed: true}},
		"teach-classes": {classesPage{}, classesPage{desk: sampleDesk("allowed"), Invited: sampleInvited, Away: []quiz.Class{taughtClass}, NoPassword: true, Allowed: true, Intent: "i",
			Classes: []classLine{{Class: taughtClass, With: "Ms V", Open: []openQuiz{{sampleLine, ""}, {sampleLine, "tomorrow"}}, Last: &sampleLine, Mean: "8.0 of 12"}, {Class: quiz.Class{ID: "c2", Title: "9"}}}}},
		"teach-class": {classPage{}, classPage{desk: plain, Class: taughtClass, Join: join, JoinSays: "Open.", Joined: 1, Latest: "A quiz",
			Quizzes: []quizLine{{sampleLine, "Open", "-"}}, Students: []studentLine{{sampleSeat, "Today 10:00", "1 of 2"}}}},
		"teach-teachers": {teachersPage{}, teachersPage{desk: sampleDesk("email"), Class: taughtClass, Me: "t2", Owner: true, Invited: sampleInvited, Email: `"a"@b`,
			Teachers: []quiz.Colleague{{ID: "t1", Name: "The teacher", Owner: true}, {ID: "t2", Name: "T <b>"}}, Link: "http://x/link/y", Made: sampleInvited[0].Invitation}},
		"teach-compare": {comparePage{}, sampleComparison()},
		"teach-copy": {copyPage{}, copyPage{desk: sampleDesk("classes"), Line: sampleLine, Classes: []quiz.Class{taughtClass, {ID: "c2", Title: "9"}}, Ticked: []string{"c2"},
			Times: true, Opens: "today 10:00", Closes: "Friday 10:00", Intent: "i"}},
		"teach-teacher": {colleaguePage{}, colleaguePage{desk: plain, Class: taughtClass, Act: "owner"}, colleaguePage{desk: plain, Class: taughtClass, Act: "remove", Self: true}},
		"teach-class-edit": {classEditPage{}, classEditPage{desk: sampleDesk("title"), Class: taughtClass},
			classEditPage{desk: sampleDesk("names"), Class: taughtClass, Form: quiz.NewClass{Names: quiz.NamesMadeUp}}},
		"teach-class-delete": {classEditPage{}, classEditPage{desk: plain, Class: taughtClass}},
		"teach-projector": {projectorPage{Class: taughtClass}, projectorPage{desk: plain, Class: taughtClass, Join: join, Open: true, Joined: 1},
			projectorPage{desk: plain, Class: taughtClass, Join: join, Open: true, Quiz: &screen}},
		"teach-students": {addPage{}, addPage{desk: sampleDesk("names"), Class: taughtClass, Names: "</textarea>", Intent: "i"},
			addPage{desk: plain, Class: taughtClass, Names: "Ada", Seen: "x", Roster: &quiz.Roster{Names: []string{"Ada Wood"}, Doubles: []string{"Ben"},
				Refused: []quiz.RefusedName{{Line: 3, Text: "<b>", Why: "Leave it out."}}, Full: []string{"Ada Wood"}}}},
		"teach-cards": {cardsPage{Class: taughtClass}, cardsPage{desk: plain, Class: taughtClass, Join: join, Until: "7 December",
			Cards: []quiz.SeatCard{{Seat: sampleSeat, Code: "ABCDEF"}, {Seat: sampleSeat, Code: "GHJKMN"}}}},
		"teach-cards-new": {newCardsPage{}, newCardsPage{desk: sampleDesk("seat"), Class: taughtClass, Seats: []quiz.Seat{sampleSeat, {ID: "s2", Name: "Ben"}},
			Waiting: 1, For: "some", Ticked: map[string]bool{"s2": true}, Intent: "i"}},
		"teach-code": {codePage{Class: taughtClass, Card: quiz.SeatCard{Code: "ABCDEF"}},
			codePage{desk: plain, Class: taughtClass, Join: join, Until: "within 10 minutes", Card: quiz.SeatCard{Seat: sampleSeat, Code: "ABCDEF"}}},
		"teach-seat": {seatPage{}, seatPage{desk: sampleDesk("extra_time"), Class: taughtClass, Seat: sampleSeat, Ends: true, Name: "Ada", ExtraTime: "x"}},
		"teach-seat-merge": {mergePage{}, mergePage{desk: sampleDesk("with"), Class: taughtClass, Seat: sampleSeat, Others: []quiz.Seat{sampleSeat}},
			mergePage{desk: plain, Class: taughtClass, Seat: sampleSeat, With: "s2", Merge: &quiz.Merge{Keep: sampleSeat, Absorb: quiz.Seat{Name: "Ada"}},
				Rows: []mergeRow{{quiz.MergedQuiz{Assignment: sampleLine.Assignment, Over: 1}, []string{"Started."}}}, Open: []string{"A quiz", "B"}}},
		"teach-seat-remove": {seatPage{}, seatPage{desk: plain, Class: taughtClass, Seat: sampleSeat}},
		"teach-set": {setPage{}, setPage{desk: sampleDesk("closes_at"), Class: taughtClass, Pack: "everyday", Form: form, Intent: "i",
			Packs: []quiz.PackLine{{Slug: "everyday", Title: "Everyday", Askable: 12}, {Slug: "other", Title: "Other", Askable: 1}}}},
		"teach-settings":   {settingsPage{}, settingsPage{desk: sampleDesk("order"), Line: sampleLine, Whole: true, Form: form}},
		"teach-assignment": {newBoardPage(quiz.Board{}, sampleTime), sampleBoard(plain)},
		"teach-help": {helpPage{}, helpPage{desk: plain, Class: taughtClass, Line: sampleLine, MayVoid: true, MayReopen: true,
			Row: newBoardRow(quiz.BoardSeat{ID: "s1", Name: "Ada <W.>", Attempt: "t1", State: quiz.Submitted, Marks: "ab", Submitted: sampleTime}, 2, sampleTime)}},
		"teach-release": {releasePage{}, releasePage{desk: plain, Line: sampleLine, Working: 2}},
		"teach-attempt": {attemptPage{Act: "void", Row: sampleRow, Try: sampleRow.Attempt}, attemptPage{desk: sampleDesk("reason"), Act: "reopen", Line: sampleLine, Row: sampleRow, Try: sampleRow.Attempt, Which: "?attempt=2"}},
		"teach-result": {resultPage{}, resultPage{desk: plain, Class: taughtClass, Line: sampleLine, Row: sampleRow, Result: result,
			Kinds: []kindRow{{Label: questions.Fact, Part: quiz.Part{Right: 1, Of: 2}}}, Readings: []reading{marked}, MayVoid: true, MayReopen: true,
			Tries: []way{{Name: "Attempt 1", Link: "?attempt=1", Here: true}}, Log: &answerLog{Started: "today", Sure: true, Lines: []answerLine{{N: 1, Said: questions.Fact,
				Key: questions.Inference, Mark: "No", Saved: "10:00:00", After: "0:10", Changes: "0", Sure: "Very sure", Flag: "Flagged"}, {N: 2, Key: questions.Fact}}}}},
		"teach-pupil":           samplePupil(),
		"teach-rescore":         {rescorePage{}, sampleRescore()},
		"teach-rescore-preview": {previewPage{}, samplePreview()},
		"teach-rescores":        {ledgerPage{}, sampleLedger()},
		"teach-scores":          sampleScores(table),
		"teach-confusion": {newConfusionPage(quiz.ConfusionTable{}, confusionScope{}), sampleConfusion(confusionScope{Page: 1}),
			sampleConfusion(confusionScope{Student: "s1", All: true, Page: 1})},
		"teach-items": {newItemsPage(quiz.ItemTable{}, readItemOrder("", ""), nil), sampleItems()},
		"teach-item":  {newItemPage(sampleTable(), 1, nil), sampleItemPage(0), sampleItemPage(2)},
		"teach-words": {wordsPage{Pack: &questions.Pack{}}, wordsPage{desk: sampleDesk("text"), Pack: &questions.Pack{Slug: "a", Title: "A <text>"}, From: "A paper",
			Binding: quiz.PackBinding{Of: 2, Bound: []quiz.BoundPassage{{Number: 1}}, Missing: []int{2}}, Said: found("1", "1", 2), Form: textForm{Text: "<p>"}}},
		"teach-packs": {packsPage{}, packsPage{desk: plain, Packs: []quiz.PackLine{{Slug: "everyday", Title: "Everyday"}}}},
		"teach-pack": {packPage{Pack: &questions.Pack{}}, packPage{desk: plain, Pack: &questions.Pack{Title: "A <text>"}, From: "A paper",
			Counts: []kindCount{{questions.Fact, 1}}, Items: []packItem{newPackItem(sampleItem, "en")}}},
	}
}

// samplePupil is a student who has handed in nothing, one quiz, and several.
func samplePupil() []framed {
	none := quiz.SeatScores{Seat: sampleSeat, Class: taughtClass}
	one, many := none, none
	line := quiz.SeatLine{Assignment: sampleLine.Assignment, State: quiz.Open, Row: sampleRow}
	one.Lines = []quiz.SeatLine{line, {Assignment: sampleLine.Assignment, Row: quiz.Row{Seat: sampleSeat}}}
	many.Lines = slices.Repeat(one.Lines, 12)
	many.Lines[0].Assignment.Version, many.Lines[2].Sure = 9, quiz.Calibration{{N: 1}, {}, {Right: 2, N: 2}}
	var all []framed
	for _, scores := range []quiz.SeatScores{{}, none, one, many} {
		page := newPupilPage(scores, 2, sampleTime)
		if scores.Class.ID != "" {
			page.desk = sampleDesk("")
		}
		all = append(all, page)
	}
	return all
}

// sampleScores are the scores of nobody, of two students, and of many by their
// best attempts.
func sampleScores(table quiz.Table) []framed {
	few := newScoresPage(table, readScoresView(nil), sampleTime)
	table.Rows = append(slices.Repeat(table.Rows, 120), quiz.Row{Seat: sampleSeat, Score: &quiz.Score{Right: 1, Max: 1}, Attempt: sampleRow.Attempt, Attempts: make([]quiz.Attempt, 2)})
	table.Assignment.Settings.Attempts = 2
	many := newScoresPage(table, readScoresView(url.Values{"attempt": {"best"}, "name": {`"a"`}, "from": {"1"}, "sort": {"minutes"}}), sampleTime)
	few.desk, many.desk = sampleDesk(""), sampleDesk("")
	return []framed{newScoresPage(quiz.Table{}, readScoresView(nil), sampleTime), few, many}
}

// sampleBoard is a board in the middle of a quiz that is about to close.
func sampleBoard(d desk) boardPage {
	a := sampleLine.Assignment
	a.Settings.ClosesAt = sampleTime.Add(5 * time.Minute)
	b := quiz.Board{Assignment: a, State: quiz.Open, Class: taughtClass, CountsDown: true, Counts: quiz.BoardCounts{Seats: 3, Joined: 2, Started: 2, Working: 1, HandedIn: 1, Answered: 3, Asked: 8},
		Seats: []quiz.BoardSeat{{ID: "s1", Name: "Ada & W.", Joined: sampleTime, Attempt: "t1", State: quiz.InProgress, Marks: "afb.", Answered: 2,
			Deadline: sampleTime.Add(5 * time.Minute), Active: sampleTime.Add(-5 * time.Minute)},
			{ID: "s2", Name: "Ben <T.>", Joined: sampleTime, Attempt: "t2", State: quiz.AutoSubmitted, Marks: "a...", Answered: 1, Submitted: sampleTime}, {ID: "s3", Name: "Cleo"}}}
	view := newBoardPage(b, sampleTime)
	view.desk, view.Every = d, 20
	return view
}

// TestTeachSamples renders each page of teachers empty and full, and holds it
// to what every page owes somebody who cannot see it.
func TestTeachSamples(t *testing.T) { checkSamples(t, teachSamples()) }

func checkSamples(t *testing.T, samples map[string][]framed) {
	t.Helper()
	files, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := readPages(files, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, views := range samples {
		for i, view := range views {
			var out bytes.Buffer
			if _, err := pages.render(&out, "en", name, view); err != nil {
				t.Errorf("sample %d of %s: %v", i, name, err)
				continue
			}
			root, err := html.Parse(&out)
			if err != nil {
				t.Fatal(err)
			}
			checkPage(t, name, screen{t: t, root: root})
		}
	}
}

// checkPage: fields with names, descriptions that are there, at most one ink
// button, regions that can be scrolled by key.
func checkPage(t *testing.T, name string, p screen) {
	t.Helper()
	ids := map[string]bool{}
	for _, n := range p.all("[id]") {
		id, _ := has(n, "id")
		ids[id] = true
	}
	labelled := map[string]bool{}
	for _, n := range p.all("label") {
		id, _ := has(n, "for")
		labelled[id] = true
	}
	for _, tag := range []string{"input", "textarea", "select"} {
		for _, n := range p.all("main " + tag) {
			id, _ := has(n, "id")
			if kind, _ := has(n, "type"); kind != "hidden" && !labelled[id] {
				t.Errorf("%s: %s %q has no label", name, tag, id)
			}
			about, _ := has(n, "aria-describedby")
			for other := range strings.FieldsSeq(about) {
				if !ids[other] {
					t.Errorf("%s: %q is described by %s, which is not there", name, id, other)
				}
			}
		}
	}
	ink := 0
	for _, n := range p.all("main .button") {
		if !fits(n, ".quiet") {
			ink++
		}
	}
	if ink > 1 {
		t.Errorf("%s: %d ink buttons", name, ink)
	}
	for _, n := range p.all("main .scroll") {
		if _, ok := has(n, "tabindex"); !ok {
			t.Errorf("%s: a region that scrolls cannot be reached by key", name)
		}
	}
}
