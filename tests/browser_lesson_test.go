package tests

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"discern/questions"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// lessonRoom is a lesson with one teacher and one student, each at a phone.
type lessonRoom struct {
	t                *testing.T
	s                *server
	scripts          bool
	teacher, student *browser.Tab

	code    string // as the teacher's page shows it
	quiz    string // address of the quiz's page for the teacher
	attempt string // address of the student's attempt
	score   int    // recomputed here from the pack's file
}

// TestBrowserLesson is a whole lesson on real pages, with and without scripts.
func TestBrowserLesson(t *testing.T) {
	for _, scripts := range []bool{false, true} {
		t.Run(fmt.Sprintf("JavaScript %v", scripts), func(t *testing.T) {
			o := browser.Options{Width: phone, JavaScript: scripts}
			r := &lessonRoom{t: t, s: start(t, store.Options{}), scripts: scripts,
				teacher: browser.New(t, o), student: browser.New(t, o)}
			r.comeIn()
			r.setQuiz()
			r.joinClass()
			r.answerAll()
			r.handIn()
			r.release()
			r.readResult()
			clean(t, r.teacher, r.s.base)
			clean(t, r.student, r.s.base)
		})
	}
}

// look audits a page. With scripts on, only a page that has one: any other is
// letter for letter the page that the run without scripts has looked at.
func (r *lessonRoom) look(tab *browser.Tab, page string) {
	r.t.Helper()
	var scripted bool
	if tab.Eval(`!!document.querySelector("script")`, &scripted); scripted || !r.scripts {
		audit(r.t, tab, page)
	}
}

// comeIn signs the teacher in: with the link of the first start, and without
// scripts with that of an account that somebody made.
func (r *lessonRoom) comeIn() {
	if !r.scripts {
		r.s.signIn(r.t, r.teacher, "t@school.example")
		return
	}
	link, err := r.s.store.NewLink(context.Background(), "")
	if err != nil {
		r.t.Fatal(err)
	}
	r.teacher.Open(r.s.base + "/setup/" + link)
	audit(r.t, r.teacher, "set up")
	r.teacher.Fill("E-mail", "t@school.example")
	r.teacher.Fill("Name that students see", "The teacher")
	r.teacher.Fill("New password", "correct horse battery")
	r.teacher.Click("Set up and sign in")
}

// setQuiz makes a class, sets the quiz, opens it and reads the join code.
func (r *lessonRoom) setQuiz() {
	tab := r.teacher
	r.look(tab, "no classes")
	tab.Fill("Name of the class", "8B English")
	tab.Click("#allowed")
	tab.Click("Make the class")
	r.look(tab, "new class")
	r.code = tab.Text(".ticket .code")
	tab.Click("Set a quiz")
	r.look(tab, "set a quiz")
	tab.Click("input[value=macron-leaks]")
	tab.Click("Set the quiz")
	r.look(tab, "quiz, still closed")
	r.quiz = tab.Location()
	tab.Click("Open the quiz")
	if got := tab.Text(".finding"); !strings.Contains(got, "is open") {
		r.t.Fatalf("after opening the quiz the page says %q", got)
	}
}

// joinClass lets the student in, after a wrong code and a name that cannot be.
func (r *lessonRoom) joinClass() {
	tab := r.student
	tab.Open(r.s.base + "/")
	r.look(tab, "join")
	tab.Fill("Class code", "ZZZZ ZZZZ")
	tab.Click("Join")
	refused(r.t, tab, "wrong code", 404)
	tab.Fill("Class code", strings.ToLower(r.code))
	tab.Click("Join")
	r.look(tab, "name")
	tab.Fill("Your name in class", "<Amira>")
	tab.Click("Go on")
	refused(r.t, tab, "name that cannot be", 422)
	tab.Fill("Your name in class", "Amira B")
	tab.Click("Go on")
	r.look(tab, "start")
	tab.Click("Start the quiz")
	r.attempt = strings.TrimSuffix(tab.Location(), "/1")
	tab.Open(r.s.base + "/attempt/nowhere")
	refused(r.t, tab, "not found", 404)
	tab.Open(r.attempt + "/1")
}

// answerAll answers twelve questions, goes back once and flags the seventh; the
// ninth stays open until the review asks for it.
func (r *lessonRoom) answerAll() {
	tab, pack := r.student, storetest.Pack(r.t, "macron-leaks.json")
	for n := 1; n <= 12; n++ {
		if got, want := tab.Text("h1"), fmt.Sprintf("Question %d of 12", n); got != want {
			r.t.Fatalf("the page says %q, want %q", got, want)
		}
		if n == 1 {
			r.look(tab, "question")
		}
		label := questions.Labels[n%3]
		if key(r.t, pack, tab.Text("#passage")) == label {
			r.score++
		}
		if n != 9 {
			r.say(label)
		}
		if n == 5 {
			r.back(4)
		}
		if n == 7 {
			tab.Click("[name=flag]")
			r.look(tab, "question with a flag")
		}
		tab.Click("Next")
	}
	r.look(tab, "review with one open")
	tab.Click("Answer question 9")
	r.say(questions.Labels[0])
	tab.Click("All questions")
	if got := tab.Text(".grid"); r.scripts && strings.Contains(got, "open") {
		r.t.Errorf("a choice was not saved at once: the review says %q", got)
	}
	if !r.scripts { // there a choice goes with the form alone
		tab.Back()
		r.say(questions.Labels[0])
		tab.Click("Next")
		tab.Click("All questions")
	}
}

