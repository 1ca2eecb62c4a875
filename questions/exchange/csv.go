package exchange

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"discern/questions"
)

// A CSV file (RFC 4180) has a line of names and a line for each passage. Lists
// and groups are JSON in their cells; "wording" names the text that cues and
// readings belong to, and "pack" holds, in the first line, the pack without its
// passages. Only text and key are needed. Spreadsheets take a cell that begins
// with one of = + - @ for a formula: such a cell is written with ' in front,
// which is taken away again on reading.
var csvColumns = []string{"number", "text", "key", "second", "status", "rationale",
	"cues", "readings", "source", "later", "id", "wording", "pack"}

// csvNames are other names of columns, as folded by fold.
var csvNames = map[string]string{
	"passage": "text", "statement": "text", "question": "text", "enonce": "text",
	"texte": "text", "enunciado": "text", "texto": "text", "pregunta": "text",
	"kind": "key", "label": "key", "answer": "key", "type": "key", "cle": "key",
	"reponse": "key", "respuesta": "key", "clave": "key", "tipo": "key",
	"feedback": "rationale", "reason": "rationale", "explanation": "rationale",
	"no": "number", "nr": "number", "numero": "number",
}

func writeCSV(out io.Writer, p *questions.Pack) error {
	parts, err := piecesOf(p)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	w.UseCRLF = true
	if err := w.Write(csvColumns); err != nil {
		return err
	}
	for i, it := range p.Items {
		var cells map[string]jsontext.Value
		if err := json.Unmarshal([]byte(parts.passages[i]), &cells); err != nil {
			return err
		}
		head := ""
		if i == 0 {
			head = parts.head
		}
		row := []string{strconv.Itoa(it.Number), it.Text, string(it.Label), string(it.Second),
			string(it.Status), it.Rationale, string(cells["cues"]), string(cells["readings"]),
			string(cells["source"]), string(cells["later"]), it.ID, wordingHash(it.Text), head}
		for j := range row {
			row[j] = guard(row[j])
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// formula reports whether a spreadsheet may take a cell, but for the signs '
// before it, for a formula.
func formula(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "'"))
	return first != utf8.RuneError && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", first)
}

func guard(s string) string {
	if formula(s) {
		return "'" + s
	}
	return s
}

func unguard(s string) string {
	if strings.HasPrefix(s, "'") && formula(s) {
		return s[1:]
	}
	return s
}

// csvTable is the shape of a file: the sign between cells, and the column of
// each name.
type csvTable struct {
	comma  rune
	column map[string]int
}

// headerOf reads the first line, or returns nil where it names no text and key.
func headerOf(text string) *csvTable {
	line, _, _ := strings.Cut(text, "\n")
	for _, comma := range []rune{',', ';', '\t'} {
		r := csv.NewReader(strings.NewReader(line))
		r.Comma = comma
		names, err := r.Read()
		if err != nil {
			continue
		}
		t := csvTable{comma: comma, column: map[string]int{}}
		for i, name := range names {
			name = fold(name)
			if other, ok := csvNames[name]; ok {
				name = other
			}
			if _, taken := t.column[name]; !taken && slices.Contains(csvColumns, name) {
				t.column[name] = i
			}
		}
		_, text := t.column["text"]
		_, key := t.column["key"]
		if text && key {
			return &t
		}
	}
	return nil
}

// csvRow is one line of a file.
type csvRow struct {
	table *csvTable
	cells []string
	place string
}

func (r csvRow) cell(name string) string {
	i, ok := r.table.column[name]
	if !ok || i >= len(r.cells) {
		return ""
	}
	return unguard(r.cells[i])
}

func readCSV(c *collector, text string) error {
	table := headerOf(text)
	if table == nil {
		return refuse("the first line names no column “text” and no column “key”: it is not a table of passages")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = table.comma
	r.FieldsPerRecord = -1
	for n := 1; ; n++ {
		cells, err := r.Read()
		row := csvRow{table: table, cells: cells, place: fmt.Sprintf("row %d", n)}
		if broken, ok := errors.AsType[*csv.ParseError](err); ok {
			row.place = fmt.Sprintf("row %d (line %d)", n, broken.StartLine)
			c.skip(row.place, "a quotation mark stands where none may")
			continue
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("read table: %w", err)
		case n > 1 && strings.TrimSpace(strings.Join(cells, "")) != "":
			csvRead(c, row)
		}
	}
}

func csvRead(c *collector, row csvRow) {
	if raw := row.cell("pack"); raw != "" && c.head == nil {
		c.readHead(raw)
	}
	text := clean(row.cell("text"))
	label, ok := kindOf(row.cell("key"))
	switch {
	case strings.TrimSpace(text) == "":
		c.skip(row.place, "it has no text")
		return
	case !ok:
		c.skip(row.place, "its key “%s” is not fact, inference or opinion", shorten(squeeze(row.cell("key")), 40))
		return
	}
	it := questions.Item{
		Passage: questions.Passage{ID: row.cell("id"), Text: text},
		Key:     questions.Key{Label: label, Rationale: clean(row.cell("rationale"))},
	}
	csvSettled(c, row, &it)
	csvGroups(c, row, &it)
	c.take(visible{place: row.place, text: text, label: label, rationale: it.Rationale, carried: &it})
}

// csvSettled reads the number, the second kind and the status.
func csvSettled(c *collector, row csvRow, it *questions.Item) {
	if cell := strings.TrimSpace(row.cell("number")); cell != "" {
		n, err := strconv.Atoi(cell)
		if err != nil || n < 1 || n > questions.MaxNumber {
			c.note(row.place, "its number “%s” is not from 1 to %d; it was given another",
				shorten(squeeze(cell), 20), questions.MaxNumber)
			n = 0
		}
		it.Number = n
	}
	if cell := row.cell("second"); cell != "" {
		second, ok := kindOf(cell)
		if !ok || second == it.Label {
			c.note(row.place, "its second kind “%s” was left out", shorten(squeeze(cell), 40))
		} else {
			it.Second = second
		}
	}
	it.Status = questions.Status(row.cell("status"))
	if !it.Status.Valid() {
		if it.Status != "" {
			c.note(row.place, "its status “%s” is none of agreed, adjudicated and disputed; it was taken for adjudicated",
				shorten(squeeze(string(it.Status)), 40))
		}
		it.Status = questions.Adjudicated
	}
}

// csvGroups reads the cells that hold JSON.
func csvGroups(c *collector, row csvRow, it *questions.Item) {
	for _, name := range []string{"cues", "readings", "source", "later"} {
		cell := strings.TrimSpace(row.cell(name))
		if cell == "" {
			continue
		}
		part, err := carriedItem(`{"` + name + `":` + cell + `}`)
		if err != nil {
			c.note(row.place, "its %s were left out: %s", name, problem(err))
			continue
		}
		switch name {
		case "cues":
			it.Cues = part.Cues
		case "readings":
			it.Readings = part.Readings
		case "source":
			it.Source = part.Source
		case "later":
			it.Later = part.Later
		}
	}
	if hash := row.cell("wording"); hash != "" && hash != wordingHash(it.Text) {
		c.note(row.place, "its wording was changed elsewhere; the new wording was taken, "+
			"without the cues and readings of the old one")
		it.Cues, it.Readings = nil, nil
		if it.Status == questions.Agreed {
			it.Status = questions.Adjudicated
		}
	}
}
