package tests

import (
	"slices"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// TestReadersZone reads times in India: with scripts they are of there, without
// they say whose they are.
func TestReadersZone(t *testing.T) {
	web := start(t, store.Options{})
	who := storetest.Teacher(t, web.store, "t@school.example")
	class := storetest.Class(t, web.store, who)
	closes := time.Now().Add(49 * time.Hour).Truncate(time.Minute)
	line := storetest.Assignment(t, web.store, who, class.ID, func(s *quiz.Settings) { s.ClosesAt = closes })
	student := browser.New(t, browser.Options{})
	web.join(t, student, class.Code, "Ada")
	attempt, _, err := web.store.StartAttempt(t.Context(), web.who(t, student), line.ID, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	kolkata, err := time.LoadLocation("Asia/Kolkata")
	if err != nil {
		t.Fatal(err)
	}
	zone, there := closes.Format(" MST"), closes.In(kolkata)
	for script, want := range map[bool]struct{ day, hour string }{
		true:  {there.Format("2 January, 15:04"), there.Format("15:04")},
		false: {closes.Format("2 January, 15:04") + zone, closes.Format("15:04") + zone},
	} {
		tab := browser.New(t, browser.Options{SameCookies: student, Zone: "Asia/Kolkata", JavaScript: script})
		start := "/attempt/" + attempt.Attempt.ID
		for path, want := range map[string][]string{"/class": {want.day}, start: {want.hour, want.day}, start + "/1": {want.hour}} {
			tab.Open(web.base + path)
			var got []string
			if tab.Eval(`[...document.querySelectorAll("time")].map(time => time.textContent)`, &got); !slices.Equal(got, want) {
				t.Errorf("with scripts %v %s says %q, want %q", script, path, got, want)
			}
		}
	}
}
