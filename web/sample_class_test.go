package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"discern/quiz"
)

// longTeachClass is a class with a long name, as its teacher sees it.
var longTeachClass = quiz.Class{ID: "c9", Title: longClass.Title, TeacherName: longClass.TeacherName, SchoolYear: "2026/27", Language: "en", Code: "ABCDEFGH",
	Joining: true, CodeExpires: sampleTime, Seats: 30, Assignments: 4}

// thirtySeats are a class: one name is long, every seventh has not come in yet.
func thirtySeats() (all []quiz.Seat) {
	for i := range 30 {
		seat := quiz.Seat{ID: fmt.Sprint("s", i), Class: "c9", Name: fmt.Sprint("Pupil ", i+1), ExtraTime: 1}
		if i%7 != 6 {
			seat.Joined = sampleTime.Add(time.Duration(i) * time.Minute)
		}
		all = append(all, seat)
	}
	all[3].Name, all[4].ExtraTime = longFrame.Who, 1.5
	return all
}

func init() {
	addSamples(map[string][]framed{
		"teach-classes":      sampleClassLists(),
		"teach-class":        sampleClassPages(),
		"teach-teachers":     sampleTeachers(),
		"teach-teacher":      sampleTeacherActs(),
		"teach-class-edit":   troubled(classEditPage{desk: longDesk(""), Class: longTeachClass, Form: quiz.NewClass{Title: longClass.Title, Language: "x"}}, "title", "school_year", "language", ""),
		"teach-class-delete": {classEditPage{desk: longDesk(""), Class: longTeachClass}},
		"teach-projector":    sampleProjectors(),
		"teach-students":     sampleRosters(),
		"teach-cards":        sampleCardSheets(),
		"teach-cards-new":    sampleCardForms(),
		"teach-seat":         sampleSeats(),
		"teach-seat-merge":   sampleMerges(),
	})
}

func sampleJoin() joinPlace {
	return joinPlace{"discern.international-school.example", "http://discern.international-school.example", newQR("http://discern.international-school.example/join")}
}

// longLine is a quiz with a long name that 28 of 30 have handed in.
func longLine() quiz.AssignmentLine {
	line := sampleLine
	line.Title, line.Seats, line.Started, line.HandedIn = longTitle, 30, 30, 28
	return line
}

func sampleClassLists() []framed {
	line := longLine()
	full := classesPage{desk: longDesk(""), Away: []quiz.Class{longTeachClass, {ID: "c2", Title: "8B"}}, Form: quiz.NewClass{Title: longClass.Title, Language: "x"}, Intent: "i",
		Classes: []classLine{{Class: longTeachClass, With: longFrame.Who, Open: []openQuiz{{line, ""}, {line, "tomorrow 10:00"}}, Last: &line, Mean: "8.0 of 12"}, {Class: quiz.Class{ID: "c2", Title: "8B"}}}}
	first := changed(full, func(p *classesPage) { p.Classes, p.Away = nil, nil })
	return slices.Concat([]framed{full, first, changed(full, func(p *classesPage) { p.Classes = nil })}, troubled(first, "title", "school_year", "language", "allowed", ""))
}

func sampleClassPages() []framed {
	full := classPage{desk: longDesk(""), Class: longTeachClass, Owner: true, Join: sampleJoin(), JoinSays: "Students can join until 10:45.", Joined: 26, Latest: longTitle}
	for _, says := range []string{"Not open yet", "Open, closes in 4 min", "Closed, results released"} {
		full.Quizzes = append(full.Quizzes, quizLine{longLine(), says, "8.0"})
	}
	for i, seat := range thirtySeats() {
		full.Students = append(full.Students, studentLine{seat, "Monday 10:04", fmt.Sprintf("%d of 12", i%13)})
	}
	return []framed{full, changed(full, func(p *classPage) {
		p.Class.Joining, p.Quizzes, p.Students, p.Owner, p.JoinSays = false, nil, nil, false, "Joining is locked."
	}), changed(full, func(p *classPage) { p.Latest, p.Class.Archived, p.Class.Names = "", sampleTime, quiz.NamesMadeUp })}
}

func sampleTeachers() []framed {
	full := teachersPage{desk: longDesk(""), Class: longTeachClass, Me: "t2", Invited: []invitationLine{{quiz.Invitation{ID: "i1", Email: strings.Repeat("teacher-of-", 5) + "history@school.example"}, "Friday 10:00"}},
		Teachers: []quiz.Colleague{{ID: "t1", Name: longFrame.Who, Email: strings.Repeat("teacher-of-", 5) + "art@school.example", Owner: true}, {ID: "t2", Name: "The teacher"}, {ID: "t3", Name: "Another"}}}
	made := changed(full, func(p *teachersPage) {
		p.Me, p.Owner, p.Made, p.Link = "t1", true, full.Invited[0].Invitation, "https://discern.international-school.example/set-up/"+strings.Repeat("abcdefgh", 8)
	})
	return append(troubled(full, "email", ""), full, made, changed(made, func(p *teachersPage) { p.Invited, p.Link, p.Teachers = nil, "", p.Teachers[:1] }))
}

