package tests

import (
	"encoding/json"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// listed is what the go tool says of a package.
type listed struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// wall is what a package may import beside the standard library: of ours, and
// of others.
type wall struct {
	ours   []string
	others []string
	never  []string // of the standard library
}

// pure packages have no SQL, HTTP, clock of their own or randomness.
var notPure = []string{"database/sql", "net/http", "os", "crypto/rand", "math/rand"}

// walls is the table of the house. A package that is not in it has no place yet.
var walls = map[string]wall{
	"discern/questions":         {others: []string{"github.com/clipperhouse/uax29/v2", "github.com/go-json-experiment/json", "github.com/google/uuid", "golang.org/x/text"}, never: append([]string{"time"}, notPure...)},
	"discern/questions/packs":   {},
	"discern/questions/article": {ours: []string{"discern/questions"}, others: []string{"codeberg.org/readeck/go-readability/v2", "github.com/clipperhouse/uax29/v2", "golang.org/x/net", "golang.org/x/text"}, never: notPure},
	"discern/questions/exchange": {ours: []string{"discern/questions"}, others: []string{"github.com/go-json-experiment/json", "github.com/google/uuid", "golang.org/x/net", "golang.org/x/text"},
		never: notPure},
	"discern/quiz/itemstats": {never: append([]string{"time"}, notPure...)},
	"discern/quiz":           {ours: []string{"discern/questions", "discern/questions/article", "discern/quiz/itemstats"}, others: []string{"github.com/clipperhouse/uax29/v2", "golang.org/x/text"}, never: []string{"database/sql", "net/http", "os", "crypto/rand"}},
	"discern/quiz/store": {ours: []string{"discern/questions", "discern/questions/article", "discern/quiz"},
		others: []string{"github.com/google/uuid", "github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "modernc.org/sqlite"}, never: []string{"net/http"}},
	"discern/quiz/store/storetest": {ours: []string{"discern/questions", "discern/questions/article", "discern/questions/packs", "discern/quiz", "discern/quiz/store"},
		others: []string{"github.com/google/uuid", "github.com/jackc/pgx/v5"}, never: []string{"net/http"}},
	"discern/web": {ours: []string{"discern/questions", "discern/questions/article", "discern/questions/exchange", "discern/quiz", "discern/quiz/itemstats", "discern/quiz/store", "discern/web/api", "discern/web/live"},
		others: []string{"github.com/alexedwards/argon2id", "github.com/labstack/echo/v4", "golang.org/x/text", "golang.org/x/time", "rsc.io/qr"}, never: []string{"database/sql", "flag"}},
	"discern/web/api": {ours: []string{"discern/questions", "discern/questions/article", "discern/quiz", "discern/quiz/itemstats", "discern/quiz/store", "discern/web/live", "discern/web/sheet"},
		others: []string{"github.com/go-json-experiment/json", "github.com/labstack/echo/v4", "github.com/oapi-codegen/runtime"}, never: []string{"database/sql", "flag", "os"}},
	"discern/web/live":    {ours: []string{"discern/quiz", "discern/quiz/store"}, never: []string{"database/sql", "flag", "os"}},
	"discern/web/sheet":   {never: append([]string{"encoding/xml"}, notPure...)},
	"discern/web/api/gen": {others: []string{"github.com/go-json-experiment/json", "go.yaml.in/yaml/v3"}},
	"discern/cmd/pack":    {},
	"discern/cmd/discern": {ours: []string{"discern/questions", "discern/questions/article", "discern/questions/exchange", "discern/questions/packs", "discern/quiz", "discern/quiz/store", "discern/web"},
		others: []string{"github.com/alecthomas/kong"}, never: []string{"database/sql", "html/template"}},
}

// breaches lists what a package imports against the table.
func breaches(p listed) []string {
	w, known := walls[p.ImportPath]
	if !known {
		return []string{"is not in the table"}
	}
	var found []string
	for _, imported := range p.Imports {
		first, _, _ := strings.Cut(imported, "/")
		var allowed bool
		switch {
		case first == "discern":
			allowed = slices.Contains(w.ours, imported)
		case strings.Contains(first, "."):
			allowed = slices.ContainsFunc(w.others, func(module string) bool { return imported == module || strings.HasPrefix(imported, module+"/") })
		default:
			allowed = !slices.ContainsFunc(w.never, func(no string) bool { return imported == no || imported == path.Join(no, "driver") })
		}
		if !allowed {
			found = append(found, "imports "+imported)
		}
	}
	return found
}

func TestWalls(t *testing.T) {
	for _, p := range packages(t) {
		if strings.HasPrefix(p.ImportPath, "discern/tests") {
			continue
		}
		for _, breach := range breaches(p) {
			t.Errorf("%s %s", p.ImportPath, breach)
		}
		// Nobody imports the tests from outside of them, but for tests.
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, "discern/tests") || imported == "discern/quiz/store/storetest" {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

// packages asks the go tool for the packages of the module.
func packages(t *testing.T) []listed {
	t.Helper()
	command := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "./...")
	command.Dir = ".."
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := decoder.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// The control: what would break the house must be found.
func TestWallsFindBreaches(t *testing.T) {
	for from, imported := range map[string]string{
		"discern/quiz":             "discern/quiz/store",
		"discern/questions":        "discern/quiz",
		"discern/questions/packs":  "discern/questions",
		"discern/web":              "database/sql",
		"discern/web/api":          "modernc.org/sqlite",
		"discern/quiz/store":       "github.com/labstack/echo/v4",
		"discern/cmd/discern":      "html/template",
		"discern/somewhere":        "fmt",
		"discern/questions/models": "fmt",
	} {
		if len(breaches(listed{ImportPath: from, Imports: []string{imported}})) == 0 {
			t.Errorf("%s importing %s was not found", from, imported)
		}
	}
}

// What only the tests read files with is not in the program.
func TestProgramWithoutTestLibraries(t *testing.T) {
	command := exec.Command("go", "list", "-deps", "./cmd/discern")
	command.Dir = ".."
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	linked := strings.Fields(string(out))
	for _, imported := range linked {
		if strings.HasPrefix(imported, "github.com/xuri/") || strings.HasPrefix(imported, "github.com/chromedp/") {
			t.Errorf("the program has %s", imported)
		}
	}
	if !slices.Contains(linked, "discern/web/sheet") {
		t.Error("the program lacks discern/web/sheet, so that this was not its list")
	}
}

// The top level of the repository holds nothing beside its few folders.
func TestTopLevel(t *testing.T) {
	command := exec.Command("git", "ls-files")
	command.Dir = ".."
	out, err := command.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	allowed := []string{"go.mod", "go.sum", "cmd", "quiz", "questions", "web", "tests", "README.md", "LICENSE", "Makefile"}
	for _, file := range strings.Fields(string(out)) {
		first, _, _ := strings.Cut(file, "/")
		if !strings.HasPrefix(first, ".") && !slices.Contains(allowed, first) {
			t.Errorf("%s does not belong at the top level", first)
		}
	}
}
