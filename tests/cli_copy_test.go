package tests

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"discern/quiz/store/storetest"
)

// commandCopy brings a demo from a folder to PostgreSQL, serves it there, and
// brings it back.
func commandCopy(t *testing.T) {
	data := t.TempDir()
	demo := serveCLI(t, data, "--demo")
	if status := demo.stop(syscall.SIGTERM); status != 0 {
		t.Fatalf("the demo ended with %d", status)
	}
	database, back := storetest.Postgres(t), filepath.Join(t.TempDir(), "back")
	cli(t, data, "copy", "--from", data, "--to", database).printed(t, "both hold the same")
	cli(t, data, "copy", "--from", data, "--to", database).refused(t, 1, "is not empty")
	cli(t, data, "copy", "--from", filepath.Join(data, "nothing"), "--to", back).refused(t, 1, "there are no data")
	cli(t, data, "copy", "--from", "postgres://discern@127.0.0.1:1/x", "--to", back).refused(t, 1, "the database at 127.0.0.1:1 cannot be used")
	cli(t, data, "copy", "--from", data).refused(t, 2, "--to")
	cli(t, data, "copy", "--from", database, "--to", back).printed(t, "both hold the same")
	if info, err := os.Stat(filepath.Join(back, "discern.db")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy in a folder: %v, %v, want 0600", info, err)
	}

	s := serveCLI(t, t.TempDir(), "--database", database)
	if len(s.lines) != 2 {
		t.Errorf("serving a copy with an account printed %q, want no link to set up", s.lines)
	}
	token := cli(t, data, "--database", database, "token", strings.Fields(cli(t, data, "--database", database, "teacher", "list").out)[0]).secret()
	if status, body := fetch(t, http.MethodGet, s.base+"/api/v1/classes", token); status != http.StatusOK || !strings.Contains(body, "Demo class") {
		t.Errorf("classes from the copy: %d %s", status, body)
	}
	if status := s.stop(syscall.SIGTERM); status != 0 {
		t.Errorf("serving from PostgreSQL ended with %d: %s", status, s.log)
	}
}
