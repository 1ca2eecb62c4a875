package web

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"discern/quiz"
)

func TestQuiz(t *testing.T) {
	r := newClassroom(t)
	id := r.quiz(nil)
	d := r.student("Amira")
	d.get("/assignment/"+id).is(200).says("h1", "The Macron Leaks column").has(".three .cue", 3).has("main form[method=post] button", 1)
	first := d.post("/assignment/" + id).to("/attempt/")
	attempt := strings.TrimSuffix(first, "/1")
	page := d.get(first).is(200).says("h1", "Question 1 of 12").has("fieldset[aria-describedby=passage] input[type=radio]", 3)
	page.has("fieldset legend", 1).has(".steps .here", 1).has("#saved[role=status]", 1).has("input[checked]", 0).has("button[value=previous]", 0)
	if title := page.texts("title")[0]; title != "Question 1 of 12 - The Macron Leaks column - Discern" {
		t.Errorf("title %q", title)
	}
	if got := d.post(first, "label", "fact", "revision", "0", "go", "next").to("/attempt/"); got != attempt+"/2#main" {
		t.Errorf("next is %s", got)
	}
	d.get(first).has("#label-fact[checked]", 1).says("#saved", "Saved: Fact")
	d.post(attempt+"/2", "revision", "0", "flag", "yes", "go", "next").to(attempt + "/3")
	d.get(attempt+"/2").has(".quiz-actions input[checked]", 1).has("input[checked]", 1)
	d.post(attempt+"/3", "revision", "0", "go", "previous").to(attempt + "/2")
	d.post(attempt+"/12", "label", "opinion", "revision", "0", "go", "next").to(attempt + "/review")
	d.get("/assignment/" + id).to(attempt)
	d.get(attempt).is(200).says("main .button", "Go on with question 2")

	review := d.get(attempt+"/review").is(200).has(".grid li", 12).has(".grid .todo", 10)
	review.says(".lead", "You have answered 2 of 12 questions. Questions 2, 3, 4, 5, 6, 7, 8, 9, 10 and 11 are still open. You flagged question 2.")
	review.says("form button", "Hand in with 10 open")
	d.get(attempt+"/result").is(403).says(".lead", "First hand in your answers.")
	d.post(attempt + "/submit").to(attempt)
	d.post(attempt + "/submit").to(attempt)
	d.get(attempt).is(200).says("h1", "Handed in").has("main a[href="+attempt+"/result]", 0)
	d.get(attempt + "/1").to(attempt)
	d.get(attempt + "/review").to(attempt)
	d.get(attempt+"/result").is(403).says("h1", "Your result is not out yet").has(".cue", 0)
	closed := d.post(attempt+"/1", "label", "opinion", "revision", "1").is(409)
	closed.says("h1", "This quiz is handed in").has("main a[href="+attempt+"]", 1)

	if _, err := r.store.Release(t.Context(), r.teacher, id, true); err != nil {
		t.Fatal(err)
	}
	d.get(attempt).says("main .button", "See your result")
	result := d.get(attempt+"/result").is(200).has(".reading", 12).has("table tbody tr", 3).has(".jump li", 12).has(".finding", 1)
	if total := result.texts(".total")[0]; !strings.HasSuffix(total, "of 12 the same as the key") {
		t.Errorf("total %q", total)
	}
	d.get("/class").has("main a[href="+attempt+"/result]", 1)
}

