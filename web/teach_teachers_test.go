package web

import (
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store/storetest"
)

func TestTeachersPage(t *testing.T) {
	s, sit := newDesktops(t)
	d, co := sit("owner@school.example", quiz.TeacherOf), sit("co@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	path := "/teach/class/" + class.ID + "/teachers"
	d.get(path).is(200).has("tbody tr", 1).has("#email", 1)
	d.post(path, "email", "nonsense").is(422).has("#email-why", 1).has("#email[value=nonsense]", 1)

	// The answer does not tell whether an address has an account.
	known, unknown := d.post(path, "email", "co@school.example").is(200), d.post(path, "email", "no@school.example").is(200)
	link := known.texts(".link")[0]
	same := strings.NewReplacer("co@school.example", "X", "no@school.example", "X", link, "Y", unknown.texts(".link")[0], "Y")
	if a, b := same.Replace(folded(known.all("main .notice")[0])), same.Replace(folded(unknown.all("main .notice")[0])); a != b || !strings.Contains(a, "Y") {
		t.Errorf("an address with an account: %q, one without: %q", a, b)
	}
	d.get(path).is(200).has("#invited", 1).has(".link", 0)
	stranger := sit("", "")
	address := strings.TrimPrefix(link, "http://example.com")
	stranger.get(address).is(200).has("#email[readonly]", 1).says("h1", "Teach 8B English with The teacher")
	stranger.post(address, "name", "Co", "password", "a long walk home").is(422).has("#email-why", 1)

	co.get("/teach/class/" + class.ID).is(404)
	p := co.get("/teach").is(200).has("main .notice form", 2).has("tbody tr", 0)
	var accept string
	for _, n := range p.all("main .notice form") {
		if action, _ := has(n, "action"); strings.HasSuffix(action, "/accept") {
			accept = action
		}
	}
	d.post(accept).is(404)
	co.post(accept).to("/teach/class/" + class.ID)
	co.get("/teach").is(200).has("tbody tr", 1).says("tbody .hint", "with The teacher")
	co.get("/teach/class/"+class.ID).is(200).has("a[href=/teach/class/"+class.ID+"/delete]", 0)
	d.get("/teach/class/"+class.ID).is(200).has("a[href=/teach/class/"+class.ID+"/delete]", 1)
	co.get("/teach/class/" + class.ID + "/delete").is(403)
	co.post("/teach/class/" + class.ID + "/delete").is(403)

	other := sit("", "")
	address = strings.TrimPrefix(unknown.texts(".link")[0], "http://example.com")
	other.post(address, "name", "New", "password", "short").is(422).has("#password-why", 1).has("#name[value=New]", 1)
	other.post(address, "name", "New", "password", "a long walk home").to("/teach/class/" + class.ID)
	other.get("/teach/class/" + class.ID).is(200)
	d.get(path).is(200).has("tbody tr", 3).has("#invited", 0)

	me := path + "/" + co.who().ID
	co.get(me+"/remove").is(200).says("h1", "Leave 8B English?")
	co.get(me + "/owner").is(403)
	d.get(path + "/" + d.who().ID + "/remove").is(404)
	d.get(me+"/owner").is(200).has("main button.quiet", 1)
	d.post(me + "/owner").to(path)
	co.get(path).is(200).has("tbody tr", 3)
	d.post(path + "/" + d.who().ID + "/remove").to("/teach")
	d.get(path).is(404)
	co.post("/teach/invitation/01890a5d-ac96-774b-bcce-b302099a8057/decline").is(404)
	co.post(path, "email", "third@school.example").is(200)
	var decline string
	for _, n := range co.get(path).all("main form") {
		if action, _ := has(n, "action"); strings.HasSuffix(action, "/decline") {
			decline = action
		}
	}
	co.post(decline, "class", class.ID).to(path)
	co.get(path).is(200).has("#invited", 0)
}
