package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// lesson is a class in the middle of a quiz: Ada has handed in 9 of 12, Ben is
// at work with 3 answers, Cleo has joined, Dan has not.
type lesson struct {
	class    quiz.Class
	line     quiz.AssignmentLine
	ada, ben quiz.Actor
	path     string // of the assignment
}

func newLesson(t *testing.T, s *store.Store, d *desktop) lesson {
	t.Helper()
	ctx, who := context.Background(), d.who()
	l := lesson{class: storetest.Class(t, s, who)}
	l.line = storetest.Assignment(t, s, who, l.class.ID, nil)
	l.path = "/teach/assignment/" + l.line.ID
	l.ada, l.ben = storetest.Student(t, s, l.class.Code, "Ada W."), storetest.Student(t, s, l.class.Code, "Ben T.")
	storetest.Student(t, s, l.class.Code, "Cleo R.")
	if _, err := s.AddSeats(ctx, who, l.class.ID, []string{"Dan O."}, quiz.Intent{}); err != nil {
		t.Fatal(err)
	}
	attempt := take(t, s, l.ada, l.line.ID, 12, 3)
	if _, err := s.SubmitAttempt(ctx, l.ada, attempt, nil); err != nil {
		t.Fatal(err)
	}
	take(t, s, l.ben, l.line.ID, 3, 0)
	return l
}

