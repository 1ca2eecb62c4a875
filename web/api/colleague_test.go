package api_test

import "strings"

// A co-teacher does all that the owner does, but for a few things, until the
// owner takes it away.
func (s *site) coTeacher() {
	t := s.t
	t.Helper()
	owner, co := s.token("owner@school.example", "teacher"), s.token("co@school.example", "teacher")
	class := s.ask(owner, "POST", "/classes", object{"title": "8B"}).is(201)
	path := "/classes/" + class.str("id")
	s.ask(owner, "POST", path+"/teachers", object{"email": "nonsense"}).problem(422, "email")
	made := s.ask(owner, "POST", path+"/teachers", object{"email": "co@school.example"}).is(201)
	if !strings.HasPrefix(made.str("link"), "/link/") {
		t.Errorf("invited: %s", made.text)
	}
	s.ask(co, "GET", path, nil).problem(404, "not_found")
	if list := s.ask(co, "GET", "/invitations", nil).is(200); list.str("0.id") != made.str("id") || list.str("0.title") != "8B" {
		t.Errorf("invitations: %s", list.text)
	}
	third := s.ask(owner, "POST", path+"/teachers", object{"email": "third@school.example"}).is(201).str("id")
	s.ask(co, "DELETE", "/invitations/"+third, nil).problem(404, "not_found")
	s.ask(owner, "DELETE", "/invitations/"+third, nil).is(204)
	s.ask(co, "POST", "/invitations/"+made.str("id"), nil).is(200)
	s.ask(co, "POST", "/invitations/"+made.str("id"), nil).problem(404, "not_found")
	quiz := s.ask(co, "POST", path+"/assignments", object{"pack": "everyday"}).is(201).str("id")
	s.ask(co, "PATCH", path, object{"archived": true}).is(200).str("archived_at")
	s.ask(co, "PATCH", "/assignments/"+quiz, object{"state": "open"}).problem(409, "state")
	s.ask(co, "POST", "/join", object{"code": class.str("code"), "name": "Ana"}).problem(403, "forbidden")
	s.ask("", "POST", "/join", object{"code": class.str("code"), "name": "Ana"}).problem(403, "joining_closed")
	if back := s.ask(co, "PATCH", path, object{"archived": false}).is(200); back.get("archived_at") != nil {
		t.Errorf("brought back: %s", back.text)
	}
	s.ask(co, "DELETE", path, nil).problem(403, "forbidden")
	teachers := s.ask(co, "GET", path+"/teachers", nil).is(200)
	s.ask(co, "PUT", path+"/owner", object{"account": teachers.str("teachers.1.account")}).problem(403, "forbidden")
	s.ask(co, "DELETE", path+"/teachers/"+teachers.str("teachers.0.account"), nil).problem(403, "forbidden")
	s.ask(owner, "PUT", path+"/owner", object{"account": teachers.str("teachers.1.account")}).is(200)
	s.ask(co, "DELETE", path+"/teachers/"+teachers.str("teachers.0.account"), nil).is(204)
	for _, call := range []string{"GET " + path, "GET " + path + "/seats", "GET /assignments/" + quiz + "/scores", "GET /assignments/" + quiz + "/scores.csv",
		"GET /assignments/" + quiz + "/live?once=true", "GET " + path + "/teachers"} {
		method, where, _ := strings.Cut(call, " ")
		s.ask(owner, method, where, nil).problem(404, "not_found")
	}
}

// Two seats become one, and the quiz goes on in other classes.
func (s *site) mergeAndCopy() {
	t := s.t
	t.Helper()
	teacher := s.token("t@school.example", "teacher")
	class, other := s.ask(teacher, "POST", "/classes", object{"title": "A"}).is(201), s.ask(teacher, "POST", "/classes", object{"title": "B"}).is(201)
	line := s.ask(teacher, "POST", "/classes/"+class.str("id")+"/assignments", object{"pack": "everyday", "settings": object{"count": 3, "closes_at": "2100-01-01T00:00:00Z"}}).is(201).str("id")
	s.ask(teacher, "PATCH", "/assignments/"+line, object{"state": "open"}).is(200)
	var seats, tokens []string
	for _, name := range []string{"Ana", "ana"} {
		joined := s.ask("", "POST", "/join", object{"code": class.str("code"), "name": name}).is(201)
		seats, tokens = append(seats, joined.str("seat.id")), append(tokens, joined.str("token"))
		s.ask(joined.str("token"), "POST", "/assignments/"+line+"/attempts", nil).is(201)
	}
	merge := "/seats/" + seats[0] + "/merge"
	s.ask(teacher, "POST", merge, object{"with": seats[1]}).problem(409, "both_open")
	s.ask(teacher, "POST", merge, object{"with": seats[0]}).problem(422, "with")
	s.ask(teacher, "PATCH", "/assignments/"+line, object{"state": "closed"}).is(200)
	for range 2 {
		if kept := s.ask(teacher, "POST", merge, object{"with": seats[1]}).is(200); kept.str("name") != "Ana" {
			t.Errorf("merged: %s", kept.text)
		}
	}
	s.ask(tokens[1], "GET", "/me", nil).problem(401, "not_signed_in")
	if export := s.ask(teacher, "GET", "/seats/"+seats[0]+"/export", nil).is(200); len(export.get("attempts").([]any)) != 2 {
		t.Errorf("export: %s", export.text)
	}
	cards := s.ask(teacher, "POST", "/classes/"+class.str("id")+"/cards", object{"seats": seats[:1]}, "Idempotency-Key", "k").is(200)
	again := s.ask(teacher, "POST", "/classes/"+class.str("id")+"/cards", object{"seats": seats[:1]}, "Idempotency-Key", "k").is(200)
	if cards.str("0.seat_code") == "" || cards.text != again.text {
		t.Errorf("cards %s, then %s", cards.text, again.text)
	}
	s.ask(teacher, "POST", "/assignments/"+line+"/copies", object{"classes": []string{}}).problem(422, "classes")
	copied := s.ask(teacher, "POST", "/assignments/"+line+"/copies", object{"classes": []string{other.str("id")}}).is(201)
	if copied.str("0.state") != "draft" || copied.get("0.settings.count") != 3.0 || copied.get("0.settings.closes_at") != nil {
		t.Errorf("copied: %s", copied.text)
	}
	compared := s.ask(teacher, "GET", "/packs/everyday/comparison", nil).is(200)
	if compared.get("classes.0.n") != 1.0 || compared.get("classes.0.mean") != nil {
		t.Errorf("compared: %s", compared.text)
	}
	s.ask(teacher, "GET", "/packs/everyday/comparison?version=x", nil).problem(404, "not_found")
	s.ask(teacher, "GET", "/packs/none/comparison", nil).problem(404, "not_found")
}
