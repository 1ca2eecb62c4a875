package tests

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// program is the path of the binary, built by buildProgram.
var program string

// buildProgram builds the binary.
func buildProgram(t *testing.T) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "discern")
	build := exec.Command("go", "build", "-ldflags", "-X main.commit=c0ffee1", "-o", program, "discern/cmd/discern")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
}

// TestCLI holds the built binary against what scripts rely on.
func TestCLI(t *testing.T) {
	buildProgram(t)
	t.Run("accounts", commandAccounts)
	t.Run("packs", commandPacks)
	t.Run("exchange", commandExchange)
	t.Run("bind", commandBind)
	t.Run("serve", commandServe)
	t.Run("stop", commandStop)
	t.Run("demo", commandDemo)
	t.Run("bad data", commandBadData)
	t.Run("copy", commandCopy)
}

// command prepares a run of the binary with a data folder.
func command(t testing.TB, data string, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command(program, args...)
	c.Dir = t.TempDir()
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "DISCERN_") {
			c.Env = append(c.Env, pair)
		}
	}
	c.Env = append(c.Env, "DISCERN_DATA="+data)
	return c
}

// outcome is what a command left behind.
type outcome struct {
	status      int
	out, errors string
}

func cli(t testing.TB, data string, args ...string) outcome {
	t.Helper()
	c := command(t, data, args...)
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{c.ProcessState.ExitCode(), out.String(), complaint.String()}
}

// secret is the last word of the last line.
func (o outcome) secret() string {
	words := strings.Fields(o.out)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// innards are words that a user must never be shown.
var innards = regexp.MustCompile(`(?i)sql(ite)?[_: ]|goose|pgx|panic|goroutine|\.go:|%!|<nil>|no rows|0x[0-9a-f]`)

// refused fails the test unless the command ended with the status and one plain
// line that holds want.
func (o outcome) refused(t testing.TB, status int, want string) {
	t.Helper()
	if o.status != status || strings.Count(o.errors, "\n") != 1 || !strings.Contains(o.errors, want) || innards.MatchString(o.errors) {
		t.Errorf("exit %d, standard error %q, want %d and one plain line with %q", o.status, o.errors, status, want)
	}
}

// printed fails the test unless the command succeeded and printed want.
func (o outcome) printed(t testing.TB, want string) {
	t.Helper()
	if matched, err := regexp.MatchString(want, o.out); err != nil || !matched || o.status != 0 || o.errors != "" {
		t.Errorf("exit %d, output %q, standard error %q, want output like %s (%v)", o.status, o.out, o.errors, want, err)
	}
}

func commandAccounts(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	cli(t, data, "version").printed(t, `^discern \d+\.\d+\.\d+, commit c0ffee1, SQLite 3\.\d+\.\d+\n$`)
	cli(t, data, "--help").printed(t, `Usage: discern`)
	for _, wrong := range [][]string{{}, {"dance"}, {"serve", "--port", "1"}, {"serve", "extra"}, {"teacher"}, {"teacher", "add"}, {"token"}, {"pack", "export", "x", "--format", "pdf"},
		{"pack", "export", "x", "--version", "one"}, {"teacher", "add", "a@b.example", "--role", "king"}, {"serve", "--base-url", "school"},
		{"teacher", "list", "--database", "mysql://x"}, {"serve", "--database", "school.db"}} {
		cli(t, data, wrong...).refused(t, 2, "see discern --help")
	}
	if _, err := os.Stat(data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("wrong usage and version have made a data folder (%v)", err)
	}
	secret := `[A-Za-z0-9_-]{64}\n$`
	cli(t, data, "teacher", "add", "Ms.Lee@School.example", "--name", "Ms Lee").printed(t, `http://127\.0\.0\.1:8080/link/`+secret)
	cli(t, data, "teacher", "add", "r@school.example", "--role", "reviewer", "--base-url", "https://quiz.school.example/").printed(t, `https://quiz\.school\.example/link/`+secret)
	cli(t, data, "teacher", "add", "no e-mail").refused(t, 1, "e-mail address")
	cli(t, data, "teacher", "list").printed(t, `^ms.lee@school.example +teacher +active +Ms Lee\nr@school.example +reviewer +active +r\n$`)
	cli(t, data, "token", "ms.lee@school.example").printed(t, secret)
	cli(t, data, "token", "nobody@school.example").refused(t, 1, "there is no open account nobody@school.example")
	cli(t, data, "teacher", "disable", "r@school.example").printed(t, `r@school.example`)
	cli(t, data, "teacher", "disable", "nobody@school.example").refused(t, 1, "there is no open account")
	cli(t, data, "teacher", "list").printed(t, `r@school.example +reviewer +disabled`)
	cli(t, data, "token", "r@school.example").refused(t, 1, "there is no open account")
	if info, err := os.Stat(data); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("data folder has mode %v, %v, want 0700", info.Mode(), err)
	}
}

