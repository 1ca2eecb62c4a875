package api_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"discern/quiz/store"
)

// handIn lets a new student of the class hand in, saying label to each question.
func (s *site) handIn(code, name, assignment string, label func(n int) string) {
	s.t.Helper()
	token := s.ask("", "POST", "/join", object{"code": code, "name": name}).is(201).str("token")
	attempt := s.ask(token, "POST", "/assignments/"+assignment+"/attempts", nil).is(201)
	var answers []object
	for n := range int(attempt.get("count").(float64)) {
		answers = append(answers, object{"n": n + 1, "label": label(n + 1)})
	}
	s.ask(token, "POST", "/attempts/"+attempt.str("id")+"/submit", object{"answers": answers}).is(200)
}

// asking is a class with a quiz of all passages of a pack.
func (s *site) asking(teacher string) (code, assignment string) {
	s.t.Helper()
	class := s.ask(teacher, "POST", "/classes", object{"title": "8B =1"}).is(201)
	settings := object{"count": "all"}
	assignment = s.ask(teacher, "POST", "/classes/"+class.str("id")+"/assignments", object{"pack": "everyday", "settings": settings}).is(201).str("id")
	s.ask(teacher, "PATCH", "/assignments/"+assignment, object{"state": "open"}).is(200)
	return class.str("code"), assignment
}

// What is shown grows with the class, and what is not shown has its reason.
func TestItemsByClassSize(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("ta@school.example", "teacher")
	code, assignment := s.asking(teacher)
	labels := []string{"fact", "inference", "opinion"}
	for n := 1; n <= 30; n++ {
		s.handIn(code, fmt.Sprint("Pupil ", n), assignment, func(q int) string { return labels[(n*q+n/4)%3] })
		if n != 9 && n != 10 && n != 29 && n != 30 {
			continue
		}
		got := s.ask(teacher, "GET", "/assignments/"+assignment+"/items", nil).is(200)
		line := func(field string) any { return got.get("items.0." + field) }
		if got.get("n") != float64(n) || line("n") != float64(n) || line("counts.blank") != 0.0 {
			t.Errorf("%d students: %s", n, got.text)
		}
		for field, from := range map[string]int{"facility": 10, "facility_low": 10, "facility_high": 10, "facility_corrected": 10, "discrimination": 30, "low": 30, "high": 30,
			"discriminative_efficiency": 30, "point_biserial": 30, "thirds": 30, "quintiles": 30} {
			if shown := line(field) != nil; shown != (n >= from) {
				t.Errorf("%d students: %s shown = %t", n, field, shown)
			}
		}
		if why := line("why") != nil; why != (n < 30) {
			t.Errorf("%d students: why = %v", n, line("why"))
		}
		s.sameTable(teacher, assignment, got)
		if known := got.get("alpha") != nil; known == (got.get("why") != nil) || known && n < 30 {
			t.Errorf("%d students: alpha %v, why %v", n, got.get("alpha"), got.get("why"))
		}
	}
}

// sameTable holds the analysis to download against the answer of the API: what is
// left out there is empty here.
func (s *site) sameTable(teacher, assignment string, items reply) {
	s.t.Helper()
	file := s.ask(teacher, "GET", "/assignments/"+assignment+"/items.csv", nil).is(200)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.text, "\ufeff"))).ReadAll()
	if err != nil {
		s.t.Fatal(err)
	}
	for i, row := range rows[1:] {
		line := items.get("items").([]any)[i].(map[string]any)
		for column, name := range rows[0] {
			said := line[name]
			switch {
			case name == "passage" || name == "passage_id" || name == "text" || name == "flags" || name == "key_version" || name == "key":
				continue
			case said == nil && column < 8:
				said = line["counts"].(map[string]any)[name]
			case strings.HasPrefix(name, "quiz_"):
				said = items.get(strings.TrimPrefix(name, "quiz_"))
			}
			want, shown := said.(float64)
			got, err := strconv.ParseFloat(row[column], 64)
			if shown != (err == nil) || shown && math.Abs(got-want) > 1e-6 {
				s.t.Errorf("%s of line %d is %q, want %v", name, i+1, row[column], said)
			}
		}
	}
}

