package tests

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// pupil is a student of the lesson and what they mean to say.
type pupil struct {
	*person
	name    string
	attempt string
	picks   []int                   // numbers of the passages, by the texts on the pages
	said    map[int]questions.Label // by question
	handed  bool
}

// TestLesson is the main job from end to end: a class of thirty takes the quiz
// and the teacher reads the scores.
func TestLesson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) { lesson(t, start(t, o)) })
}

func lesson(t *testing.T, s *server) {
	teacher := s.teacher(t, "t@school.example")
	made := teacher.fill(teacher.get("/teach"), "title", "8B English", "allowed", "yes")
	class := strings.TrimPrefix(made.url.Path, "/teach/class/")
	if made.status != 200 || len(class) != 36 {
		t.Fatalf("made a class: %d at %s", made.status, made.url)
	}
	set := teacher.fill(teacher.get("/teach/class/"+class+"/assignment/new"), "pack", "macron-leaks")
	assignment := strings.TrimPrefix(set.url.Path, "/teach/assignment/")
	teacher.ok("PATCH", "/assignments/"+assignment, map[string]any{"state": "open"})
	code := teacher.ok("GET", "/classes/"+class, nil)["code"].(string)

	pupils := joinAll(t, s, code, 30)
	for i, p := range pupils {
		takeQuiz(t, s, teacher, p, i, code)
	}
	differ := map[string]bool{}
	for _, p := range pupils {
		differ[fmt.Sprint(p.picks)] = true
	}
	if len(differ) < 20 {
		t.Errorf("30 students got only %d different quizzes", len(differ))
	}

	unreleased(t, pupils[0])
	if status, problem := teacher.api("POST", "/assignments/"+assignment+"/release", map[string]any{}); status != 409 || problem["code"] != "attempts_open" {
		t.Errorf("release with one still working: %d %v, want 409 attempts_open", status, problem["code"])
	}
	teacher.ok("POST", "/assignments/"+assignment+"/release", map[string]any{"confirm": "close"})
	compare(t, s, teacher, assignment, pupils)
}

// joinAll lets n students in at once, all from one address.
func joinAll(t *testing.T, s *server, code string, n int) []*pupil {
	pupils := make([]*pupil, n)
	var wait sync.WaitGroup
	for i := range pupils {
		wait.Go(func() {
			p := &pupil{person: visitor(t, s.base), name: fmt.Sprint("Pupil ", i+1), said: map[int]questions.Label{}}
			name := p.fill(p.get("/"), "code", strings.ToLower(code[:4]+"-"+code[4:]))
			in := p.fill(name, "name", p.name)
			if in.status != 200 || in.url.Path == "/join" {
				t.Errorf("%s joined: %d at %s: %s", p.name, in.status, in.url, text(in.root))
			}
			begun := p.fill(in)
			parts := strings.Split(begun.url.Path, "/")
			if len(parts) != 4 || parts[3] != "1" {
				t.Errorf("%s began: %d at %s", p.name, begun.status, begun.url)
				return
			}
			p.attempt = parts[2]
			pupils[i] = p
		})
	}
	wait.Wait()
	if t.Failed() {
		t.FailNow()
	}
	return pupils
}

