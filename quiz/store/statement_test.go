package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// reference lists the tables that are not placed by school, each with its
// reason.
var reference = map[string]string{
	"packs":        "shared by all schools, immutable",
	"passages":     "part of a pack",
	"keys":         "part of a pack",
	"readings":     "part of a pack",
	"pack_history": "part of a pack",
	"join_codes":   "looked up by a secret before the school is known; it maps to its school",
}

// statements returns every SQL text of the package's source by its place. Texts
// joined by + count as one.
func statements(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found, constants := map[string]string{}, map[string]string{}
	set := token.NewFileSet()
	var trees []*ast.File
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		trees = append(trees, tree)
	}
	var text func(ast.Expr) string
	text = func(e ast.Expr) string {
		switch e := e.(type) {
		case *ast.BasicLit:
			if value, err := strconv.Unquote(e.Value); e.Kind == token.STRING && err == nil {
				return value
			}
		case *ast.BinaryExpr:
			return text(e.X) + text(e.Y)
		case *ast.Ident:
			return constants[e.Name]
		}
		return ""
	}
	begins := regexp.MustCompile(`^(SELECT|INSERT|UPDATE|DELETE|WITH)\b`)
	for _, tree := range trees {
		ast.Inspect(tree, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				constants[spec.Names[0].Name] = text(spec.Values[0])
			}
			return true
		})
	}
	take := func(e ast.Expr) {
		if sql := text(e); begins.MatchString(sql) {
			found[set.Position(e.Pos()).String()] = sql
		}
	}
	for _, tree := range trees {
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				for _, arg := range n.Args {
					take(arg)
				}
			case *ast.CompositeLit:
				for _, value := range n.Elts {
					take(value)
				}
			}
			return true
		})
	}
	return found
}

// unplaced says what is wrong with a statement's placement, or "".
func unplaced(sql string) string {
	tables := regexp.MustCompile(`\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)(?:\s+([a-z]))?\b`).FindAllStringSubmatch(sql, -1)
	placed := regexp.MustCompile(`(?:\b([a-z_]+)\.)?school_id = (?:\$1|[a-z]\.school_id)`)
	need := 0
	for _, table := range tables {
		name := table[1]
		if name == "set" || reference[name] != "" {
			continue
		}
		need++
	}
	if need == 0 {
		return ""
	}
	if strings.HasPrefix(sql, "INSERT") {
		if !regexp.MustCompile(`^INSERT INTO [a-z_]+ \(school_id,`).MatchString(sql) {
			return "an INSERT that does not begin with school_id"
		}
		if conflict := strings.Index(sql, "ON CONFLICT ("); conflict > 0 && !strings.HasPrefix(sql[conflict:], "ON CONFLICT (school_id") {
			return "ON CONFLICT without school_id first"
		}
		if !strings.Contains(sql, "SELECT") {
			return ""
		}
		need--
	}
	if got := len(placed.FindAllString(sql, -1)); got < need {
		return strconv.Itoa(need) + " tables, but school_id is given for " + strconv.Itoa(got)
	}
	return ""
}

func TestStatementsArePlaced(t *testing.T) {
	all := statements(t)
	if len(all) < 70 {
		t.Errorf("found only %d statements: the search has gone blind", len(all))
	}
	for place, sql := range all {
		if fault := unplaced(sql); fault != "" {
			t.Errorf("%s: %s:\n%s", place, fault, sql)
		}
		for _, word := range []string{"NOW()", "RANDOM()", "NEXTVAL", "FOR UPDATE", "PG_ADVISORY", "NOTIFY", "CURRENT_TIMESTAMP", "RETURNING ROWID", "OR REPLACE", "OR IGNORE"} {
			if strings.Contains(strings.ToUpper(sql), word) {
				t.Errorf("%s: %s is not for both engines:\n%s", place, word, sql)
			}
		}
	}
}

// The controls: what the test above must find.
func TestUnplacedIsFound(t *testing.T) {
	for _, sql := range []string{
		`SELECT name FROM seats WHERE seat_id = $1`,
		`UPDATE attempts SET state = $2 WHERE attempt_id = $1`,
		`DELETE FROM answers WHERE attempt_id = $1`,
		`INSERT INTO seats (seat_id, school_id) VALUES ($1, $2)`,
		`SELECT 1 FROM attempts a JOIN answers w ON w.attempt_id = a.attempt_id WHERE a.school_id = $1`,
		`INSERT INTO intents (school_id, a) VALUES ($1, $2) ON CONFLICT (a) DO NOTHING`,
	} {
		if unplaced(sql) == "" {
			t.Errorf("not found: %s", sql)
		}
	}
}

// Every key, unique constraint, foreign key and index of a placed table begins
// with school_id.
func TestSchemaIsPlaced(t *testing.T) {
	files, err := filepath.Glob("migrations/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("migrations: %v, %v", files, err)
	}
	key := regexp.MustCompile(`(PRIMARY KEY|UNIQUE|FOREIGN KEY|REFERENCES [a-z_]+|ON [a-z_]+) \(([a-z_]+)`)
	table := regexp.MustCompile(`(?:CREATE TABLE IF NOT EXISTS|INDEX IF NOT EXISTS [a-z_]+ ON) ([a-z_]+)`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range strings.Split(string(data), ";") {
			name := table.FindStringSubmatch(statement)
			if name == nil || reference[name[1]] != "" {
				continue
			}
			for _, found := range key.FindAllStringSubmatch(statement, -1) {
				if found[2] != "school_id" {
					t.Errorf("%s: table %s: %s begins with %s", file, name[1], found[1], found[2])
				}
			}
		}
		for _, word := range []string{"TRIGGER", "AUTOINCREMENT", "SERIAL", "DEFERRABLE", "STRICT", "WITHOUT ROWID"} {
			if strings.Contains(strings.ToUpper(string(data)), word) {
				t.Errorf("%s: %s is not for both engines", file, word)
			}
		}
	}
}
