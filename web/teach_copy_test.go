package web

import (
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store/storetest"
)

func TestCopyPage(t *testing.T) {
	s, sit := newDesktops(t)
	d, stranger := sit("teacher@school.example", quiz.TeacherOf), sit("other@school.example", quiz.TeacherOf)
	closes := time.Now().Add(48 * time.Hour).Truncate(time.Minute).UTC()
	here := storetest.Class(t, s, d.who())
	line := storetest.Assignment(t, s, d.who(), here.ID, func(set *quiz.Settings) { set.Count, set.Attempts, set.ClosesAt = 7, 2, closes })
	path := "/teach/assignment/" + line.ID + "/copy"
	d.get(path).is(200).has("main form", 0).has("main .notice", 1)
	there, more, foreign := storetest.Class(t, s, d.who()), storetest.Class(t, s, d.who()), storetest.Class(t, s, stranger.who())
	copies := func(class string) []quiz.AssignmentLine {
		lines, err := s.Assignments(t.Context(), d.who(), class)
		if err != nil {
			t.Fatal(err)
		}
		return lines
	}
	p := d.get(path).is(200).has("input[name=classes]", 2).has("#times", 1)
	d.post(path).is(422).has("#classes-why", 1)
	d.post(path, "classes", there.ID, "classes", foreign.ID).is(404)
	stranger.post(path, "classes", foreign.ID).is(404)
	if got := copies(there.ID); len(got) != 0 {
		t.Errorf("a copy that was refused left %d behind", len(got))
	}
	sent := []string{"classes", there.ID, "intent", p.value("input[name=intent]", "value")}
	where := d.post(path, sent...).to("/teach/assignment/")
	if again := d.post(path, sent...).to("/teach/assignment/"); again != where {
		t.Errorf("sent twice, the form made %s and %s", where, again)
	}
	got := copies(there.ID)
	if len(got) != 1 || got[0].State != quiz.Draft || got[0].Version != line.Version || got[0].Settings != line.Settings.Timeless() || got[0].Title != line.Title {
		t.Errorf("the copy is %+v", got)
	}
	d.post(path, "classes", there.ID, "classes", more.ID, "times", "yes").to("/teach")
	if got := copies(more.ID); len(got) != 1 || !got[0].Settings.ClosesAt.Equal(closes) {
		t.Errorf("the copy with times is %+v", got)
	}
	if got := copies(there.ID); len(got) != 2 {
		t.Errorf("%d copies, want 2", len(got))
	}
}

// A quiz that opens by itself says when, to the teacher and to the students.
func TestSchedule(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	opens := time.Now().AddDate(0, 0, 1)
	line := storetest.Assignment(t, s, d.who(), class.ID, nil)
	path := "/teach/assignment/" + line.ID + "/settings"
	d.get(path).is(200).has("#opens_at[type=datetime-local]", 1).says("#opens_at-hint", "Leave it empty to open at once when you open it. "+zone())
	at := opens.Format(localMinute)
	d.post(path, "attempts", "1", "scoring", "first", "opens_at", at).to("/teach/assignment/")
	said := dayHere(opens, time.Now())
	d.get("/teach").is(200).says("tbody td .hint", "opens "+said)
	if got := d.get("/teach/class/" + class.ID).texts("tbody td")[1]; got != "Opens "+said {
		t.Errorf("the class page says %q", got)
	}
	child := sit("", "")
	child.post("/join", "code", class.Code, "name", "Ada").is(303)
	child.get("/class").is(200).has("time[datetime="+stamp(opens.Truncate(time.Minute))+"]", 1)
	child.get("/assignment/"+line.ID).is(200).has("time[datetime="+stamp(opens.Truncate(time.Minute))+"]", 1).has("main form", 0)
}
