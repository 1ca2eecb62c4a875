package storetest

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver by which the tests make their schemas
)

// server is the one throw-away PostgreSQL of a test process.
var server struct {
	once sync.Once
	err  error
	dir  string
	port int
	cmd  *exec.Cmd
}

// Main runs the tests of a package and then stops the PostgreSQL that they
// started, if any. It is what their TestMain calls.
func Main(m *testing.M) int {
	code := m.Run()
	if server.cmd != nil {
		// SIGINT asks for a fast stop; it ends by itself then.
		_ = server.cmd.Process.Signal(syscall.SIGINT)
		_ = server.cmd.Wait()
	}
	if server.dir != "" {
		_ = os.RemoveAll(server.dir)
	}
	return code
}

// Postgres returns the address of an empty schema on a PostgreSQL that this
// process starts for its tests, or on the one of DISCERN_TEST_POSTGRES. It
// fails the test if there is none: nothing is skipped.
func Postgres(t testing.TB) string {
	t.Helper()
	address := os.Getenv("DISCERN_TEST_POSTGRES")
	if address == "" {
		server.once.Do(func() { server.err = startPostgres() })
		if server.err != nil {
			t.Fatalf("PostgreSQL for the tests could not be started; `make test` installs it: %v", server.err)
		}
		address = fmt.Sprintf("postgres://discern@127.0.0.1:%d/postgres?sslmode=disable", server.port)
	}
	schema := "test_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	execute(t, address, `CREATE SCHEMA `+schema)
	t.Cleanup(func() { execute(t, address, `DROP SCHEMA `+schema+` CASCADE`) })
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set("search_path", schema)
	u.RawQuery = query.Encode()
	return u.String()
}

func execute(t testing.TB, address, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// startPostgres makes a database cluster in a folder of its own and serves it
// on a free port of loopback, as a user without privileges.
func startPostgres() error {
	bin, err := postgresBin()
	if err != nil {
		return err
	}
	// Not in the test's own temporary folder, which other users cannot enter.
	if server.dir, err = os.MkdirTemp("", "discern-postgres-"); err != nil {
		return err
	}
	credential, err := unprivileged(server.dir)
	if err != nil {
		return err
	}
	run := func(name string, args ...string) *exec.Cmd {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.Dir = server.dir
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: credential, Pdeathsig: syscall.SIGINT}
		return cmd
	}
	data := filepath.Join(server.dir, "data")
	if out, err := run("initdb", "-D", data, "-U", "discern", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8").CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	if server.port, err = freePort(); err != nil {
		return err
	}
	var log bytes.Buffer
	cmd := run("postgres", "-D", data, "-p", strconv.Itoa(server.port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "fsync="+onOff(os.Getenv("DISCERN_TEST_FSYNC") != ""))
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		return err
	}
	server.cmd = cmd
	return waitFor(fmt.Sprintf("postgres://discern@127.0.0.1:%d/postgres?sslmode=disable", server.port), &log)
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func waitFor(address string, log *bytes.Buffer) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if err = db.Ping(); err == nil {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("no answer: %w: %s", err, log)
		}
	}
}

// postgresBin finds the folder of Debian's newest PostgreSQL.
func postgresBin() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("no PostgreSQL in /usr/lib/postgresql")
	}
	if err != nil {
		return "", err
	}
	return filepath.Dir(found[len(found)-1]), nil
}

// unprivileged gives the folder to the user nobody if the tests run as root,
// for whom PostgreSQL refuses to start.
func unprivileged(dir string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(nobody.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(nobody.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, int(uid), int(gid))
}