// takeQuiz answers as pupil i does: most of it on the pages, the first two from
// two tabs, the third from another device half-way, the last one never hands in.
func takeQuiz(t *testing.T, s *server, teacher *person, p *pupil, i int, code string) {
	pack := storetest.Pack(t, "macron-leaks.json")
	numbers := map[string]int{}
	for _, item := range pack.Items {
		numbers[item.Text] = item.Number
	}
	random := rand.New(rand.NewPCG(7, uint64(i)))
	for n := 1; n <= 12; n++ {
		question := p.get(fmt.Sprintf("/attempt/%s/%d", p.attempt, n))
		number, known := numbers[text(byID(question.root, "passage"))]
		if !known {
			t.Fatalf("question %d of %s shows no passage: %s", n, p.name, text(question.root))
		}
		p.picks = append(p.picks, number)
		if n%7 == 3 && i%3 == 0 {
			continue // left blank
		}
		label := questions.Labels[random.IntN(3)]
		var after page
		if i < 2 && n == 5 {
			after = p.fill(question, "label", string(label))
			twoTabs(t, p, question, label)
		} else {
			after = p.fill(question, "label", string(label))
		}
		if after.status != 200 {
			t.Fatalf("%s answers %d: %d at %s", p.name, n, after.status, after.url)
		}
		p.said[n] = label
		if i == 2 && n == 6 {
			changeDevice(t, s, teacher, p, code)
		}
	}
	if i == 29 {
		return
	}
	done := p.fill(p.get("/attempt/" + p.attempt + "/review"))
	if done.status != 200 || strings.HasSuffix(done.url.Path, "/review") {
		t.Fatalf("%s hands in: %d at %s: %s", p.name, done.status, done.url, text(done.root))
	}
	p.handed = true
}

// twoTabs saves from a tab that still shows the question as it was before: the
// newer answer must stay, and the student must see both.
func twoTabs(t *testing.T, p *pupil, old page, saved questions.Label) {
	other := questions.Labels[(saved.Index()+1)%3]
	stale := p.fill(old, "label", string(other))
	shown := text(byID(stale.root, "main"))
	if stale.status != 409 || !strings.Contains(strings.ToLower(shown), string(saved)) || !strings.Contains(strings.ToLower(shown), string(other)) {
		t.Errorf("a second tab with an old value: %d, want 409 and both answers: %s", stale.status, shown)
	}
	answers := p.ok("GET", "/attempts/"+p.attempt, nil)["questions"].([]any)
	if got := answers[4].(map[string]any)["label"]; got != string(saved) {
		t.Errorf("after the second tab the answer is %v, want %s", got, saved)
	}
}

// changeDevice goes on with a return code on another device; the old one is out.
func changeDevice(t *testing.T, s *server, teacher *person, p *pupil, code string) {
	seat := p.ok("GET", "/me", nil)["seat"].(map[string]any)["id"].(string)
	card := teacher.ok("POST", "/seats/"+seat+"/code", map[string]any{})
	before := *p.person
	fresh := visitor(t, s.base)
	in := fresh.fill(fresh.fill(fresh.get("/"), "code", code), "seat_code", card["seat_code"].(string))
	if in.status != 200 {
		t.Fatalf("back with a return code: %d at %s: %s", in.status, in.url, text(in.root))
	}
	if status, _ := before.api("GET", "/me", nil); status != 401 {
		t.Errorf("the device of before: %d, want 401", status)
	}
	p.person = fresh
}

// unreleased checks that a student who has handed in gets no result yet.
func unreleased(t *testing.T, p *pupil) {
	if status, problem := p.api("GET", "/attempts/"+p.attempt+"/result", nil); status != 403 || problem["code"] != "not_released" {
		t.Errorf("result before release: %d %v, want 403 not_released", status, problem["code"])
	}
	if got := p.get("/attempt/" + p.attempt + "/result"); got.status != 403 {
		t.Errorf("result page before release: %d, want 403", got.status)
	}
}