func TestStaleTab(t *testing.T) {
	r := newClassroom(t)
	d := r.student("Amira")
	attempt := d.begin(r.quiz(nil))
	d.post(attempt+"/1", "label", "fact", "revision", "0").is(303)
	d.post(attempt+"/1", "label", "fact", "revision", "0").is(303) // the same again
	stale := d.post(attempt+"/1", "label", "opinion", "revision", "0", "go", "next").is(409)
	stale.says("h1", "Question 1: keep one answer").has(".answers .fact", 1).has(".answers .opinion", 1)
	d.get(attempt+"/1").has("#label-fact[checked]", 1)
	fields := []string{}
	for _, name := range []string{"label", "revision", "go"} {
		fields = append(fields, name, stale.value("form input[name="+name+"]", "value"))
	}
	d.post(attempt+"/1", fields...).to(attempt + "/2")
	d.get(attempt+"/1").has("#label-opinion[checked]", 1)
	// A flag on an old page is no conflict.
	d.post(attempt+"/1", "label", "opinion", "flag", "yes", "revision", "0").is(303)
	d.get(attempt+"/1").has(".quiz-actions input[checked]", 1).has("#label-opinion[checked]", 1)
}

func TestKeyAfterEachQuestion(t *testing.T) {
	r := newClassroom(t)
	d := r.student("Amira")
	attempt := d.begin(r.quiz(func(s *quiz.Settings) { s.Feedback = quiz.FeedbackQuestion }))
	d.get(attempt+"/1").is(200).says("form .button", "Check my answer").has("form[data-attempt]", 0).has(".because", 0)
	d.post(attempt+"/1", "revision", "0", "go", "check").is(422).has("#label-why", 1)
	// Whoever puts a question off has not asked for its key.
	for wish, next := range map[string]string{"next": "/2", "previous": "/1"} {
		d.post(attempt+"/1", "label", "fact", "revision", "0", "go", wish).to(attempt + next)
		d.get(attempt+"/1").is(200).has(".because", 0).has(".choices", 1)
	}
	d.post(attempt+"/1", "label", "fact", "revision", "0", "go", "check").to(attempt + "/1")
	d.get(attempt+"/1").is(200).has(".choices", 0).has(".because", 1).has(".answers", 1)
	d.post(attempt+"/1", "revision", "1", "flag", "yes", "go", "next").to(attempt + "/2")
	d.get(attempt+"/1").has(".because", 1).has(".quiz-actions input[checked]", 1)
	d.post(attempt+"/1", "revision", "2", "go", "next").to(attempt + "/2")
	d.get(attempt+"/1").has(".because", 1).has(".quiz-actions input[checked]", 0)
	d.get(attempt+"/2").has(".because", 0)
	d.post(attempt+"/1", "label", "opinion", "revision", "1").is(409).says("h1", "This answer cannot be changed")
}

func TestSureness(t *testing.T) {
	r := newClassroom(t)
	d := r.student("Amira")
	attempt := d.begin(r.quiz(func(s *quiz.Settings) { s.Confidence = true }))
	d.get(attempt+"/1").has("input[name=confidence]", 3)
	d.post(attempt+"/1", "label", "fact", "confidence", "2", "revision", "0").is(303)
	d.get(attempt+"/1").has(".ticks input[checked]", 1)
	d.post(attempt+"/2", "label", "fact", "confidence", "9", "revision", "0").is(422).has("#trouble", 1).has("#label-fact[checked]", 1)
	d.post(attempt+"/2", "label", "guess", "revision", "0").is(422).says("#label-why", "Choose fact, inference or opinion.")
}

func TestClockAndPause(t *testing.T) {
	r := newClassroom(t)
	id := r.quiz(func(s *quiz.Settings) { s.Minutes = 20 })
	d := r.student("Amira")
	d.get("/assignment/"+id).says(".list li", "You have 20 minutes from when you start. What you saved by then counts.")
	attempt := d.begin(id)
	page := d.get(attempt+"/1").has("time[datetime=2026-05-04T10:20:00Z]", 1)
	if left, _ := strconv.Atoi(page.value("#ends", "data-left")); left != 20*60 {
		t.Errorf("%d seconds left, want 1200", left)
	}
	r.become(id, quiz.Paused)
	d.get(attempt+"/1").is(403).says("h1", "Your teacher has paused this quiz").has("main a[href="+attempt+"]", 1)
	d.get(attempt).is(200).has(".notice", 1)
	d.post(attempt+"/1", "label", "fact", "revision", "0").is(303) // still stored
	r.become(id, quiz.Open)
	d.get(attempt+"/1").is(200).has("#label-fact[checked]", 1)
	r.clock.At = r.clock.At.Add(21 * time.Minute)
	d.post(attempt+"/2", "label", "fact", "revision", "0").is(409)
	d.get(attempt).is(200).says("h1", "Time is over").says(".lead", "The quiz is closed. What you had saved is handed in. You answered 1 of 12 questions.")
}

