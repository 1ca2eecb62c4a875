package web

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"discern/quiz"
)

// picks are the made-up names that a page offers, in their order.
func (s screen) picks() []string {
	var names []string
	for _, n := range s.all("#made_up input[name=made_up]") {
		name, _ := has(n, "value")
		names = append(names, name)
	}
	return names
}

// pick presses the button of a made-up name.
func (d *desktop) pick(from screen, name string) screen {
	d.t.Helper()
	var sent []string
	for _, form := range from.all("#made_up form") {
		fields := []string{}
		for n := range form.Descendants() {
			if n.Type == html.ElementNode && n.Data == "input" {
				key, _ := has(n, "name")
				value, _ := has(n, "value")
				fields = append(fields, key, value)
			}
		}
		if fields[len(fields)-1] == name {
			sent = fields
		}
	}
	if sent == nil {
		d.t.Fatalf("%q is not among %q", name, from.picks())
	}
	return d.post("/join", sent...)
}

func (r *classroom) names(names string) {
	r.t.Helper()
	if _, err := r.store.UpdateClass(r.t.Context(), r.teacher, r.class.ID, quiz.ClassChange{Names: &names}); err != nil {
		r.t.Fatal(err)
	}
}

func TestPickName(t *testing.T) {
	r := newClassroom(t)
	address := "/j/" + r.class.Code
	one, two := r.browser(), r.browser()
	page := one.get(address).is(200).has("#made_up button.quiet", offeredNames).has("#made_up details button", offeredNames-3)
	page.has("#name", 1).has("main form[data-hop]", 2+offeredNames).says("#made_up h2", "Or pick a made-up name").has("#made_up p", 1)
	names := page.picks()
	for _, name := range names {
		if !quiz.IsMadeUp(name) {
			t.Errorf("%q is offered", name)
		}
	}
	other := two.get(address).is(200)
	if where := one.pick(page, names[0]).to("/"); where != "/class" {
		t.Errorf("sent on to %s, want /class", where)
	}
	one.get("/class").is(200).says(".who", names[0])
	for _, name := range names[:2] { // the same button again, or another, before the answer was there
		twice := r.browser()
		twice.pick(page, name).is(303)
		twice.get("/class").says(".who", names[0])
	}
	if seats, _ := r.store.Seats(t.Context(), r.teacher, r.class.ID); len(seats) != 1 {
		t.Errorf("%d seats after one student joined three times by one intent", len(seats))
	}

	intent := other.value("#made_up input[name=intent]", "value")
	taken := two.post("/join", "code", r.class.Code, "intent", intent, "made_up", names[0]).is(422)
	taken.says("#made_up-why", "Somebody else has this name now. Pick another one.").has("#trouble[role=alert] a[href=#made_up]", 1)
	taken.has("#made_up[aria-describedby=made_up-why]", 1).has("#name-why", 0).has("#name[aria-invalid]", 0)
	again := taken.picks()
	if len(again) != offeredNames || strings.Contains(strings.Join(again, ","), names[0]) {
		t.Errorf("offered after a name was taken: %q, taken %s", again, names[0])
	}
	two.pick(taken, again[0]).to("/class")
	r.browser().post("/join", "code", r.class.Code, "name", names[0]).to("/class") // typed, it is as before
}

func TestPickNameInOtherLanguages(t *testing.T) {
	r := newClassroom(t)
	for tag, words := range map[string][2]string{"fr": {"Ou choisis un nom inventé", "Loutre"}, "es": {"O elige un nombre inventado", "Nutria"}} {
		page := r.browser().in(tag, "/j/"+r.class.Code).is(200).says("#made_up h2", words[0])
		all := quiz.MadeUp(tag, nil, 1000, quiz.Seed(""))
		for _, name := range page.picks() {
			if !strings.Contains("|"+strings.Join(all, "|")+"|", "|"+name+"|") {
				t.Errorf("%s is offered in %s", name, tag)
			}
		}
	}
}

// In a class of made-up names there is nowhere to type one, and whoever sends one
// all the same is refused.
func TestMadeUpNamesOnly(t *testing.T) {
	r := newClassroom(t)
	r.names(quiz.NamesMadeUp)
	d := r.browser()
	page := d.get("/j/"+r.class.Code).is(200).has("#name", 0).says("#made_up h2", "Pick a made-up name").has("main a[href=/join]", 1).has("#seat_code", 1)
	for _, name := range []string{"Amira", "", "<b>"} {
		bad := d.post("/join", "code", r.class.Code, "name", name).is(422)
		bad.says("#made_up-why", "Pick one of the made-up names.").has("#trouble a[href=#made_up]", 1).has("#name", 0)
	}
	d.post("/join", "code", r.class.Code, "made_up", "Amira").is(422).has("#made_up-why", 1)
	d.pick(page, page.picks()[0]).to("/class")
	for _, name := range quiz.MadeUp("en", nil, 1000, quiz.Seed("")) {
		if _, err := r.store.AddSeats(t.Context(), r.teacher, r.class.ID, []string{name}, quiz.Intent{}); err != nil {
			t.Fatal(err)
		}
	}
	r.browser().get("/j/"+r.class.Code).is(200).has("#made_up button", 0).says("#made_up p", "All made-up names are taken. Ask your teacher.")
	r.names(quiz.NamesTyped)
	r.browser().get("/j/"+r.class.Code).is(200).has("#made_up", 0).has("#name", 1)
}

func TestClassNames(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	path := d.post("/teach", "title", "8B English", "language", "en", "allowed", "yes").to("/teach/class/")
	d.get(path+"/edit").is(200).has("#names[checked]", 1).has("#names-1[checked]", 0)
	d.post(path+"/edit", "title", "8B English", "language", "en", "names", "nicknames").is(422).has("#names-why", 1).has("#trouble a[href=#names]", 1)
	d.post(path+"/edit", "title", "8B English", "language", "en", "names", "made_up").to(path)
	d.get(path+"/edit").is(200).has("#names-1[checked]", 1)
	d.post(path+"/edit", "title", "8C English", "language", "en").to(path)
	class, err := s.Class(t.Context(), d.who(), strings.TrimPrefix(path, "/teach/class/"))
	if err != nil || class.Names != quiz.NamesMadeUp || class.Title != "8C English" {
		t.Errorf("the class is %+v, %v", class, err)
	}
	if says := d.get(path).is(200).texts(".ticket .hint"); !strings.HasSuffix(says[0], " Students pick a made-up name and tell you which.") {
		t.Errorf("beside the code: %q", says)
	}
}
