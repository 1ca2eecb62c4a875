package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store/storetest"
)

// TestPupil follows one student over three quizzes: what is handed in has its
// score and a point in each chart, what is not has neither.
func TestPupil(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	ada := storetest.Student(t, s, class.Code, "Ada W.")
	path := "/teach/class/" + class.ID + "/seat/" + ada.ID + "/scores"
	d.get(path).is(200).says(".finding", "Ada W. has not handed in any quiz yet.").has("table", 0).has(".trends", 0)
	var lines []quiz.AssignmentLine
	for i, wrong := range []int{6, 3, 0} {
		lines = append(lines, storetest.Assignment(t, s, d.who(), class.ID, nil))
		attempt := take(t, s, ada, lines[i].ID, 12-i, wrong)
		if i == 2 {
			break // at work
		}
		if _, err := s.SubmitAttempt(t.Context(), ada, attempt, nil); err != nil {
			t.Fatal(err)
		}
	}
	p := d.get(path).is(200).has("table.pupil tbody tr", 3).has(".trends polyline", 3).has(".trends circle", 2)
	p.says(".finding", "14 of 24 questions the same as the key: 58%. 2 of 3 quizzes handed in; 1 question was left open.")
	rows := p.all("table.pupil tbody tr")
	for i, want := range []string{"1The Macron Leaks column612", "2The Macron Leaks column812", "The Macron Leaks column1Working"} {
		if got := folded(rows[i]); !strings.HasPrefix(got, want) {
			t.Errorf("line %d is %q, want %q…", i, got, want)
		}
	}
	// One version of one pack: its mix-ups are counted together.
	p.has("nav.ways", 0).has("#matrix", 1).has("#sure", 0).has("#told", 1)
	link := "/teach/assignment/" + lines[0].ID + "/confusion?student=" + ada.ID + "&over=version"
	p.has("a[href="+link+"]", 1)
	d.get(link).is(200)
	d.get("/teach/class/" + storetest.Class(t, s, d.who()).ID + "/seat/" + ada.ID + "/scores").is(404)
}

// TestPupilEditions puts together what asks the same text by the same key, and
// nothing else: the newest is shown unless another is chosen.
func TestPupilEditions(t *testing.T) {
	line := func(version, key, right int) quiz.SeatLine {
		return quiz.SeatLine{Assignment: quiz.Assignment{ID: "a", Pack: "p", Version: version}, Rule: quiz.Rule{Version: key},
			Row:  quiz.Row{Attempt: sampleRow.Attempt, Score: &quiz.Score{Right: right, Max: 9, Confusion: quiz.Confusion{{right, 9 - right, 0}}}},
			Sure: quiz.Calibration{{}, {}, {N: 9, Right: right}}}
	}
	scores := quiz.SeatScores{Seat: quiz.Seat{ID: "s", Name: "Ada W."}, Lines: []quiz.SeatLine{line(1, 1, 3), line(2, 2, 4), line(2, 3, 5), line(1, 1, 6)}}
	if got := editions(scores.Lines); got[0].name() != ", version 1" || got[2].name() != ", version 2, key version 3" {
		t.Errorf("named %q and %q", got[0].name(), got[2].name())
	}
	for text, want := range map[int]string{0: "5 of 9, 56%", 1: "9 of 18, 50%", 2: "4 of 9, 44%", 3: "5 of 9, 56%", 4: "5 of 9, 56%"} {
		page := newPupilPage(scores, text, sampleTime)
		cell := page.Mix.Matrix.Rows[0].Cells[0]
		if got := fmt.Sprintf("%d of %d, %s", cell.N, cell.Of, cell.Percent()); got != want || !strings.Contains(page.Sure.Says, cell.Percent()) || len(page.Mixes) != 3 {
			t.Errorf("text %d: %s, %s, %d texts, want %s", text, got, page.Sure.Says, len(page.Mixes), want)
		}
		if together := strings.HasSuffix(page.Each, "&over=version"); together != (text == 1) {
			t.Errorf("text %d leads to %s", text, page.Each)
		}
	}
}

