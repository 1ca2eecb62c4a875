package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"discern/quiz"
	"discern/quiz/store/storetest"
)

// TestCloseCountdown announces the end of a quiz, reads that on every page that
// tells of it, and calls it off.
func TestCloseCountdown(t *testing.T) {
	s, sit := newDesktops(t)
	d, pupil := sit("teacher@school.example", quiz.TeacherOf), sit("", "")
	class := storetest.Class(t, s, d.who())
	line := storetest.Assignment(t, s, d.who(), class.ID, nil)
	path := "/teach/assignment/" + line.ID
	joined, err := s.Join(t.Context(), quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: "Ada W."}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	pupil.cookies[seatCookie] = joined.Token
	attempt := "/attempt/" + take(t, s, storetest.Who(t, s, joined.Token), line.ID, 2, 0)
	ends := func() (e struct {
		Ends   string
		Left   int
		Closes bool
		Over   bool
	}) {
		t.Helper()
		if err := json.Unmarshal([]byte(pupil.get(attempt+"/ends").is(200).body), &e); err != nil {
			t.Fatal(err)
		}
		return e
	}
	if _, hidden := has(pupil.get(attempt + "/1").is(200).all("#ends")[0], "hidden"); !hidden || ends().Ends != "" {
		t.Error("an end is told though none is known")
	}
	d.post(path + "/close/off").is(409)
	d.post(path+"/close", "minutes", "3").is(422)
	d.post(path + "/close").is(422)
	d.post(path+"/close", "minutes", "5").to(path)
	if e := ends(); !e.Closes || e.Over || e.Left < 290 || e.Left > 300 {
		t.Errorf("the pupil's script is told %+v", e)
	}
	for _, page := range []string{"/1", "/review"} {
		if said := folded(pupil.get(attempt + page).is(200).all("#ends")[0]); !strings.HasPrefix(said, "Your teacher closes the quiz at ") {
			t.Errorf("%s says %q", page, said)
		}
	}
	if got := d.get(path).is(200).texts("main button"); !slices.Contains(got, "Call it off") {
		t.Errorf("the board has the buttons %q", got)
	}
	if said := folded(d.get(path + "/projector").is(200).all("#closes")[0]); !strings.HasSuffix(said, ": 5 min left") {
		t.Errorf("the projector says %q", said)
	}
	d.post(path + "/close/off").to(path)
	if e := ends(); e.Ends != "" {
		t.Errorf("after calling off the pupil's script is told %+v", e)
	}
	d.post(path+"/close", "minutes", "0").to(path)
	if e := ends(); !e.Over {
		t.Errorf("after closing the pupil's script is told %+v", e)
	}
	other := sit("lind@school.example", quiz.TeacherOf)
	if foreign, missing := other.get(attempt+"/ends").is(404), other.get(strings.Replace(attempt, attempt[9:17], "00000000", 1)+"/ends").is(404); foreign.body != missing.body {
		t.Error("another's attempt is not as if it did not exist")
	}
}

// TestBoardPage looks at a row of each kind, at the page for one student, and at
// the projector.
func TestBoardPage(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	l := newLesson(t, s, d)
	p := d.get(l.path).is(200).has("#link noscript", 1).has("thead .cell", 12)
	states := p.texts("td.state")
	if !strings.HasPrefix(states[0], "Handed in today") || !slices.Equal(states[1:], []string{"Working", "Not started", "Not joined"}) {
		t.Errorf("the rows say %q", states)
	}
	for query, wanted := range map[string]bool{"": false, "?every=20": true, "?every=1": false} {
		if body := d.get(l.path + query).is(200).body; strings.Contains(body, `http-equiv="refresh" content="20"`) != wanted {
			t.Errorf("with %q the page reloads by itself: %v", query, !wanted)
		}
	}
	if len(p.body) > 20<<10 {
		t.Errorf("the page of four has %d bytes", len(p.body))
	}
	help := d.get(p.value("tbody th a", "href")).is(200).says("h1", "Ada W.")
	if got := help.texts("main .button"); !slices.Equal(got, []string{"Look at this attempt", "New return code", "Name and extra time", "Open it again", "Do not count it"}) {
		t.Errorf("for a student who has handed in there is %q", got)
	}
	if got := d.get(l.path + "/seat/" + l.ben.ID + "/help").is(200).texts("main .button"); slices.Contains(got, "Open it again") {
		t.Errorf("for a student at work there is %q", got)
	}
	d.get(l.path + "/seat/" + l.class.ID + "/help").is(404)
	screen := d.get(l.path+"/projector").is(200).says(".joined b", "3").says("#handed_in", "1")
	if strings.Contains(screen.body, "Ada W.") {
		t.Error("the projector shows a name that was not switched on")
	}
	d.get(l.path+"/projector?names=on").is(200).has(".roll li", 3).has(".roll li svg", 1)
}

