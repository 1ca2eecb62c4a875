package web

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store/storetest"
)

// pooledWorld is a school of two classes of two teachers, in which twelve students
// hand in. From says which of them is the first of the first class, which has so
// many students; each student has answers of their own.
type pooledWorld struct {
	page, api string
	reader    *desktop
}

func newPooledWorld(t *testing.T, from, inFirst int, answer func(student, n int) questions.Label) pooledWorld {
	t.Helper()
	s, sit := newDesktops(t)
	reader := sit("reader@school.example", quiz.Reviewer)
	var codes, lines []string
	for i := range 2 {
		d := sit(fmt.Sprintf("teacher%d@school.example", i), quiz.TeacherOf)
		class := storetest.Class(t, s, d.who())
		line := storetest.Assignment(t, s, d.who(), class.ID, func(set *quiz.Settings) { set.Count = quiz.All })
		codes, lines = append(codes, class.Code), append(lines, line.ID)
	}
	for i := range 12 {
		who, in := (i+from)%12, 0
		if i >= inFirst {
			in = 1
		}
		pupil := storetest.Student(t, s, codes[in], fmt.Sprint("Pupil ", i))
		sheet, _, err := s.StartAttempt(t.Context(), pupil, lines[in], quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		var changes []quiz.Change
		for _, q := range sheet.Questions {
			if label := answer(who, q.N); label != "" {
				changes = append(changes, quiz.Change{N: q.N, Label: label})
			}
		}
		if _, err := s.SubmitAttempt(t.Context(), pupil, sheet.Attempt.ID, changes); err != nil {
			t.Fatal(err)
		}
		if i%5 == 0 {
			time.Sleep(2 * time.Millisecond)
		}
	}
	return pooledWorld{reader.get("/review/pack/macron-leaks/items?version=1").is(200).body, reader.get("/api/v1/packs/macron-leaks/items").is(200).body, reader}
}

func mixed(student, n int) questions.Label {
	if (student+n)%9 == 0 {
		return ""
	}
	return questions.Labels[(student*n+n)%3]
}

// Which students sit in which class changes nothing of what reviewers see; what
// they answer does.
func TestPooledItemsTellNoClass(t *testing.T) {
	one, other := newPooledWorld(t, 0, 7, mixed), newPooledWorld(t, 5, 3, mixed)
	if one.page != other.page || one.api != other.api {
		t.Error("swapping students between classes changes what reviewers see")
	}
	control := newPooledWorld(t, 0, 7, func(student, n int) questions.Label {
		if student == 4 && n == 1 {
			return questions.Fact
		}
		return mixed(student, n)
	})
	if control.page == one.page || control.api == one.api {
		t.Error("another answer changes nothing: the test does not look at the figures")
	}
	for _, word := range []string{"Pupil", "8B", "teacher0", time.Now().Format("2006-01-02")} {
		if strings.Contains(one.page+one.api, word) {
			t.Errorf("reviewers are told %q", word)
		}
	}
	one.reader.get("/review/pack/macron-leaks/items?version=1&sort=facility").is(200).has("[aria-sort]", 1)
	one.reader.get("/review/pack/macron-leaks/items?version=2").is(404)
	p := one.reader.get("/review/pack/macron-leaks/items").is(200)
	if link := p.value(".items a.passage", "href"); !strings.HasPrefix(link, "/review/pack/macron-leaks?version=1#passage-") {
		t.Errorf("a passage leads to %q", link)
	}
	at, anchor, _ := strings.Cut(p.value(".items a.passage", "href"), "#")
	one.reader.get(at).is(200).has("#"+anchor, 1)
}