// TestEachAttempt looks at each attempt of a student: one voided, one handed in and
// one at work.
func TestEachAttempt(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	line := storetest.Assignment(t, s, d.who(), class.ID, func(set *quiz.Settings) { set.Attempts = 3 })
	ada := storetest.Student(t, s, class.Code, "Ada W.")
	path := "/teach/assignment/" + line.ID + "/seat/" + ada.ID
	first := take(t, s, ada, line.ID, 2, 2)
	if _, err := s.VoidAttempt(t.Context(), d.who(), first, "drill"); err != nil {
		t.Fatal(err)
	}
	d.get(path).is(200).says(".lead", "This attempt does not count.").has(".log tbody tr", 12)
	if _, err := s.SubmitAttempt(t.Context(), ada, take(t, s, ada, line.ID, 12, 1), nil); err != nil {
		t.Fatal(err)
	}
	take(t, s, ada, line.ID, 4, 0)
	p := d.get(path).is(200).says(".total", "11 of 12 the same as the key").has("a[href="+path+"/void?attempt=2]", 1)
	if got := p.texts("nav.ways a"); !slices.Equal(got, []string{"Attempt 1 (does not count)", "Attempt 2 (counts)", "Attempt 3 (at work)"}) {
		t.Errorf("the attempts are %q", got)
	}
	for query, total := range map[string]string{"?attempt=1": "0 of 12 the same as the key", "?attempt=2": "11 of 12 the same as the key"} {
		p := d.get(path+query).is(200).says(".total", total).has(".log tbody tr", 12)
		if query == "?attempt=1" {
			p.has(".actions", 0)
		}
	}
	third := d.get(path+"?attempt=3").is(200).has(".log", 0).has("article", 0)
	third.has("a[href="+path+"/void?attempt=3]", 1)
	ask := d.get(path+"/void?attempt=3").is(200).says("h1", "Make attempt 3 not count?")
	d.post(path+"/void?attempt=3", "attempt", ask.value("input[name=attempt]", "value"), "reason", "").is(422).says("h1", "Make attempt 3 not count?")
	d.post(path+"/void?attempt=3", "attempt", ask.value("input[name=attempt]", "value"), "reason", "drill")
	d.get(path+"?attempt=3").is(200).says(".lead", "This attempt does not count.")
	d.get(path).is(200).says(".total", "11 of 12 the same as the key")
	for _, none := range []string{"?attempt=4", "?attempt=x", "/void?attempt=4", "/void?attempt=1", "/reopen?attempt=x"} {
		d.get(path + none).is(404)
	}
}

// TestAnswerLog makes sure that gaps go by the time of saving, whatever the
// order of the questions, and that what was changed says so.
func TestAnswerLog(t *testing.T) {
	from := time.Date(2026, 3, 2, 10, 0, 0, 0, time.Local)
	at := func(seconds int) time.Time { return from.Add(time.Duration(seconds) * time.Second) }
	result := quiz.Result{Attempt: quiz.Attempt{Started: from}, Answers: []quiz.Answer{{N: 1, Label: "fact", Revision: 3, Saved: at(100), Confidence: 2},
		{N: 2, Label: "fact", Revision: 1, Saved: at(40), Flagged: true}, {}, {N: 4, Label: "opinion", Revision: 1, Saved: at(48*3600 + 1)}}}
	for n, mark := range []quiz.Marked{{Right: true, Label: "fact"}, {Label: "fact", Right: true, Except: quiz.Exception{Policy: quiz.PolicyEither}}, {}, {Label: "opinion"}} {
		mark.N, mark.Key.Label = n+1, []questions.Label{"fact", "opinion", "fact", "fact"}[n]
		result.Questions = append(result.Questions, mark)
	}
	log := newAnswerLog(result)
	want := []answerLine{{1, "fact", "fact", "Yes", "10:01:40", "1:00", "2", "Fairly sure", ""}, {2, "fact", "opinion", "No, but counts", "10:00:40", "0:40", "0", "", "Flagged"},
		{3, "", "fact", "Still open", "", "", "", "", ""}, {4, "opinion", "fact", "No", "4 March, 10:00:01", "2878:21", "0", "", ""}}
	if !slices.Equal(log.Lines, want) || log.Says != "1 answer was changed after being first saved." {
		t.Errorf("the log is %+v, %s", log.Lines, log.Says)
	}
}