func sampleTeacherActs() (all []framed) {
	page := colleaguePage{desk: longDesk("").narrow(), Class: longTeachClass, Colleague: quiz.Colleague{ID: "t2", Name: longFrame.Who}}
	for _, one := range []struct {
		act  string
		self bool
	}{{"owner", false}, {"remove", false}, {"remove", true}} {
		all = append(all, changed(page, func(p *colleaguePage) { p.Act, p.Self = one.act, one.self }))
	}
	return all
}

func sampleProjectors() []framed {
	screen := newScreen(sampleBoard(longDesk("")).Board, true, sampleTime)
	screen.Names = nil
	for _, seat := range thirtySeats() {
		screen.Names = append(screen.Names, nameOnScreen{seat.ID, seat.Name, len(seat.ID) == 2})
	}
	class := projectorPage{desk: longDesk(""), Class: longTeachClass, Join: sampleJoin(), JoinSays: "Students can join until 10:45.", Open: true, Joined: 26}
	named := changed(class, func(p *projectorPage) { p.Quiz = &screen })
	plain := screen
	plain.Named, plain.Names, plain.Closes = false, nil, time.Time{}
	return []framed{class, named, changed(class, func(p *projectorPage) { p.Quiz = &plain }), changed(class, func(p *projectorPage) { p.Hidden = true }),
		changed(class, func(p *projectorPage) { p.Open, p.JoinSays = false, "Joining is locked." }), changed(class, func(p *projectorPage) { p.Join.QR = qrCode{} })}
}

func sampleRosters() []framed {
	empty := addPage{desk: longDesk(""), Class: longTeachClass, Intent: "i"}
	var names []string
	for _, seat := range thirtySeats() {
		names = append(names, seat.Name)
	}
	looked := changed(empty, func(p *addPage) {
		p.Names, p.Seen, p.Doubles = strings.Join(names, "\n"), "x", true
		p.Roster = &quiz.Roster{Names: names, Doubles: names[:3], Full: names[3:5], Refused: []quiz.RefusedName{{Line: 31, Text: strings.Repeat("x", 90), Why: "This is too long for a name."}, {Line: 32, Text: "@", Why: "There is no letter in it."}}}
	})
	return slices.Concat([]framed{empty, looked}, troubled(empty, "names", "file", ""), troubled(looked, "names", ""), []framed{
		changed(looked, func(p *addPage) { p.Roster, p.Doubles = &quiz.Roster{Names: names[:1]}, false }),
		changed(looked, func(p *addPage) { p.Roster, p.Doubles = &quiz.Roster{Doubles: names[:1]}, false })})
}

func sampleCardSheets() []framed {
	full := cardsPage{desk: longDesk(""), Class: longTeachClass, Join: sampleJoin(), Until: "7 December"}
	voices, err := readVoices()
	if err != nil {
		panic(err)
	}
	full.Words = (&Server{voices: voices}).cardWords(quiz.Class{Language: "fr"}, full.Join.Host, sampleTime)
	none := full
	for _, seat := range thirtySeats() {
		full.Cards = append(full.Cards, quiz.SeatCard{Seat: seat, Code: "ABCDEF"})
	}
	return []framed{full, none}
}

func sampleCardForms() []framed {
	full := newCardsPage{desk: longDesk(""), Class: longTeachClass, Seats: thirtySeats(), Waiting: 4, For: "waiting", Intent: "i"}
	some := changed(full, func(p *newCardsPage) { p.For, p.Ticked = "some", map[string]bool{"s2": true, "s6": true} })
	return append(troubled(some, "for", "seat", ""), full, changed(full, func(p *newCardsPage) { p.For = "all" }), changed(full, func(p *newCardsPage) { p.Seats = nil }))
}

func sampleSeats() []framed {
	full := seatPage{desk: longDesk(""), Class: longTeachClass, Seat: thirtySeats()[3], JoinedSays: "Joined on Monday at 10:07.", Name: longFrame.Who, ExtraTime: "1.5"}
	return append(troubled(full, "name", "extra_time", ""), full, changed(full, func(p *seatPage) { p.Merged = true }))
}

func sampleMerges() []framed {
	seats := thirtySeats()
	choosing := mergePage{desk: longDesk(""), Class: longTeachClass, Seat: seats[3], Others: seats, With: "s5"}
	line := longLine()
	chosen := changed(choosing, func(p *mergePage) {
		p.Merge = &quiz.Merge{Keep: seats[3], Absorb: seats[5]}
		p.Rows = []mergeRow{{quiz.MergedQuiz{Assignment: line.Assignment, Over: 1}, []string{"Attempt 1, of Pupil 6, handed in on Monday at 10:30.", "Attempt 2, under way."}},
			{quiz.MergedQuiz{Assignment: line.Assignment}, []string{"Attempt 1, handed in."}}}
	})
	return append(troubled(choosing, "with", ""), choosing, changed(choosing, func(p *mergePage) { p.Others = nil }), chosen,
		changed(chosen, func(p *mergePage) { p.Merge.Keep.ExtraTime, p.Rows = 1, nil }), changed(chosen, func(p *mergePage) { p.Open = []string{longTitle, "Everyday"} }))
}
