package web

import (
	"fmt"
	"slices"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
	"discern/quiz/store/storetest"
)

func sampleComparison() comparePage {
	a := sampleLine.Assignment
	p := comparePage{desk: sampleDesk(""), Packs: []quiz.PackLine{{Slug: "everyday", Title: "Everyday"}}, ClassComparison: quiz.ClassComparison{Pack: "everyday", Title: "Everyday",
		Version: 1, Versions: []int{2, 1}, Apart: []quiz.ApartLine{{Class: taughtClass, Assignment: a, Why: "It was set from version 2."}},
		Lines: []quiz.CompareLine{{Class: taughtClass, Assignment: a, N: 5, Shown: true, Mean: .5, Alpha: itemstats.Figure{Value: .7, OK: true}},
			{Class: quiz.Class{ID: "c2", Title: "9"}, Assignment: quiz.Assignment{Title: "B", Asked: 3}, N: 2}}}}
	p.fill()
	return p
}

func TestComparePage(t *testing.T) {
	s, sit := newDesktops(t)
	d, stranger := sit("teacher@school.example", quiz.TeacherOf), sit("other@school.example", quiz.TeacherOf)
	d.get("/teach/compare").is(200).has("main .notice", 1).has("table", 0)
	d.get("/teach/compare?pack=none").is(404)
	d.get("/teach/compare?pack=macron-leaks&version=x").is(404)
	hand := func(owner *desktop, title string, students, right int) {
		t.Helper()
		class, err := s.CreateClass(t.Context(), owner.who(), quiz.NewClass{Title: title}, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		line := storetest.Assignment(t, s, owner.who(), class.ID, nil)
		pack := storetest.Pack(t, "macron-leaks.json")
		for n := range students {
			who := storetest.Student(t, s, class.Code, fmt.Sprint("Pupil ", n))
			sheet, _, err := s.StartAttempt(t.Context(), who, line.ID, quiz.Intent{})
			if err != nil {
				t.Fatal(err)
			}
			var changes []quiz.Change
			for i, number := range sheet.Attempt.Picks {
				item, _ := pack.Item(number)
				label := item.Label
				if i >= right {
					label = questions.Labels[(label.Index()+1)%3]
				}
				changes = append(changes, quiz.Change{N: i + 1, Label: label})
			}
			if _, err := s.SubmitAttempt(t.Context(), who, sheet.Attempt.ID, changes); err != nil {
				t.Fatal(err)
			}
		}
	}
	hand(d, "7A", 5, 6)
	hand(d, "7B", 4, 9)
	hand(stranger, "9Z", 5, 12)
	p := d.get("/teach/compare?pack=macron-leaks").is(200).has("tbody tr", 2).has("tbody .bar", 1)
	p.says(".finding", "In 7A the mean is 50% of the marks. There is no other class to compare it with yet.")
	if got := p.texts("tbody td")[8:15]; !slices.Equal(got, []string{"-", "", "-", "-", "-", "12", "4"}) {
		t.Errorf("a class of four is shown as %q", got)
	}
	hand(d, "8C", 6, 9)
	p = d.get("/teach/compare?pack=macron-leaks").is(200).has("tbody tr", 3)
	p.says(".finding", "The means of 2 classes go from 50% of the marks in 7A to 75% in 8C.")
	if got := p.texts("tbody th a"); !slices.Equal(got, []string{"7A", "7B", "8C"}) {
		t.Errorf("classes %q, want one's own alone", got)
	}
}