// say chooses a card. With scripts it is saved at once, and the page says so.
func (r *lessonRoom) say(label questions.Label) {
	r.t.Helper()
	choose(r.student, label)
	if r.scripts {
		saysSaved(r.t, r.student)
	}
}

// back goes to the question before and finds its answer there.
func (r *lessonRoom) back(n int) {
	tab := r.student
	tab.Click("Previous")
	var chosen string
	tab.Eval(`document.querySelector("[name=label]:checked")?.value ?? ""`, &chosen)
	if want := string(questions.Labels[n%3]); chosen != want || tab.Text("h1") != fmt.Sprintf("Question %d of 12", n) {
		r.t.Errorf("back at %q the answer is %q, want %q", tab.Text("h1"), chosen, want)
	}
	r.look(tab, "question with an answer")
	tab.Click("Next")
}

// handIn looks over the answers and hands them in; the result has to wait.
func (r *lessonRoom) handIn() {
	tab := r.student
	if got := tab.Text(".grid"); strings.Contains(got, "open") {
		r.t.Errorf("all are answered, the review says %q", got)
	}
	var flags int
	if tab.Eval(`document.querySelectorAll('.grid [href="#flag"]').length`, &flags); flags != 1 {
		r.t.Errorf("the review shows %d flags, want 1", flags)
	}
	r.look(tab, "review")
	tab.Click("Hand in")
	r.look(tab, "handed in")
	if got := tab.Text("main"); !strings.Contains(got, "when your teacher releases it") {
		r.t.Errorf("after handing in the page says %q", got)
	}
	tab.Click("Go to your class")
	r.look(tab, "class")
	tab.Open(r.attempt + "/result")
	refused(r.t, tab, "result that waits", 403)
}

// release is the teacher's part after the quiz, with a page that asks first.
func (r *lessonRoom) release() {
	tab := r.teacher
	tab.Open(r.quiz)
	r.look(tab, "quiz, all handed in")
	tab.Click("Release the results")
	r.look(tab, "release?")
	tab.Click("Close and release the results")
	tab.Click("Scores")
	r.look(tab, "scores")
	if got, want := tab.Text(".names tbody td"), fmt.Sprint(r.score); got != want {
		r.t.Errorf("the teacher's page says %s, by hand %s", got, want)
	}
	tab.Click("Amira B")
	r.look(tab, "result, for the teacher")
	if got, want := total(tab), fmt.Sprintf("%d of 12", r.score); !strings.HasPrefix(got, want) {
		r.t.Errorf("the teacher's page of the student says %q, by hand %q", got, want)
	}
}

// total is the score in words, as the page has it.
func total(tab *browser.Tab) string {
	return strings.Join(strings.Fields(tab.Text(".total")), " ")
}

// readResult holds the student's page against the pack's file.
func (r *lessonRoom) readResult() {
	tab := r.student
	tab.Open(r.attempt + "/result")
	r.look(tab, "result")
	if got, want := total(tab), fmt.Sprintf("%d of 12", r.score); !strings.HasPrefix(got, want) {
		r.t.Errorf("the student's page says %q, by hand %q", got, want)
	}
	type shown struct {
		Passage, Because string
		Cues             []string
	}
	var readings []shown
	tab.Eval(`[...document.querySelectorAll(".reading")].map((el) => ({
		Passage: el.querySelector(".passage").innerText, Because: el.querySelector(".because p").innerText,
		Cues: [...el.querySelectorAll(".passage .cue")].map((cue) => cue.innerText)}))`, &readings)
	if len(readings) != 12 {
		r.t.Fatalf("the result shows %d statements, want 12", len(readings))
	}
	for _, item := range storetest.Pack(r.t, "macron-leaks.json").Items {
		for n, got := range readings {
			if item.Text != got.Passage {
				continue
			}
			if got.Because != item.Rationale {
				r.t.Errorf("statement %d gives the reason %q, want %q", n+1, got.Because, item.Rationale)
			}
			if len(got.Cues) == 0 || len(got.Cues) != len(item.Cues) {
				r.t.Errorf("statement %d marks %q, want %d places", n+1, got.Cues, len(item.Cues))
			}
		}
	}
}