// TestTimesNameTheirZone reads every time on a student's way, and what a teacher
// reads of it in a list: none stands without its zone.
func TestTimesNameTheirZone(t *testing.T) {
	here := time.Local
	defer func() { time.Local = here }()
	for name, zone := range map[string]*time.Location{"UTC": time.UTC, "CET": time.FixedZone("CET", 3600), "UTC-03:30": time.FixedZone("", -12600)} {
		time.Local = zone
		r := newClassroom(t)
		id := r.quiz(func(s *quiz.Settings) { s.Minutes, s.ClosesAt = 20, r.clock.At.Add(48*time.Hour) })
		d := r.student("Amira")
		before := d.get("/assignment/" + id)
		attempt := d.begin(id)
		for want, page := range map[int]screen{0: before, 1: d.get(attempt), 2: d.get(attempt + "/1"), 3: d.get("/class")} {
			times := page.is(200).texts("main time")
			for _, text := range times {
				if !strings.HasSuffix(text, " "+name) {
					t.Errorf("page %d says %q, want %s", want, text, name)
				}
			}
			if all := clocks.FindAllString(strings.ReplaceAll(strings.Join(page.texts("main"), ""), name, ""), -1); len(all) != len(times) || len(all) == 0 {
				t.Errorf("page %d has the times %q, of which a script finds %q", want, all, times)
			}
		}
		staff := r.browser()
		token, err := r.store.SignIn(t.Context(), r.teacher.ID)
		if err != nil {
			t.Fatal(err)
		}
		staff.cookies[staffCookie] = token
		class := staff.get("/teach/class/" + r.class.ID).is(200)
		if state := class.texts("tbody td")[1]; !strings.Contains(state, " "+name) || !strings.Contains(class.body, "Times are in "+name) {
			t.Errorf("the teacher reads %q, want %s", state, name)
		}
	}
}

// clocks finds times of a day.
var clocks = regexp.MustCompile(`\d\d:\d\d`)

func TestTries(t *testing.T) {
	r := newClassroom(t)
	id := r.quiz(func(s *quiz.Settings) { s.Attempts, s.Scoring, s.Feedback = 2, quiz.ScoreBest, quiz.FeedbackSubmit })
	d := r.student("Amira")
	d.get("/assignment/"+id).has("main form", 1)
	for range 2 {
		attempt := d.begin(id)
		d.post(attempt + "/submit").to(attempt)
		d.get(attempt+"/result").is(200).says(".finding", "You left every question open.")
	}
	d.get("/assignment/"+id).is(200).has("main form", 0)
	d.post("/assignment/"+id).is(409).says("h1", "You have done this quiz")
}

func TestTeacherReadsWhatAStudentSees(t *testing.T) {
	r := newClassroom(t)
	d := r.student("Amira")
	attempt := d.begin(r.quiz(nil))
	staff := r.browser()
	token, err := r.store.SignIn(t.Context(), r.teacher.ID)
	if err != nil {
		t.Fatal(err)
	}
	staff.cookies[staffCookie] = token
	staff.get(attempt + "/1").is(200)
	staff.post(attempt+"/1", "label", "fact", "revision", "0").is(403)
	d.get(attempt+"/1").has("input[checked]", 0)
	d.post(attempt + "/submit").is(303)
	staff.get(attempt+"/result").is(200).says("h1", "Result of Amira")
}
