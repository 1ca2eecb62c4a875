package web

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store/storetest"
)

// looked is the form of a list that was looked at, as its button to add sends it.
func looked(p screen, more ...string) []string {
	sent := append([]string{"act", "add", "names", ""}, more...)
	for _, n := range p.all("#names") {
		if n.FirstChild != nil {
			sent[3] = strings.ReplaceAll(n.FirstChild.Data, "\n", "\r\n")
		}
	}
	for _, name := range []string{"intent", "seen", "adding", "doubling"} {
		sent = append(sent, name, p.value("input[name="+name+"]", "value"))
	}
	return sent
}

// sendFile sends a form with one file.
func sendFile(d *desktop, path, content string, fields ...string) screen {
	d.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		w.WriteField(fields[i], fields[i+1])
	}
	file, err := w.CreateFormFile("file", "list.csv")
	if err != nil {
		d.t.Fatal(err)
	}
	file.Write([]byte(content))
	w.Close()
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return d.send(r)
}

func TestRosterPage(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	storetest.Student(t, s, class.Code, "Ben T.")
	path := "/teach/class/" + class.ID + "/students"
	names := func() []string {
		seats, err := s.Seats(t.Context(), d.who(), class.ID)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, seat := range seats {
			all = append(all, seat.Name)
		}
		return all
	}

	p := sendFile(d, path, "No;First name;Surname\r\n1;Ada;Wood\r\n2;Ben;T.\r\n3;<b>;x\r\n4;Zo\xeb;B.", "intent", "i1").is(200)
	p.says("#sum", "2 students can be added").has("#refused li", 1).has("#doubles", 1).has("button[value=short]", 1)
	if got := p.texts("#names")[0]; got != "Ada Wood Ben T. <b> x Zoë B." {
		t.Errorf("the list that was read is %q", got)
	}
	if got := names(); !slices.Equal(got, []string{"Ben T."}) {
		t.Errorf("looking at a list added %q", got)
	}
	changed := looked(p)
	changed[3] += "\r\nCleo"
	d.post(path, changed...).is(200).has(".card", 0).says("#sum", "3 students can be added") // looked at first
	short := append(looked(p), "act", "short")[2:]
	short[1] = "Ada Wood\r\nDan"
	p = d.post(path, short...).is(200).has("button[value=short]", 0).says("#sum", "2 students can be added")
	if got := p.texts("#names")[0]; got != "Ada W. Dan" {
		t.Errorf("the shortened list is %q", got)
	}
	d.post(path, looked(p)...).is(200).has(".card", 2)

	p = d.post(path, "names", "Dan\nEve", "intent", "i2", "act", "look").is(200).has("#doubles", 1)
	with := looked(p, "doubles", "yes")
	d.post(path, with...).is(200).has(".card", 2)
	d.post(path, with...).is(200).has(".card", 2)
	if got := names(); !slices.Equal(got, []string{"Ada W.", "Ben T.", "Dan", "Dan", "Eve"}) {
		t.Errorf("in the end the class holds %q", got)
	}
	p = d.post(path, "names", "Dan", "intent", "i3", "act", "look").is(200).says("#sum", "Nobody new is in this list")
	d.post(path, looked(p)...).is(422).has("#names-why", 1)
}

func TestRosterRefusals(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	path := "/teach/class/" + storetest.Class(t, s, d.who()).ID + "/students"
	d.post(path, "names", " \r\n").is(422).has("#names-why", 1)
	sendFile(d, path, "PK\x03\x04").is(422).has("#file-why", 1)
	sendFile(d, path, strings.Repeat("x", quiz.RosterBytes+1)).is(422).has("#file-why", 1)
	sendFile(d, path, "Ada", "names", "Ben").is(422).has("#file-why", 1).says("#names", "Ben")
	sendFile(d, path, strings.Repeat("x", uploadLimit)).is(413)
	d.post(path, "names", strings.Repeat("Ada\n", quiz.RosterNames+1)).is(422).has("#names-why", 1)
	stranger := sit("other@school.example", quiz.TeacherOf)
	stranger.post(path, "names", "Ada").is(404)
	stranger.post(path, "names", "Ada", "act", "add", "seen", seen("Ada"), "adding", "Ada").is(404)
}
