package web

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store/storetest"
)

func TestClasses(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	empty := d.get("/teach").is(200).has("table", 0).has("button.button", 1).has(".notice", 1)
	intent := empty.value("input[name=intent]", "value")
	if intent == "" {
		t.Error("the form has no intent")
	}
	p := d.post("/teach", "title", "8B <b>", "school_year", "2026/27", "language", "fr", "allowed", "yes").is(422).has("#title-why", 1)
	if p.value("#title", "value") != "8B <b>" || p.value("#school_year", "value") != "2026/27" || p.value("#language", "value") != "fr" {
		t.Error("the form forgot what was typed")
	}
	p.has("#allowed[checked]", 1)
	d.post("/teach", "title", "8B English", "language", "en").is(422).has("#allowed-why", 1)
	d.post("/teach", "title", "8B English", "language", "no such", "allowed", "yes").is(422).has("#language-why", 1)

	made := []string{"title", "8B English", "language", "en", "allowed", "yes", "intent", intent}
	where := d.post("/teach", made...).to("/teach/class/")
	if again := d.post("/teach", made...).to("/teach/class/"); again != where {
		t.Errorf("sent twice, the form made %s and %s", where, again)
	}
	d.get("/teach").is(200).has("tbody tr", 1).says("tbody th a", "8B English")

	id := strings.TrimPrefix(where, "/teach/class/")
	storetest.Assignment(t, s, d.who(), id, nil)
	if got := d.get("/teach").texts("tbody td"); !slices.Equal(got, []string{"0", "The Macron Leaks column", "The Macron Leaks column", "0 of 0", "-"}) {
		t.Errorf("the class's line says %q", got)
	}
}

func TestClassPage(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	path := "/teach/class/" + class.ID
	p := d.get(path).is(200).says("h1", "8B English").says(".ticket .code", quiz.ShowCode(class.Code)).says(".ticket b", "example.com")
	if box := p.value(".qr", "aria-label"); box != "QR code for http://example.com/j/"+class.Code {
		t.Errorf("the QR code is for %q", box)
	}
	p.has(".qr path", 1).has("main .quiet", 4)

	d.post(path + "/code").to(path)
	p = d.get(path)
	if code := p.texts(".ticket .code")[0]; code == quiz.ShowCode(class.Code) {
		t.Error("the new code is the old one")
	}
	d.post(path+"/joining", "joining", "no").to(path)
	d.get(path).is(200).says(".ticket .hint", "Joining is locked: the code brings nobody new in.").has(".ticket input[value=yes]", 1)
	d.get(path+"/projector").is(200).has("main .code", 0)
	d.post(path+"/joining", "joining", "yes").to(path)
	board := d.get(path+"/projector").is(200).has("script[type=module]", 1).has("body.projector", 1).has(".qr", 1).says(".joined b", "0")
	board.has("main .code", 1)
	d.get(path+"/projector?count=hidden").is(200).has(".joined", 0).has("main .code", 1)

	d.get(path+"/edit").is(200).has("#title[value]", 1)
	d.post(path+"/edit", "title", " ", "language", "en").is(422).has("#title-why", 1).says(".crumb a", "8B English")
	d.post(path+"/edit", "title", "8B Media", "school_year", "", "language", "de").to(path)
	d.get(path).says("h1", "8B Media")

	d.post(path+"/archive", "away", "yes").to("/teach")
	d.get("/teach").is(200).has("tbody tr", 0).says("#away", "Put away").says(".list a", "8B Media")
	d.get(path).is(200).has("main .notice", 1).says(".ticket .hint", "Joining is locked: the code brings nobody new in.")
	d.post(path+"/archive", "away", "no").to(path)
	d.get(path).is(200).has("main .notice", 0)
	d.get("/teach").is(200).has("tbody tr", 1).has("#away", 0)

	d.get(path+"/delete").is(200).has(".list li", 3).has("main a.button", 1).has("main button.quiet", 1)
	d.post(path + "/delete").to("/teach")
	d.get(path).is(404)
}

func TestStudents(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	path := "/teach/class/" + class.ID
	intent := d.get(path+"/students").is(200).value("input[name=intent]", "value")
	p := d.post(path+"/students", "names", "Ada W.\r\n<Ben>\r\n").is(200).has("#refused li", 1)
	if got := p.texts("#names"); got[0] != "Ada W. <Ben>" {
		t.Errorf("the names that were typed are %q", got)
	}
	p = d.post(path+"/students", "names", "Ada W.\r\n\r\nBen T.\r\n", "intent", intent).is(200).has("#refused", 0).has(".card", 0)
	sent := looked(p)
	cards := d.post(path+"/students", sent...).is(200).has(".card", 2).has(".card .qr", 2)
	codes := cards.texts(".card .code")
	if again := d.post(path+"/students", sent...).is(200).texts(".card .code"); !slices.Equal(again, codes) {
		t.Errorf("sent twice, the form gave %q and %q", codes, again)
	}
	joined, err := s.Join(context.Background(), quiz.Actor{}, quiz.JoinRequest{Code: class.Code, SeatCode: codes[1]}, quiz.Intent{})
	if err != nil || joined.Home.Seat.Name != "Ada W." {
		t.Fatalf("the first code lets in %q, %v", joined.Home.Seat.Name, err)
	}
	p = d.get(path).is(200).has("table.names tbody tr", 1+1).says("#roster", "Students")
	if got := p.texts(".title .hint"); got[0] != "2 in the class, 1 joined. Times are in "+clockName(time.Now())+"." {
		t.Errorf("the list says %q", got)
	}
	testSeat(t, d, path, path+"/seat/"+joined.Home.Seat.ID)
}

func testSeat(t *testing.T, d *desktop, class, seat string) {
	d.get(seat).is(200).says("h1", "Ada W.").has("#extra_time[value=1]", 1)
	p := d.post(seat, "name", "Ada W.", "extra_time", "half").is(422).has("#extra_time-why", 1)
	if p.value("#extra_time", "value") != "half" {
		t.Error("the form forgot the extra time")
	}
	d.post(seat, "name", "Ada W.", "extra_time", "11").is(422).has("#extra_time-why", 1)
	d.post(seat, "name", "", "extra_time", "1").is(422).has("#name-why", 1)
	d.post(seat, "name", "Ada Wood", "extra_time", "1,5").to(class)
	d.get(seat).is(200).has("#extra_time[value=1.5]", 1).has("#name[value]", 1)
	d.post(seat+"/code").is(200).has("tbody .code", 1).says("tbody th", "Ada Wood")
	d.get(seat+"/remove").is(200).says("h1", "Remove Ada Wood?").has("main button.quiet", 1)
	d.get(seat).is(200)
	d.post(seat + "/remove").to(class)
	d.get(seat).is(404)
}

func TestDay(t *testing.T) {
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.Local) // a Wednesday
	for _, c := range []struct {
		t    time.Time
		want string
	}{
		{now.Add(5 * time.Hour), "today 15:00"},
		{now.Add(-9 * time.Hour), "today 01:00"},
		{now.Add(14 * time.Hour), "tomorrow 00:00"},
		{now.Add(-11 * time.Hour), "yesterday 23:00"},
		{now.Add(49 * time.Hour), "Friday 11:00"},
		{now.AddDate(0, 0, -6), "Thursday 10:00"},
		{now.AddDate(0, 0, 7), "2 December, 10:00"},
		{now.AddDate(-1, 0, 0), "25 November 2025, 10:00"},
	} {
		if got := day(c.t, now); got != c.want {
			t.Errorf("day(%v) = %q, want %q", c.t, got, c.want)
		}
	}
}
