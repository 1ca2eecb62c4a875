package store_test

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/Shopify/toxiproxy/v2/stream"
	"github.com/Shopify/toxiproxy/v2/toxics"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// proxied puts a proxy between the store and its PostgreSQL.
func proxied(t *testing.T) (address string, proxy *toxiproxy.Proxy) {
	t.Helper()
	u, err := url.Parse(storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), zerolog.Nop())
	proxy = toxiproxy.NewProxy(server, t.Name(), "127.0.0.1:0", u.Host)
	if err := proxy.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Stop)
	u.Host = proxy.Listen
	return u.String(), proxy
}

// poison makes the link faulty; the returned function heals it.
func poison(t *testing.T, proxy *toxiproxy.Proxy, kind, direction, attributes string) (heal func()) {
	t.Helper()
	name := kind + direction
	_, err := proxy.Toxics.AddToxicJson(strings.NewReader(fmt.Sprintf(
		`{"name":%q,"type":%q,"stream":%q,"toxicity":1,"attributes":%s}`, name, kind, direction, attributes)))
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := proxy.Toxics.RemoveToxic(context.Background(), name); err != nil {
			t.Errorf("heal %s: %v", name, err)
		}
	}
}

// commits counts COMMITs on their way to the server; of those that cutEvery
// picks, the answer is thrown away and the connection cut.
var commits, pending atomic.Int64

const cutEvery = 2

// watch sees COMMITs go by; cut drops the answer to a picked one.
type (
	watch struct{}
	cut   struct{}
)

func init() {
	zerolog.SetGlobalLevel(zerolog.Disabled)
	toxics.Register("watch", new(watch))
	toxics.Register("cut", new(cut))
}

func pass(stub *toxics.ToxicStub, drop func(*stream.StreamChunk) bool) {
	for {
		select {
		case <-stub.Interrupt:
			return
		case chunk := <-stub.Input:
			if chunk == nil || drop(chunk) {
				stub.Close()
				return
			}
			stub.Output <- chunk
		}
	}
}

func (*watch) Pipe(stub *toxics.ToxicStub) {
	pass(stub, func(chunk *stream.StreamChunk) bool {
		if bytes.Contains(bytes.ToLower(chunk.Data), []byte("commit\x00")) && commits.Add(1)%cutEvery == 0 {
			pending.Store(1)
		}
		return false
	})
}

func (*cut) Pipe(stub *toxics.ToxicStub) {
	pass(stub, func(*stream.StreamChunk) bool { return pending.CompareAndSwap(1, 0) })
}

// renames renames a student over a link that cuts every second answer to
// COMMIT, and returns how often the act took effect, as its audit shows, and
// how often the answer was cut.
func renames(t *testing.T, times int, spoil func(*store.Store)) (effects, cuts int) {
	t.Helper()
	address, proxy := proxied(t)
	s := storetest.Open(t, store.Options{Database: address})
	teacher := storetest.Teacher(t, s, "t@school.example")
	class := storetest.Class(t, s, teacher)
	student := storetest.Student(t, s, class.Code, "Pupil 0")
	if spoil != nil {
		spoil(s)
	}
	watching := poison(t, proxy, "watch", "upstream", "{}")
	cutting := poison(t, proxy, "cut", "downstream", "{}")
	before := s.Retries()
	for i := range times {
		name := fmt.Sprint("Pupil ", i)
		if _, err := s.UpdateSeat(ctx, teacher, student.ID, quiz.SeatChange{Name: &name}); err != nil {
			t.Errorf("rename %d: %v", i, err)
		}
	}
	cutting()
	watching()
	effects, err := store.AuditRows(ctx, s, student.ID)
	if err != nil {
		t.Fatal(err)
	}
	seats, err := s.Seats(ctx, teacher, class.ID)
	if want := fmt.Sprint("Pupil ", times-1); err != nil || len(seats) != 1 || seats[0].Name != want {
		t.Errorf("seats = %+v, %v, want one %s", seats, err, want)
	}
	return effects, int(s.Retries() - before)
}

// A commit whose answer is lost took place; trying again must not do it twice.
func TestCutCommit(t *testing.T) {
	effects, cuts := renames(t, 40, nil)
	if effects != 40 || cuts < 15 {
		t.Errorf("40 acts took effect %d times, with %d answers cut; want 40 and at least 15", effects, cuts)
	}
	// The control: without the key of the act there are duplicates.
	effects, cuts = renames(t, 40, store.Keyless)
	if effects <= 40 {
		t.Errorf("without keys 40 acts took effect %d times, with %d answers cut; want duplicates", effects, cuts)
	}
}
