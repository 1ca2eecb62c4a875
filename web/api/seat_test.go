package api_test

import (
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// TestLessTimeConfirmed takes from a student at work more time than is left:
// nothing changes until it is confirmed.
func TestLessTimeConfirmed(t *testing.T) {
	clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	s := newSite(t, store.Options{Now: clock.Now})
	token := s.token("t@school.example", "teacher")
	who := storetest.Who(t, s.store, token)
	class := storetest.Class(t, s.store, who)
	line := storetest.Assignment(t, s.store, who, class.ID, func(set *quiz.Settings) { set.Minutes = 30 })
	pupil := s.ask("", "POST", "/join", object{"code": class.Code, "name": "Ada"}).is(201)
	seat, key := "/seats/"+pupil.str("seat.id"), pupil.str("token")
	s.ask(token, "PATCH", seat, object{"extra_time": 2}).is(200)
	attempt := "/attempts/" + s.ask(key, "POST", "/assignments/"+line.ID+"/attempts", object{}).is(201).str("id")
	clock.At = clock.At.Add(40 * time.Minute)
	s.ask(token, "PATCH", seat, object{"extra_time": 1}).problem(422, "extra_time")
	s.ask(token, "PATCH", seat, object{"extra_time": 1, "confirm": "yes"}).problem(422, "confirm")
	s.ask(key, "PUT", attempt+"/answers/1", object{"label": "fact"}).is(200)
	s.ask(token, "PATCH", seat, object{"extra_time": 1, "confirm": "end"}).is(200)
	clock.At = clock.At.Add(quiz.Grace + time.Second)
	if got := s.ask(key, "GET", attempt, nil).is(200).str("state"); got != "auto_submitted" {
		t.Errorf("the attempt is %s, want auto_submitted", got)
	}
}
