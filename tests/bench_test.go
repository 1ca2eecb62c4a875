package tests

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// phase is how long each figure is measured.
const phase = 5 * time.Second

// BenchmarkLoad prints, from one run and with the load on the same machine:
// what the store makes durable without HTTP, what the service makes durable
// with it at 64 and 512 connections, and how many question pages it serves.
func BenchmarkLoad(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { load(b, store.Options{Dir: b.TempDir()}) })
	b.Run("postgres", func(b *testing.B) { load(b, store.Options{Database: storetest.Postgres(b)}) })
}

func load(b *testing.B, o store.Options) {
	s := start(b, o)
	seats := benchClass(b, s, 512)
	for range b.N {
		bare := throughput(b, 256, func(int) error {
			_, err := s.store.NewLink(context.Background(), "")
			return err
		})
		report(b, "bare-inserts", bare)
		for _, connections := range []int{64, 512} {
			answers := overHTTP(b, s, connections, func(i, turn int) []byte { return seats[i].put(turn) })
			report(b, fmt.Sprint("answers@", connections), answers)
			b.ReportMetric(answers.rate/bare.rate, fmt.Sprintf("answers@%d/bare", connections))
		}
		pages := overHTTP(b, s, 64, func(i, turn int) []byte { return seats[i].page(turn) })
		report(b, "pages@64", pages)
	}
	b.ReportMetric(0, "ns/op")
}

// figures are the rate and latencies of one phase, and the processor time that
// one turn took, load included: the figure that a busy machine does not spoil.
type figures struct {
	rate          float64
	p50, p99, cpu time.Duration
}

func report(b *testing.B, name string, f figures) {
	b.ReportMetric(f.rate, name+"/s")
	b.ReportMetric(float64(f.p50.Microseconds())/1000, name+"-p50-ms")
	b.ReportMetric(float64(f.p99.Microseconds())/1000, name+"-p99-ms")
	b.ReportMetric(float64(f.cpu.Nanoseconds())/1000, name+"-cpu-µs")
}

// throughput runs work over and over from n goroutines for one phase.
func throughput(b *testing.B, n int, work func(worker int) error) figures {
	b.Helper()
	var wait sync.WaitGroup
	each := make([]*hdrhistogram.Histogram, n)
	begun, used := time.Now(), processor(b)
	for i := range n {
		wait.Go(func() {
			each[i] = hdrhistogram.New(1, time.Minute.Microseconds(), 3)
			for time.Since(begun) < phase {
				from := time.Now()
				if err := work(i); err != nil {
					b.Error(err)
					return
				}
				_ = each[i].RecordValue(time.Since(from).Microseconds())
			}
		})
	}
	wait.Wait()
	took, used := time.Since(begun), processor(b)-used
	all := hdrhistogram.New(1, time.Minute.Microseconds(), 3)
	for _, h := range each {
		all.Merge(h)
	}
	return figures{float64(all.TotalCount()) / took.Seconds(), time.Duration(all.ValueAtQuantile(50)) * time.Microsecond,
		time.Duration(all.ValueAtQuantile(99)) * time.Microsecond, used / time.Duration(max(all.TotalCount(), 1))}
}

// processor is the processor time that this process has used.
func processor(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// overHTTP sends requests over n connections that stay open, each waiting for
// its answer before the next.
func overHTTP(b *testing.B, s *server, n int, request func(seat, turn int) []byte) figures {
	b.Helper()
	connections, readers, turns := make([]net.Conn, n), make([]*bufio.Reader, n), make([]int, n)
	for i := range connections {
		c, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
		if err != nil {
			b.Fatal(err)
		}
		defer c.Close()
		connections[i], readers[i] = c, bufio.NewReaderSize(c, 32<<10)
	}
	return throughput(b, n, func(i int) error {
		turns[i]++
		if _, err := connections[i].Write(request(i, turns[i])); err != nil {
			return err
		}
		return readAnswer(readers[i])
	})
}

// readAnswer reads past one HTTP answer and requires that it says 200. It is
// lean, as it shares the machine with what it measures.
func readAnswer(r *bufio.Reader) error {
	length := 0
	for first := true; ; first = false {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return err
		}
		if first && !bytes.HasPrefix(line, []byte("HTTP/1.1 200")) {
			return errors.New(strings.TrimSpace(string(line)))
		}
		if len(line) <= 2 {
			break
		}
		if name, value, ok := bytes.Cut(line, []byte(": ")); ok && string(name) == "Content-Length" {
			if length, err = strconv.Atoi(strings.TrimSpace(string(value))); err != nil {
				return err
			}
		}
	}
	_, err := r.Discard(length)
	return err
}

// seat is a student of the benchmark with an open attempt.
type seat struct{ host, token, attempt string }

// put is a request that changes an answer each time.
func (s seat) put(turn int) []byte {
	body := fmt.Sprintf(`{"label":%q}`, questions.Labels[turn/12%3])
	return fmt.Appendf(nil, "PUT /api/v1/attempts/%s/answers/%d HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		s.attempt, 1+turn%12, s.host, s.token, len(body), body)
}

// page asks for a question as a browser does.
func (s seat) page(turn int) []byte {
	return fmt.Appendf(nil, "GET /attempt/%s/%d HTTP/1.1\r\nHost: %s\r\nCookie: discern_seat=%s\r\n\r\n", s.attempt, 1+turn%12, s.host, s.token)
}

func benchClass(b *testing.B, s *server, n int) []seat {
	b.Helper()
	teacher := storetest.Teacher(b, s.store, "t@school.example")
	class := storetest.Class(b, s.store, teacher)
	line := storetest.Assignment(b, s.store, teacher, class.ID, nil)
	seats := make([]seat, n)
	for i := range seats {
		joined, err := s.store.Join(context.Background(), quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: fmt.Sprint("Pupil ", i)}, quiz.Intent{})
		if err != nil {
			b.Fatal(err)
		}
		sheet, _, err := s.store.StartAttempt(context.Background(), storetest.Who(b, s.store, joined.Token), line.ID, quiz.Intent{})
		if err != nil {
			b.Fatal(err)
		}
		seats[i] = seat{strings.TrimPrefix(s.base, "http://"), joined.Token, sheet.Attempt.ID}
	}
	return seats
}
