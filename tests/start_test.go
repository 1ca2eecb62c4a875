package tests

import (
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// Whoever goes back to the start page after handing in and sends its form once
// more comes to the same attempt; only a start page opened anew begins another.
func TestStartSentAgain(t *testing.T) {
	s := start(t, store.Options{})
	teacher := storetest.Teacher(t, s.store, "t@school.example")
	class := storetest.Class(t, s.store, teacher)
	line := storetest.Assignment(t, s.store, teacher, class.ID, func(set *quiz.Settings) { set.Attempts = 3 })
	student := visitor(t, s.base)
	student.fill(student.fill(student.get("/"), "code", class.Code), "name", "Pupil 1")
	before := student.get("/assignment/" + line.ID)
	first := student.fill(before, "intent", attr(byName(before, "intent"), "value"))
	id := first.url.Path[len("/attempt/"):][:36]
	student.fill(student.get("/attempt/" + id + "/review"))
	again := student.fill(before, "intent", attr(byName(before, "intent"), "value"))
	if got := again.url.Path; got != "/attempt/"+id {
		t.Errorf("the same form again led to %s, want /attempt/%s", got, id)
	}
	next := student.fill(student.get("/assignment/"+line.ID), "intent", "another")
	if got := next.url.Path; got == "/attempt/"+id || got == first.url.Path {
		t.Errorf("a new start led to %s, the attempt of before", got)
	}
}