// TestBoardGoesOnReloading presses every button of a board that reloads by itself,
// without a script: it goes on doing so, and does not begin where nobody asked.
func TestBoardGoesOnReloading(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	for _, query := range []string{"?every=20", ""} {
		l := newLesson(t, s, d)
		page := d.get(l.path + query).is(200)
		press := func(path, next string, fields ...string) {
			t.Helper()
			page.has("form[action="+l.path+path+query+"]", 1)
			if got := d.post(l.path+path+query, fields...).to(l.path); got != l.path+next+query {
				t.Errorf("%s%s leads to %s", path, query, got)
			}
			page = d.get(l.path + next + query).is(200)
		}
		press("/close", "", "minutes", "5")
		press("/close/off", "")
		press("/state", "", "state", "paused")
		press("/state", "", "state", "open")
		press("/release", "/release")
		press("/release", "", "confirm", "close")
		press("/unrelease", "")
		press("/release", "")
		press("/unrelease", "")
		if got := d.get(l.path + "/release" + query).to(l.path); got != l.path+query {
			t.Errorf("nothing to ask leads to %s", got)
		}
	}
}

// TestLessTime takes extra time away: with more than that used up the page asks
// before the attempt ends. The page for one student promises no time to an
// attempt that is not there.
func TestLessTime(t *testing.T) {
	r := newClassroom(t)
	d, ada := r.browser(), r.student("Ada W.")
	token, err := r.store.SignIn(t.Context(), r.teacher.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.cookies[staffCookie] = token
	line := r.quiz(func(set *quiz.Settings) { set.Minutes = 30 })
	who := storetest.Who(t, r.store, ada.cookies[seatCookie])
	seat, help := "/teach/class/"+r.class.ID+"/seat/"+who.ID, "/teach/assignment/"+line+"/seat/"+who.ID+"/help"
	told := func(want string) {
		t.Helper()
		if got := d.get(help).is(200).texts("section[aria-labelledby=time] .prose")[0]; !strings.HasPrefix(got, want) {
			t.Errorf("the page says %q, want %q", got, want)
		}
	}
	told("Nothing is under way.")
	attempt := ada.begin(line)
	told("Extra time counts at once.")
	d.get(seat).is(200).has("#confirm", 0)
	d.post(seat, "name", "Ada W.", "extra_time", "2").to("/teach/class/")
	r.clock.At = r.clock.At.Add(25 * time.Minute)
	d.post(seat, "name", "Ada W.", "extra_time", "1").to("/teach/class/") // 5 minutes are left
	d.post(seat, "name", "Ada W.", "extra_time", "2").to("/teach/class/")
	r.clock.At = r.clock.At.Add(5 * time.Minute)
	asked := d.post(seat, "name", "Ada Wood", "extra_time", "1").is(422).has("#confirm", 1)
	if said := asked.texts("#extra_time-why")[0]; !strings.Contains(said, "would end at once: The Macron Leaks column") || asked.value("#name", "value") != "Ada Wood" {
		t.Errorf("the page says %q, and the name is %q", said, asked.value("#name", "value"))
	}
	ada.get(attempt + "/1").is(200)
	d.get(seat).is(200).says("h1", "Ada W.").has("#extra_time[value=2]", 1)
	d.post(seat, "name", "Ada Wood", "extra_time", "1", "confirm", "end").to("/teach/class/")
	r.clock.At = r.clock.At.Add(quiz.Grace + time.Second)
	ada.post(attempt+"/1", "label", "fact").is(409)
	told("This one is handed in.")
}

// TestSeatSays gives times around midnight and the end of an attempt.
func TestSeatSays(t *testing.T) {
	now := sampleTime
	row := quiz.BoardSeat{State: quiz.InProgress, Deadline: now.Add(61 * time.Second), Active: now.Add(-4 * time.Minute)}
	if got := newBoardRow(row, 0, now); got.Says != "Working, 2 min left" || got.Quiet != "Quiet for 4 min" {
		t.Errorf("%q, %q", got.Says, got.Quiet)
	}
	row.Deadline, row.Active = now.Add(-time.Second), now
	if got := newBoardRow(row, 0, now); got.Says != "Working, 0 min left" || got.Quiet != "" {
		t.Errorf("%q, %q", got.Says, got.Quiet)
	}
}

// TestBoardSize holds the first view of a class of 40, all at work on 12 questions,
// to 60 KB: the page, the style sheet and the scripts.
func TestBoardSize(t *testing.T) {
	files, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	voices, err := readVoices()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := readPages(files, "", voices)
	if err != nil {
		t.Fatal(err)
	}
	board := quiz.Board{Assignment: sampleLine.Assignment, State: quiz.Open, Class: taughtClass}
	for i := range 40 {
		board.Seats = append(board.Seats, quiz.BoardSeat{ID: fmt.Sprintf("01890a5d-ac96-774b-bcce-b3020%07d", i), Name: fmt.Sprint("Pupil number ", i),
			Joined: sampleTime, Attempt: "t", State: quiz.InProgress, Marks: "aaaaaaafa.b.", Answered: 9, Deadline: sampleTime, Active: sampleTime})
	}
	view := newBoardPage(board, sampleTime)
	view.desk = sampleDesk("")
	view.Script = "live.js"
	var out bytes.Buffer
	if _, err := pages.render(&out, "en", "teach-assignment", view); err != nil {
		t.Fatal(err)
	}
	size := out.Len()
	for _, name := range []string{"design.css", "live.js", "stream.js", "icon.svg"} {
		size += len(files[name].packed)
	}
	t.Logf("page %d, in all %d bytes", out.Len(), size)
	if size > 60_000 {
		t.Errorf("the first view has %d bytes, want at most 60,000", size)
	}
}
