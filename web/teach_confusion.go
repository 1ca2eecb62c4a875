package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
)

// confusionPage is what a class, or one student of it, takes for what.
type confusionPage struct {
	desk
	Tab      string
	Class    quiz.Class
	Line     quiz.Assignment
	Language string
	Student  *quiz.Seat
	Scope    confusionScope
	Alike    int // quizzes of the class that can be counted together
	Attempts int
	Mix      mixView
	Sure     *sureView // nil: not asked, or nobody said
	Passages []passageMix
	Students []studentMix
	Pages    []way // of the students, if there are more than one
}

// confusionScope is whose answers to what the page counts, as in its address.
type confusionScope struct {
	Student string // id, "" for the class
	All     bool   // all quizzes of the class on this version
	Page    int    // of the students, from 1
}

// studentsAPage is how many students stand on one page.
const studentsAPage = 50

// passageMix is what was said of one passage.
type passageMix struct {
	Number int
	Text   string
	Key    questions.Label
	said
	Dropped bool
}

// studentMix is what one student took for what, in short.
type studentMix struct {
	Name, Link string
	Kinds      [3]share
	Most       string // commonest mix-up
	Sure       string // right when very sure
}

// link is the address of a scope on the same page.
func (s confusionScope) link() string {
	q := url.Values{}
	if s.Student != "" {
		q.Set("student", s.Student)
	}
	if s.All {
		q.Set("over", "version")
	}
	if s.Page > 1 {
		q.Set("page", strconv.Itoa(s.Page))
	}
	return "?" + q.Encode()
}

// Whole, Only and Together lead to the class, and to one quiz or all.
func (s confusionScope) Whole() string { return confusionScope{All: s.All}.link() }

// Only: see Whole.
func (s confusionScope) Only() string { return confusionScope{Student: s.Student}.link() }

// Together: see Whole.
func (s confusionScope) Together() string {
	return confusionScope{Student: s.Student, All: true}.link()
}

// teachConfusion answers GET /teach/assignment/{id}/confusion.
func (s *Server) teachConfusion(c echo.Context) error {
	page, _ := strconv.Atoi(c.QueryParam("page")) // anything else is the first
	scope := confusionScope{c.QueryParam("student"), c.QueryParam("over") == "version", min(max(1, page), 1e6)}
	table, err := s.store.Confusion(c.Request().Context(), s.staff(c), c.Param("id"), scope.Student, scope.All)
	if err != nil {
		return err
	}
	view := newConfusionPage(table, scope)
	view.desk = s.desk(c, "classes", "Mix-ups in "+table.Assignment.Title, nil)
	return s.page(c, http.StatusOK, "teach-confusion", view)
}

func newConfusionPage(t quiz.ConfusionTable, scope confusionScope) confusionPage {
	who, begin := "the class", "The class"
	if t.Student != nil {
		who, begin = t.Student.Name, t.Student.Name
	}
	view := confusionPage{Tab: "confusion", Class: t.Class, Line: t.Assignment, Language: t.Language, Student: t.Student, Scope: scope,
		Alike: t.Alike, Attempts: t.Attempts, Mix: newMixView(begin, t.Confusion, t.Findings(), t.Attempts), Sure: newSureView(who, t.Sure)}
	for _, p := range t.Passages() {
		view.Passages = append(view.Passages, passageMix{Number: p.Number, Text: p.Text, Key: p.Label, said: newSaid(p.Counts, p.Label), Dropped: p.Dropped})
	}
	if t.Student == nil {
		view.students(t, scope)
	}
	return view
}

// students adds one page of the students who have an attempt that counts.
func (p *confusionPage) students(t quiz.ConfusionTable, scope confusionScope) {
	var all []quiz.StudentConfusion
	for _, one := range t.Students {
		if one.Attempts > 0 {
			all = append(all, one)
		}
	}
	from := min(max(scope.Page-1, 0)*studentsAPage, len(all))
	for _, one := range all[from:min(from+studentsAPage, len(all))] {
		p.Students = append(p.Students, newStudentMix(one, scope))
	}
	for at := 0; at < len(all) && len(all) > studentsAPage; at += studentsAPage {
		n := at/studentsAPage + 1
		p.Pages = append(p.Pages, way{Name: fmt.Sprintf("%d to %d", at+1, min(at+studentsAPage, len(all))),
			Link: confusionScope{All: scope.All, Page: n}.link() + "#each", Here: n == scope.Page})
	}
}

func newStudentMix(one quiz.StudentConfusion, scope confusionScope) studentMix {
	row := studentMix{Name: one.Seat.Name, Link: confusionScope{Student: one.Seat.ID, All: scope.All}.link(), Most: "none"}
	for k, counts := range one.Confusion {
		row.Kinds[k] = share{counts[k], counts[0] + counts[1] + counts[2]}
	}
	if found := one.Confusion.Findings(); len(found) > 0 {
		row.Most = fmt.Sprintf("%s for %s", found[0].Key, found[0].Taken)
	}
	if sure := one.Sure[quiz.Levels-1]; sure.N > 0 {
		row.Sure = fmt.Sprintf("%d of %d", sure.Right, sure.N)
	}
	return row
}

// said is how many answers said which kind, as a bar and as numbers.
type said struct {
	Split  []splitPart
	Counts []kindN
	Blank  int
}

func newSaid(counts itemstats.Counts, key questions.Label) said {
	s := said{Split: newSplit(counts), Blank: counts[itemstats.Kinds]}
	for k, label := range questions.Labels {
		s.Counts = append(s.Counts, kindN{label, counts[k], label == key})
	}
	return s
}
