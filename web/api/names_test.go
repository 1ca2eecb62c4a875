package api_test

import (
	"testing"

	"discern/quiz"
	"discern/quiz/store"
)

// A class says how its students come by their names, and holds joining to it.
func TestNames(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("t@school.example", "teacher")
	class := s.ask(teacher, "POST", "/classes", object{"title": "8B"}).is(201)
	path, code := "/classes/"+class.str("id"), class.str("code")
	if got := class.str("names"); got != "typed" {
		t.Errorf("a new class has names %q", got)
	}
	join := func(fields object) reply {
		fields["code"] = code
		return s.ask("", "POST", "/join", fields)
	}
	join(object{"name": "Red Otter", "made_up": true}).is(201)
	join(object{"name": "Red Otter", "made_up": true}).problem(422, "name")
	join(object{"name": "Red Otter"}).is(201)
	join(object{"name": "Ana", "made_up": true}).problem(422, "name")

	s.ask(teacher, "PATCH", path, object{"names": "other"}).problem(422, "names")
	if got := s.ask(teacher, "PATCH", path, object{"names": "made_up"}).is(200).str("names"); got != "made_up" {
		t.Errorf("changed, the class has names %q", got)
	}
	for _, fields := range []object{{"name": "Ana"}, {}, {"name": "Ana", "made_up": false}, {"name": "Red Otter"}} {
		join(fields).problem(422, "name")
	}
	join(object{"name": "Blue Heron"}).is(201)
	if got := join(object{"made_up": true}).is(201).str("seat.name"); !quiz.IsMadeUp(got) {
		t.Errorf("the name made up is %q", got)
	}
	card := s.ask(teacher, "POST", path+"/seats", object{"names": []string{"Ana"}}).is(201)
	if got := join(object{"seat_code": card.str("0.seat_code")}).is(201).str("seat.name"); got != "Ana" {
		t.Errorf("by the teacher's code the name is %q", got)
	}
	s.ask(teacher, "PATCH", "/seats/"+card.str("0.id"), object{"name": "Anna"}).is(200)
	if got := s.ask(teacher, "POST", "/classes", object{"title": "8C", "names": "made_up"}).is(201).str("names"); got != "made_up" {
		t.Errorf("a class made with made-up names has %q", got)
	}
}