// take answers the first questions of a quiz, the first wrong ones of them not
// as the key, and returns the attempt.
func take(t *testing.T, s *store.Store, who quiz.Actor, assignment string, answered, wrong int) string {
	t.Helper()
	ctx := context.Background()
	sheet, _, err := s.StartAttempt(ctx, who, assignment, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	pack := storetest.Pack(t, "macron-leaks.json")
	for i, q := range sheet.Questions[:answered] {
		item, _ := pack.Item(q.Passage.Number)
		label := item.Label
		if i < wrong {
			label = questions.Labels[(label.Index()+1)%3]
		}
		if _, _, err := s.SaveAnswer(ctx, who, sheet.Attempt.ID, quiz.Change{N: q.N, Label: label}); err != nil {
			t.Fatal(err)
		}
	}
	return sheet.Attempt.ID
}

func TestAssignmentStates(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	line, err := s.CreateAssignment(context.Background(), d.who(), class.ID, quiz.NewAssignment{Pack: "everyday", Settings: quiz.DefaultSettings()}, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	path := "/teach/assignment/" + line.ID
	buttons := func(want ...string) {
		t.Helper()
		if got := d.get(path).is(200).texts("main button"); !slices.Equal(got, want) {
			t.Errorf("the page has the buttons %q, want %q", got, want)
		}
	}
	buttons("Open the quiz")
	d.post(path + "/release").is(409)
	d.post(path+"/state", "state", "released").is(400)
	d.post(path+"/state", "state", "open").to(path)
	buttons("Close the quiz", "Pause", "Release the results")
	d.post(path+"/state", "state", "paused").to(path)
	buttons("Go on", "Close the quiz", "Release the results")
	d.post(path+"/state", "state", "open").to(path)
	d.post(path+"/state", "state", "closed").to(path)
	buttons("Release the results")
	d.post(path+"/state", "state", "open").is(409)
	d.get(path + "/release").to(path)
	d.post(path + "/release").to(path)
	buttons("Take the results back")
	d.post(path + "/unrelease").to(path)
	buttons("Release the results")
}

func TestAssignmentPage(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	l := newLesson(t, s, d)
	p := d.get(l.path).is(200).says(".tabs [aria-current=page]", "Live").says("#state", "The quiz is open.").
		says("#counts", "1 at work, 1 of 4 handed in. 15 of 24 answers are in.")
	if got := p.texts(".figures dd"); !slices.Equal(got, []string{"3 of 4", "1", "1", "15 of 24"}) {
		t.Errorf("joined, at work, handed in, answers: %q", got)
	}
	if got := p.texts("tbody td.num"); !slices.Equal(got, []string{"12 of 12", "3 of 12", "-", "-"}) {
		t.Errorf("answered: %q", got)
	}
	p.has("tbody th a", 4).has("tbody td.done", 15).has("td.none", 24)
	rows := d.get("/teach/class/" + l.class.ID).texts("table.names tbody td")
	if !strings.HasPrefix(rows[1], "9 of 12, handed in today") || rows[3] != "3 of 12 answered" || rows[5] != "Not started" || rows[6] != "Not yet" {
		t.Errorf("the class's page says %q", rows)
	}

	d.post(l.path + "/release").to(l.path + "/release")
	d.get(l.path+"/release").is(200).says(".lead", "1 student is still working.").has("input[value=close]", 1)
	if line, err := s.Assignment(context.Background(), d.who(), l.line.ID); err != nil || line.State != quiz.Open {
		t.Fatalf("asking has made it %s, %v", line.State, err)
	}
	d.post(l.path+"/release", "confirm", "close").to(l.path)
	d.get(l.path).is(200).says("main button", "Take the results back")
}

func TestScoresPage(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	class := storetest.Class(t, s, d.who())
	line := storetest.Assignment(t, s, d.who(), class.ID, nil)
	path := "/teach/assignment/" + line.ID + "/scores"
	d.get(path).is(200).has(".lead a", 0).has(".spread", 0).has("tbody tr", 0)

	l := newLesson(t, s, d)
	path = l.path + "/scores"
	cleo := storetest.Student(t, s, l.class.Code, "Eve M.")
	attempt := take(t, s, cleo, l.line.ID, 10, 0)
	if _, err := s.SubmitAttempt(context.Background(), cleo, attempt, nil); err != nil {
		t.Fatal(err)
	}
	p := d.get(path).is(200).has(".spread a", 2).has(".spread svg", 2)
	p.says(".prose", "Of 24 questions asked, 2 were left open and 3 have an answer that is not the same as the key.")
	d.get(p.value(".lead a", "href")).is(200).has(".matrix .most", 1)
	if p.texts("#scores")[0] != "Scores" || !slices.Equal(names(p), []string{"Eve M.", "Ada W.", "Ben T.", "Cleo R.", "Dan O."}) {
		t.Errorf("by score, highest first: %q", names(p))
	}
	for query, want := range map[string]string{
		"?sort=score&up=1": "Ada W.", "?sort=name": "Ada W.", "?sort=name&up=0": "Eve M.", "?sort=blank": "Eve M.", "?sort=blank&up=1": "Ada W.",
		"?sort=differs": "Ada W.", "?sort=differs&up=1": "Eve M.",
		"?sort=no-such": "Eve M.",
	} {
		sorted := d.get(path + query).is(200)
		if got := names(sorted); query != "?sort=name&up=0" && got[0] != want || query == "?sort=name&up=0" && got[4] != "Ada W." {
			t.Errorf("%s: %q", query, got)
		}
		sorted.has("th[aria-sort]", 1)
	}
	// Of Ben, who is at work, nothing is shown but that.
	for _, row := range p.all("table.names tbody tr") {
		if strings.HasPrefix(folded(row), "Ben") && folded(row) != "Ben T.1Working" {
			t.Errorf("of an attempt at work the table shows %q", folded(row))
		}
	}
	testSameAsAPI(t, s, d, l, p)
}

func names(p screen) []string { return p.texts("table.names tbody th") }

// testSameAsAPI compares the page's figures with those of the API.
func testSameAsAPI(t *testing.T, s *store.Store, d *desktop, l lesson, p screen) {
	t.Helper()
	token, err := s.NewToken(context.Background(), "teacher@school.example")
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/api/v1/assignments/"+l.line.ID+"/scores", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	d.server.ServeHTTP(w, r)
	var told struct {
		N                int
		Mean, Median, SD float64
	}
	if err := json.Unmarshal(w.Body.Bytes(), &told); err != nil || w.Code != 200 {
		t.Fatalf("the API says %d %s, %v", w.Code, w.Body, err)
	}
	p.says(".finding", fmt.Sprintf("The mean score is %.1f of 12. The middle score (median) is %v, the standard deviation %.1f. %d of 5 students have handed in.",
		told.Mean, told.Median, told.SD, told.N))
}

func TestTeachResult(t *testing.T) {
	s, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	l := newLesson(t, s, d)
	ada, ben := l.path+"/seat/"+l.ada.ID, l.path+"/seat/"+l.ben.ID
	p := d.get(ada).is(200).says("h1", "Ada W.").says(".total", "9 of 12 the same as the key").has("article", 12).has("article.differs", 3)
	p.has("a[href="+ada+"/void]", 1).has("a[href="+ada+"/reopen]", 1)
	d.get(ben).is(200).says(".lead", "3 of 12 answered.").has("article", 0).has(".total", 0).has(".kind", 0)

	form := d.get(ada + "/reopen").is(200)
	id := form.value("input[name=attempt]", "value")
	d.post(ada+"/reopen", "attempt", id, "reason", " ").is(422).has("#reason-why", 1)
	d.post(ada+"/reopen", "attempt", id, "reason", strings.Repeat("long ", 60)).is(422)
	d.post(ada+"/reopen", "attempt", id, "reason", "pressed too early").to(l.path)
	d.get(ada).is(200).says(".lead", "12 of 12 answered.").has("article", 0)
	d.post(ada+"/void", "attempt", id, "reason", "left the room").to(l.path)
	d.get(ada).is(200).says(".lead", "This attempt does not count.").has("article", 12).has("a[href="+ada+"/void]", 0)
	d.get(ada + "/void").is(404)
	d.post(ada+"/void", "attempt", id, "reason", "once more").is(409)
}

func TestPacks(t *testing.T) {
	_, sit := newDesktops(t)
	d := sit("teacher@school.example", quiz.TeacherOf)
	d.get("/teach/packs").is(200).has("tbody tr", 2).says("nav [aria-current=page]", "Quizzes")
	pack := storetest.Pack(t, "macron-leaks.json")
	p := d.get("/teach/packs/macron-leaks").is(200).has("article", len(pack.Items)).has(".because", len(pack.Items))
	if len(p.all("mark.cue")) < len(pack.Items) {
		t.Error("the words that give the kind away are not marked")
	}
	d.get("/teach/packs/macron-leaks?version=1").is(200)
	d.get("/teach/packs/macron-leaks?version=99").is(404)
	d.get("/teach/packs/macron-leaks?version=x").is(404)
	d.get("/teach/packs/no-such").is(404)
}
