package web

import (
	"slices"
	"testing"

	"discern/quiz"
)

func scored(name string, right, most int) quiz.Row {
	return quiz.Row{Seat: quiz.Seat{ID: name, Name: name}, Attempt: &quiz.Attempt{State: quiz.Submitted},
		Score: &quiz.Score{Right: right, Max: most, Answered: most, ByKind: [3]quiz.Part{{Right: right / 2, Of: most}, {}, {}}}}
}

func TestSpread(t *testing.T) {
	table := quiz.Table{Assignment: quiz.Assignment{Asked: 4}, N: 3,
		Rows: []quiz.Row{scored("a", 2, 4), scored("b", 2, 4), scored("c", 4, 4), {Seat: quiz.Seat{Name: "d"}}}}
	got := newSpread(table)
	want := []column{{}, {From: 1, To: 1}, {From: 2, To: 2, N: 2, Height: 40}, {From: 3, To: 3}, {From: 4, To: 4, N: 1, Height: 20}}
	if !slices.Equal(got.Columns, want) || got.Says != "3 scores, from 2 to 4 out of 4. The commonest is 2." {
		t.Errorf("newSpread = %+v", got)
	}
	if got := newSpread(quiz.Table{Assignment: quiz.Assignment{Asked: 4}}); len(got.Columns) != 0 {
		t.Errorf("nobody has handed in, and the chart has %d columns", len(got.Columns))
	}
}

func TestSpreadOfManyScores(t *testing.T) {
	for _, most := range []int{19, 20, 21, 38, 100, 500} {
		table := quiz.Table{Assignment: quiz.Assignment{Asked: most}}
		for right := range most + 1 {
			table.Rows = append(table.Rows, scored("x", right, most))
		}
		table.N = len(table.Rows)
		got, n, tall := newSpread(table), 0, 0
		for _, c := range got.Columns {
			n, tall = n+c.N, max(tall, c.Height)
		}
		if n != most+1 || len(got.Columns) > mostScores || tall > tallest {
			t.Errorf("%d scores: %d in %d columns, %d px tall", most+1, n, len(got.Columns), tall)
		}
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		share
		percent string
		heat    int
	}{
		{share{0, 0}, "-", 1}, {share{0, 7}, "0%", 1}, {share{1, 8}, "13%", 2}, {share{1, 300}, "<1%", 1}, {share{299, 300}, ">99%", 5},
		{share{37, 120}, "31%", 3}, {share{70, 120}, "58%", 4}, {share{89, 120}, "74%", 5}, {share{7, 7}, "100%", 5},
	} {
		if c.Percent() != c.percent || c.heat != c.share.heat() {
			t.Errorf("%+v is %s with heat %d, want %s and %d", c.share, c.Percent(), c.share.heat(), c.percent, c.heat)
		}
	}
}

func TestMatrix(t *testing.T) {
	m := newMatrix(quiz.Confusion{{89, 27, 4}, {37, 70, 13}, {6, 17, 97}})
	if cell := m.Rows[1].Cells[0]; !cell.Most || cell.Same || cell.Percent() != "31%" {
		t.Errorf("inference taken for fact: %+v", cell)
	}
	if got := m.Rows[0].Precision; got != (share{89, 132}) {
		t.Errorf("precision of fact is %+v", got)
	}
	if got := m.Rows[0].Recall; got != (share{89, 120}) {
		t.Errorf("recall of fact is %+v", got)
	}
	most := 0
	for _, row := range newMatrix(quiz.Confusion{}).Rows {
		for _, cell := range row.Cells {
			if cell.Most {
				most++
			}
		}
	}
	if most != 0 {
		t.Error("without answers there is a commonest mix-up")
	}
}

func TestOrdering(t *testing.T) {
	rows := []quiz.Row{scored("Ada", 2, 12), {Seat: quiz.Seat{Name: "Ben"}}, scored("Cleo", 9, 12), scored("Dan", 9, 12)}
	for _, c := range []struct{ sort, up, want string }{
		{"", "", "Cleo Dan Ada Ben "}, {"score", "1", "Ada Cleo Dan Ben "}, {"fact", "", "Cleo Dan Ada Ben "}, {"fact", "1", "Ada Cleo Dan Ben "},
		{"name", "", "Ada Ben Cleo Dan "}, {"name", "0", "Dan Cleo Ben Ada "}, {"'; --", "", "Cleo Dan Ada Ben "},
	} {
		got := ""
		for _, row := range readOrdering(c.sort, c.up).sorted(rows) {
			got += row.Seat.Name + " "
		}
		if got != c.want {
			t.Errorf("?sort=%s&up=%s: %s, want %s", c.sort, c.up, got, c.want)
		}
	}
	if rows[0].Seat.Name != "Ada" {
		t.Error("sorting changed the table itself")
	}
}

// TestHeadings follows each heading once: it turns the order round, and one
// that is not sorted by leads to the order people expect first.
func TestHeadings(t *testing.T) {
	for _, c := range []struct {
		order      ordering
		by         string
		link, aria string
	}{
		{ordering{"score", false}, "score", "?sort=score&up=1", "descending"},
		{ordering{"score", true}, "score", "?", "ascending"},
		{ordering{"score", false}, "name", "?sort=name", ""},
		{ordering{"name", true}, "name", "?sort=name&up=0", "ascending"},
		{ordering{"name", false}, "name", "?sort=name", "descending"},
		{ordering{"minutes", true}, "blank", "?sort=blank", ""},
	} {
		if h := (scoresView{ordering: c.order, Page: 7}).heading(c.by, c.by); h.Link != c.link || h.Aria != c.aria {
			t.Errorf("%+v: heading %s leads to %s with %q", c.order, c.by, h.Link, h.Aria)
		}
	}
}

func TestQR(t *testing.T) {
	if q := newQR("http://example.com/"); q.Path == "" || q.Box != "-4 -4 33 33" {
		t.Errorf("newQR draws %q with %d bytes", q.Box, len(q.Path))
	}
	if q := newQR(string(make([]byte, 4000))); q != (qrCode{}) {
		t.Error("an address that is too long has a code")
	}
}
