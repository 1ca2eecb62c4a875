package exchange_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/questions/exchange"
)

func TestCSVForeign(t *testing.T) {
	const good = "1 adjudicated fact: It rains."
	for _, tc := range []struct {
		name, file string
		want       []string
	}{
		{"two columns", "text,key\nIt rains.,Fact\n", []string{good}},
		{"byte order mark and Windows", "\ufeffText,Key\r\nIt rains.,fact\r\n\r\n", []string{good}},
		{"other order and columns", "Author,KEY,Passage\nme,a fact,It rains.\n", []string{good}},
		{"French, semicolons", "Énoncé;Réponse;Explication;Rationale\nIl pleut, dit-on.;déduction;x;Ouï-dire.\n",
			[]string{"1 adjudicated inference: Il pleut, dit-on. | Ouï-dire."}},
		{"Spanish, tabs", "texto\ttipo\nLlueve.\thecho\n", []string{"1 adjudicated fact: Llueve."}},
		{"all columns", "number,text,kind,second,status,rationale\n7,It rains.,fact,opinion,disputed,Look.\n",
			[]string{"7 disputed fact: It rains. / opinion | Look."}},
		{"quoted", "text,key\n\"It \"\"rains\"\",\nhe said.\",fact\n", []string{`1 adjudicated fact: It "rains", he said.`}},
		{"guarded", "text,key,rationale\n'=A1 is a cell.,fact,'@x\n", []string{"1 adjudicated fact: =A1 is a cell. | @x"}},
		{"no text", "text,key\n ,fact\n", []string{"skipped row 2: it has no text"}},
		{"no key", "text,key\nIt rains.,\n", []string{"skipped row 2: its key “” is not fact, inference or opinion"}},
		{"unknown key", "text,key\nIt rains.,maybe\nIt rains.,fact\n", []string{good,
			"skipped row 2: its key “maybe” is not fact, inference or opinion"}},
		{"short row", "number,text,key\n1\n2,It rains.,fact\n", []string{"2 adjudicated fact: It rains.",
			"skipped row 2: it has no text"}},
		{"bad quotes", "text,key\nIt \"rains\".,fact\nIt rains.,fact\n", []string{good,
			"skipped row 2 (line 2): a quotation mark stands where none may"}},
		{"open quotes", "text,key\nIt rains.,fact\n\"It,fact\nIt,fact\n", []string{good,
			"skipped row 3 (line 3): a quotation mark stands where none may"}},
		{"bad number", "number,text,key\n99999999999999999999,It rains.,fact\n", []string{good,
			"note row 2: its number “99999999999999999999” is not from 1 to 1000000; it was given another"}},
		{"number twice", "number,text,key\n3,It rains.,fact\n3,It pours.,fact\n",
			[]string{"3 adjudicated fact: It rains.", "4 adjudicated fact: It pours."}},
		{"bad second", "text,key,second\nIt rains.,fact,fact\nIt pours.,fact,odd\n", []string{good,
			"2 adjudicated fact: It pours.", "note row 2: its second kind “fact” was left out",
			"note row 3: its second kind “odd” was left out"}},
		{"bad status", "text,key,status\nIt rains.,fact,sure\n", []string{good,
			"note row 2: its status “sure” is none of agreed, adjudicated and disputed; it was taken for adjudicated"}},
		{"bad JSON", "text,key,cues\nIt rains.,fact,4-5\n", []string{good,
			"note row 2: its cues were left out: is not well-formed JSON (line 1)"}},
		{"JSON of another field", "text,key,cues\nIt rains.,fact,\"[],\"\"text\"\":\"\"No\"\"\"\n", []string{good}},
		{"readings of strangers", "text,key,readings\nIt rains.,fact,\"[{\"\"reviewer\"\":\"\"x\"\",\"\"label\"\":\"\"fact\"\"}]\"\n",
			[]string{good, "note row 2: readings were left out, because the file does not tell their reviewers"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := read(t, []byte(tc.file), exchange.CSV)
			if diff := cmp.Diff(tc.want, summary(r)); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			if f, ok := exchange.Detect([]byte(tc.file)); f != exchange.CSV || !ok {
				t.Errorf("Detect = %s, %v", f, ok)
			}
		})
	}
}

// No cell of a file begins in a way that a spreadsheet calculates, whatever
// the pack says.
func TestCSVFormulas(t *testing.T) {
	p := awkward(t)
	for i, start := range []string{"=1+1", "+1", "-1", "@x", "＝1", "'=1", "''", "'x"} {
		it := p.Items[1]
		it.ID = "5d3f7c5e-07a4-4dd9-8a4b-61c52e7f5e0" + string(rune('0'+i))
		it.Number = 100 + i
		it.Text, it.Rationale = start+" is so.", start
		p.Items = append(p.Items, it)
	}
	data := write(t, p, exchange.CSV)
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.IndexAny(cell, "=+-@\t\r\n\x00") == 0 || strings.HasPrefix(cell, "＝") {
				t.Errorf("the cell %q is taken for a formula", cell)
			}
		}
	}
	if diff := cmp.Diff(p, read(t, data, exchange.CSV).Pack); diff != "" {
		t.Errorf("Read(Write(p)) (-want +got):\n%s", diff)
	}
	if !bytes.Contains(data, []byte("\r\n")) || bytes.Contains(bytes.ReplaceAll(data, []byte("\r\n"), nil), []byte("\n")) {
		t.Error("the lines do not end as RFC 4180 says")
	}
}

// Readings and cues belong to a wording; in a table that was edited, they go.
func TestCSVWordingEdited(t *testing.T) {
	p := pack(t, "everyday")
	want, _ := p.Item(1)
	file := strings.Replace(string(write(t, p, exchange.CSV)), want.Text, "Other words.", 1)
	r := read(t, []byte(file), exchange.CSV)
	want.Text, want.Cues, want.Readings = "Other words.", nil, nil
	if want.Status == questions.Agreed {
		want.Status = questions.Adjudicated
	}
	got, _ := r.Pack.Item(1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("passage 1 (-want +got):\n%s", diff)
	}
	if len(r.Notes) != 1 || r.Notes[0].Place != "row 2" {
		t.Errorf("Notes = %v", r.Notes)
	}
}