// The names of a class come back equal from a table, and none is a formula.
func TestTables(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("ta@school.example", "teacher")
	code, assignment := s.asking(teacher)
	names := []string{"=1+1", "@x", "+1", "-1", "＝1+1", "'=1", `Zoe "Z", B.`, "😀 Ada", "שלום עליכם", "محمد", strings.Repeat("👨‍👩‍👧", 40)}
	for _, name := range names {
		s.handIn(code, name, assignment, func(int) string { return "opinion" })
	}
	passages := 0
	for file, perStudent := range map[string]bool{"scores.csv": true, "answers.csv": false} {
		got := s.ask(teacher, "GET", "/assignments/"+assignment+"/"+file, nil).is(200)
		if kind := got.header.Get("Content-Type"); kind != "text/csv" {
			t.Errorf("%s: Content-Type = %s", file, kind)
		}
		if want := "attachment; filename=\"" + file + "\"; filename*=UTF-8''8B%20%3D1%20-%20"; !strings.HasPrefix(got.header.Get("Content-Disposition"), want) {
			t.Errorf("%s: Content-Disposition = %s, want %s…", file, got.header.Get("Content-Disposition"), want)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.text, "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]int{}
		for _, row := range rows[1:] {
			name := row[0]
			if strings.ContainsRune("=+-@＝", []rune(name)[0]) {
				t.Errorf("%s: the cell %q is live", file, name)
			}
			if rest := strings.TrimLeft(name, "'"); rest != name {
				name = name[1:]
			}
			seen[name]++
		}
		each := 1
		if !perStudent {
			passages = (len(rows) - 1) / len(names)
			each = passages
		}
		want := map[string]int{}
		for _, name := range names {
			want[name] = each
		}
		if diff := cmp.Diff(want, seen); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
	if passages < 5 {
		t.Errorf("answers.csv has %d rows a student", passages)
	}
}

// A workbook has the cells of the table: numbers as numbers, times as times and
// words without the apostrophe, and nothing in it is a formula.
func TestWorkbooks(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("ta@school.example", "teacher")
	code, assignment := s.asking(teacher)
	for _, name := range []string{"=1+1", "-2", "Ada"} {
		s.handIn(code, name, assignment, func(int) string { return "opinion" })
	}
	for name, head := range map[string]string{"scores": "Scores", "answers": "Answers"} {
		path := "/assignments/" + assignment + "/" + name
		lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.ask(teacher, "GET", path+".csv", nil).is(200).text, "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got := s.ask(teacher, "GET", path+".xlsx", nil).is(200)
		if where := got.header.Get("Content-Disposition"); !strings.Contains(where, name+".xlsx") {
			t.Errorf("%s: Content-Disposition = %s", name, where)
		}
		file, err := excelize.OpenReader(strings.NewReader(got.text))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		rows, err := file.GetRows(head)
		if err != nil || len(rows) != len(lines) {
			t.Fatalf("%s: %d rows, want %d, %v", name, len(rows), len(lines), err)
		}
		for i, line := range lines {
			for j, cell := range line {
				if i > 0 && strings.HasSuffix(lines[0][j], "_at") {
					cell = strings.NewReplacer("T", " ", "Z", "").Replace(cell)
				}
				shown := ""
				if j < len(rows[i]) {
					shown = rows[i][j]
				}
				if shown != strings.TrimPrefix(cell, "'") {
					t.Errorf("%s: %s of row %d is %q, in the table %q", name, lines[0][j], i, shown, cell)
				}
			}
		}
		kinds := map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "M2": excelize.CellTypeUnset} // a name, and the key version
		for cell, want := range kinds {
			if kind, err := file.GetCellType(head, cell); err != nil || kind != want {
				t.Errorf("%s: %s is of type %d, want %d, %v", name, cell, kind, want, err)
			}
		}
	}
}

// The figures of the table are those of the scores.
func TestTableScores(t *testing.T) {
	s := newSite(t, store.Options{})
	teacher := s.token("ta@school.example", "teacher")
	code, assignment := s.asking(teacher)
	s.handIn(code, "Ada", assignment, func(int) string { return "fact" })
	path := "/assignments/" + assignment
	scores := s.ask(teacher, "GET", path+"/scores", nil).is(200)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.ask(teacher, "GET", path+"/scores.csv", nil).is(200).text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range rows[0] {
		field := map[string]string{"state": "state", "score": "score", "max": "max", "fact_right": "by_kind.fact.right", "opinion_of": "by_kind.opinion.of",
			"answered": "answered", "seat": "seat.id", "attempt": "attempt"}[name]
		if want := fmt.Sprint(scores.get("students.0." + field)); field != "" && rows[1][i] != want {
			t.Errorf("%s = %s, want %s", name, rows[1][i], want)
		}
	}
	answers := s.ask(teacher, "GET", path+"/answers.csv", nil).is(200).text
	if right := strings.Count(answers, ",fact,fact,1,"); fmt.Sprint(right) != fmt.Sprint(scores.get("students.0.score")) {
		t.Errorf("%d answers are right, of a score of %v", right, scores.get("students.0.score"))
	}
}