// compare holds scores, kinds and confusion, on page and API, against figures
// recomputed here from what was said and the pack's file.
func compare(t *testing.T, s *server, teacher *person, assignment string, pupils []*pupil) {
	pack := storetest.Pack(t, "macron-leaks.json")
	var total quiz.Confusion
	sum := 0
	want := map[string]int{}
	for _, p := range pupils {
		score, confusion, kinds := byHand(pack, p)
		want[p.name], sum = score, sum+score
		total.Add(confusion)
		result := p.ok("GET", "/attempts/"+p.attempt+"/result", nil)
		if int(result["score"].(float64)) != score || result["max"].(float64) != 12 {
			t.Errorf("%s: API says %v of %v, by hand %d of 12", p.name, result["score"], result["max"], score)
		}
		for kind, of := range kinds {
			got := result["by_kind"].(map[string]any)[string(kind)].(map[string]any)
			if int(got["right"].(float64)) != of[0] || int(got["of"].(float64)) != of[1] {
				t.Errorf("%s: %s %v, by hand %v", p.name, kind, got, of)
			}
		}
		if shown := text(byID(p.get("/attempt/"+p.attempt+"/result").root, "main")); !strings.Contains(shown, fmt.Sprintf("%d of 12", score)) {
			t.Errorf("%s: the page does not say %d of 12: %.200s", p.name, score, shown)
		}
	}
	scores := teacher.ok("GET", "/assignments/"+assignment+"/scores", nil)
	if n := int(scores["n"].(float64)); n != len(pupils) {
		t.Errorf("n = %d, want %d", n, len(pupils))
	}
	if mean := scores["mean"].(float64); fmt.Sprintf("%.6f", mean) != fmt.Sprintf("%.6f", float64(sum)/float64(len(pupils))) {
		t.Errorf("mean = %v, by hand %v", mean, float64(sum)/float64(len(pupils)))
	}
	for _, row := range scores["students"].([]any) {
		row := row.(map[string]any)
		if name := row["seat"].(map[string]any)["name"].(string); int(row["score"].(float64)) != want[name] {
			t.Errorf("scores: %s has %v, by hand %d", name, row["score"], want[name])
		}
	}
	compareConfusion(t, teacher, assignment, total)
	comparePage(t, teacher, assignment, want, total)
}

// byHand scores a pupil without the program's own rules.
func byHand(pack *questions.Pack, p *pupil) (score int, confusion quiz.Confusion, kinds map[questions.Label][2]int) {
	kinds = map[questions.Label][2]int{}
	for i, number := range p.picks {
		var key questions.Label
		for _, item := range pack.Items {
			if item.Number == number {
				key = item.Label
			}
		}
		part := kinds[key]
		part[1]++
		if said, answered := p.said[i+1]; answered {
			confusion[key.Index()][said.Index()]++
			if said == key {
				score++
				part[0]++
			}
		}
		kinds[key] = part
	}
	return score, confusion, kinds
}

func compareConfusion(t *testing.T, teacher *person, assignment string, want quiz.Confusion) {
	answer := teacher.ok("GET", "/assignments/"+assignment+"/confusion", nil)
	var got quiz.Confusion
	for k, key := range questions.Labels {
		for l, label := range questions.Labels {
			got[k][l] = int(answer["confusion"].(map[string]any)[string(key)].(map[string]any)[string(label)].(float64))
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("confusion = %v, by hand %v", got, want)
	}
}

// comparePage reads the same figures off the teacher's page.
func comparePage(t *testing.T, teacher *person, assignment string, want map[string]int, total quiz.Confusion) {
	shown := teacher.get("/teach/assignment/" + assignment + "/scores")
	seen := 0
	for _, row := range find(shown.root, "tr") {
		heads, cells := find(row, "th"), find(row, "td")
		if len(heads) != 1 || len(cells) == 0 {
			continue
		}
		if score, known := want[text(heads[0])]; known {
			seen++
			if !strings.HasPrefix(text(cells[0]), strconv.Itoa(score)) {
				t.Errorf("page: %s has %q, by hand %d", text(heads[0]), text(cells[0]), score)
			}
		}
	}
	if seen != len(want) {
		t.Errorf("the page lists %d of %d students", seen, len(want))
	}
	matrix := byID(teacher.get("/teach/assignment/"+assignment+"/confusion").root, "matrix")
	if matrix == nil {
		t.Fatal("the page has no confusion matrix")
	}
	var cells []string
	for _, small := range find(matrix, "small") {
		cells = append(cells, text(small))
	}
	var figures []string
	for k, row := range total {
		for _, n := range row {
			figures = append(figures, fmt.Sprintf("%d of %d", n, total[k][0]+total[k][1]+total[k][2]))
		}
	}
	if !reflect.DeepEqual(cells, figures) {
		t.Errorf("matrix = %q, by hand %q", cells, figures)
	}
}