func commandPacks(t *testing.T) {
	data := t.TempDir()
	cli(t, data, "pack", "list").printed(t, `(?m)^macron-leaks +version 1 +40 passages +en +The Macron Leaks column$`)
	exported := cli(t, data, "pack", "export", "everyday")
	if original, err := os.ReadFile("../questions/packs/everyday.json"); err != nil || exported.out != string(original) {
		t.Errorf("pack export everyday differs from the embedded file (%v)", err)
	}
	cli(t, data, "pack", "export", "none").refused(t, 1, "there is no pack none")
	cli(t, data, "pack", "export", "everyday", "--version", "9").refused(t, 1, "there is no version 9")

	file := filepath.Join(t.TempDir(), "pack.json")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(exported.out)
	cli(t, data, "pack", "check", file).printed(t, `everyday version 1, 12 passages`)
	cli(t, data, "pack", "import", file).printed(t, `is there already`)
	write(strings.Replace(exported.out, `"title": "`, `"title": "New `, 1))
	cli(t, data, "pack", "import", file).refused(t, 1, "give the pack a higher version")
	write(strings.Replace(exported.out, `"version": 1`, `"version": 2`, 1))
	cli(t, data, "pack", "import", file).printed(t, `everyday version 2 is imported: 12 passages`)
	cli(t, data, "pack", "list").printed(t, `(?m)^everyday +version 2 `)

	for fault, broken := range map[string]string{
		"key":         strings.Replace(exported.out, `"key": "fact"`, `"key": "lie"`, 1),
		"rationale":   regexp.MustCompile(`"rationale": "(\\.|[^"\\])*"`).ReplaceAllString(exported.out, `"rationale": ""`),
		"titel":       strings.Replace(exported.out, `"title"`, `"titel"`, 1),
		"well-formed": "{",
		"empty":       "",
	} {
		write(broken)
		for _, act := range []string{"check", "import"} {
			got := cli(t, data, "pack", act, file)
			if fault == "well-formed" {
				got.refused(t, 1, "cut off")
				continue
			}
			got.refused(t, 1, fault)
		}
	}
	cli(t, data, "pack", "check", file+"-missing").refused(t, 1, "no such file")
	cli(t, data, "pack", "import", data).refused(t, 1, "cannot read")
}

// Data that cannot be used end every command with 78, and are left alone.
func commandBadData(t *testing.T) {
	damage := map[string]func(t *testing.T, file string){
		"is damaged": func(t *testing.T, file string) {
			f, err := os.OpenFile(file, os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if _, err := f.WriteAt(bytes.Repeat([]byte("not a database. "), 4096), 0); err != nil {
				t.Fatal(err)
			}
		},
		"was made by a newer version": func(t *testing.T, file string) {
			db, err := sql.Open("sqlite", "file:"+file)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
				t.Fatal(err)
			}
		},
	}
	for want, spoil := range damage {
		t.Run(want, func(t *testing.T) {
			data := t.TempDir()
			cli(t, data, "teacher", "add", "a@school.example").printed(t, `/link/`)
			spoil(t, filepath.Join(data, "discern.db"))
			for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"teacher", "list"}, {"token", "a@school.example"}, {"pack", "list"}} {
				got := cli(t, data, args...)
				got.refused(t, 78, want)
				if got.out != "" {
					t.Errorf("%s printed %q", args, got.out)
				}
			}
		})
	}
	cli(t, "/dev/null/data", "teacher", "list").refused(t, 1, "")
	c := outcomeOf(t, command(t, t.TempDir(), "teacher", "list", "--database", "postgres://discern:verysecret@127.0.0.1:1/none"))
	c.refused(t, 1, "the database at 127.0.0.1:1 cannot be used")
	if strings.Contains(c.errors, "verysecret") {
		t.Error("the password of the database is shown")
	}
}

func outcomeOf(t *testing.T, c *exec.Cmd) outcome {
	t.Helper()
	var complaint strings.Builder
	c.Stderr = &complaint
	_ = c.Run()
	return outcome{status: c.ProcessState.ExitCode(), errors: complaint.String()}
}
