package tests

import (
	"fmt"
	"strings"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
	"discern/tests/browser"
)

// mostPresses is how many keys a quiz of 12 may take: with scripts from joining
// to the result, the code and a name of five letters included; without, where
// each page begins at its top, from the first question on.
const mostPresses = 60

// typist is a person without a mouse. Every press counts.
type typist struct {
	t       *testing.T
	tab     *browser.Tab
	presses int
	hold    bool // the focus has to be on something after each press
}

func (p *typist) press(key string) {
	p.t.Helper()
	p.presses++
	p.tab.Press(key)
	if p.hold && p.tab.Focused() == "body" {
		p.t.Errorf("after %s the focus is on nothing, on %s", key, p.tab.Location())
	}
}

// told counts from now on how often a line that screen readers follow says
// "Saved", a question's number each time.
const told = `globalThis.told = []; new MutationObserver(changes => {
	for (const {target, addedNodes} of changes) {
		const says = [...addedNodes].map(node => node.textContent).join("");
		if (target.parentElement && target.closest("[role=status]") && /^Saved/.test(says)) told.push(document.querySelector("h1").innerText);
	}
}).observe(document, {childList: true, subtree: true}); 0`

// saved is how often each question was said to be saved since told.
func (p *typist) saved() map[string]int {
	p.t.Helper()
	var list []string
	p.tab.Eval(`globalThis.told`, &list)
	count := map[string]int{}
	for _, heading := range list {
		count[heading]++
	}
	return count
}

// reach presses Tab until the focus is on what is named, and no further than a
// page can be long.
func (p *typist) reach(name string) {
	p.t.Helper()
	for range 40 {
		if strings.Contains(p.tab.Focused(), name) {
			return
		}
		p.press("Tab")
	}
	p.t.Fatalf("Tab does not reach %q on %s; the focus is on %s", name, p.tab.Location(), p.tab.Focused())
}

func (p *typist) write(text string) {
	p.t.Helper()
	for _, r := range text {
		if r == ' ' {
			p.press("Space")
		} else {
			p.press(string(r))
		}
	}
}

// TestKeyboardOnly takes a quiz from the join code to the result by keys alone,
// with and without scripts. With them the focus is never lost on the way, and
// each answer is said to be saved once.
func TestKeyboardOnly(t *testing.T) {
	for _, scripts := range []bool{false, true} {
		t.Run(fmt.Sprintf("JavaScript %v", scripts), func(t *testing.T) {
			s := start(t, store.Options{})
			teacher := storetest.Teacher(t, s.store, "t@school.example")
			class := storetest.Class(t, s.store, teacher)
			line := storetest.Assignment(t, s.store, teacher, class.ID, func(s *quiz.Settings) { s.Feedback = quiz.FeedbackSubmit })
			p := &typist{t: t, tab: browser.New(t, browser.Options{Width: phone, JavaScript: scripts})}
			p.tab.Open(s.base + "/")
			p.comeIn(class.Code)

			before := p.presses
			if p.presses, p.hold = 0, scripts; scripts {
				p.tab.Eval(told, nil)
			}
			for n := 1; n <= 12; n++ {
				p.answer(n)
			}
			p.reach(`"Hand in"`)
			if scripts {
				p.once()
			}
			p.press("Enter")
			p.hold = false
			if got := p.tab.Text("h1"); got != "Handed in" {
				t.Fatalf("in the end the page says %q", got)
			}
			p.reach("See your result")
			p.press("Enter")
			if got := total(p.tab); !strings.Contains(got, "of 12") {
				t.Errorf("the result says %q", got)
			}
			t.Logf("%d key presses from the first question to the result, %d with joining", p.presses, before+p.presses)
			if all := before + p.presses; p.presses > mostPresses || scripts && all > mostPresses {
				t.Errorf("%d key presses, %d with joining, want at most %d", p.presses, all, mostPresses)
			}
			table, err := s.store.Scores(t.Context(), teacher, line.ID)
			if err != nil || len(table.Rows) != 1 || table.Rows[0].Answered != 12 || table.Rows[0].Attempt.State != quiz.Submitted {
				t.Errorf("stored: %+v, %v, want one student with 12 answers handed in", table.Rows, err)
			}
			clean(t, p.tab, s.base)
		})
	}
}

// TestKeyboardControl answers the same questions from the top of each page, as
// if Next led there: that takes more keys than a quiz may.
func TestKeyboardControl(t *testing.T) {
	s := start(t, store.Options{})
	b := s.begin(t, browser.Options{Width: phone})
	p := &typist{t: t, tab: b.tab}
	for n := 1; n <= 12; n++ {
		p.tab.Open(fmt.Sprintf("%s/attempt/%s/%d", s.base, b.attempt, n))
		p.answer(n)
	}
	if p.presses <= mostPresses {
		t.Errorf("from the top of each page it takes %d keys, which the check would not notice", p.presses)
	}
}

// comeIn joins and starts the quiz.
func (p *typist) comeIn(code string) {
	p.t.Helper()
	p.reach("input#code")
	p.write(code)
	p.press("Enter")
	p.reach("input#name")
	p.write("Amira")
	p.press("Enter")
	p.reach("Start the quiz")
	p.press("Enter")
}

// answer chooses a kind and goes on. Space chooses the first of the group,
// an arrow another; Enter in the group sends the form as Next does.
func (p *typist) answer(n int) {
	p.t.Helper()
	if got, want := p.tab.Text("h1"), fmt.Sprintf("Question %d of 12", n); got != want {
		p.t.Fatalf("the page says %q, want %q", got, want)
	}
	var scrolled float64
	if p.tab.Eval("scrollY", &scrolled); scrolled != 0 {
		p.t.Errorf("question %d begins %v px below the top of its page", n, scrolled)
	}
	p.reach("input#label-fact")
	if n%2 == 0 {
		p.press("ArrowDown")
	} else {
		p.press("Space")
	}
	if p.hold {
		saysSaved(p.t, p.tab)
	}
	p.press("Enter")
}

// once wants every answer to have been said to be saved exactly once, and a
// line that says it twice to be noticed.
func (p *typist) once() {
	p.t.Helper()
	said := p.saved()
	for n := 1; n <= 12; n++ {
		if got := said[fmt.Sprintf("Question %d of 12", n)]; got != 1 {
			p.t.Errorf("answer %d was said to be saved %d times, want once", n, got)
		}
	}
	p.tab.Eval(`for (let i = 0; i < 2; i++) document.getElementById("saved").replaceChildren("Saved 10:00"); document.getElementById("saved").replaceChildren(); 0`, nil)
	if got := p.saved()[p.tab.Text("h1")]; got != 2 {
		p.t.Errorf("what was said twice is counted as %d", got)
	}
}
