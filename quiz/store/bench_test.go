package store_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// BenchmarkSaveAnswer saves answers of 512 students at once, without HTTP:
// what the store makes durable.
func BenchmarkSaveAnswer(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkSave(b, store.Options{Dir: b.TempDir()}) })
	b.Run("postgres", func(b *testing.B) { benchmarkSave(b, store.Options{Database: storetest.Postgres(b)}) })
}

func benchmarkSave(b *testing.B, o store.Options) {
	s := storetest.Open(b, o)
	teacher := storetest.Teacher(b, s, "t@school.example")
	class := storetest.Class(b, s, teacher)
	line := storetest.Assignment(b, s, teacher, class.ID, nil)
	const students = 512
	who, attempts := make([]quiz.Actor, students), make([]string, students)
	for i := range who {
		who[i] = storetest.Student(b, s, class.Code, fmt.Sprint("Pupil ", i))
		sheet, _, err := s.StartAttempt(ctx, who[i], line.ID, quiz.Intent{})
		if err != nil {
			b.Fatal(err)
		}
		attempts[i] = sheet.Attempt.ID
	}
	var next atomic.Int64
	b.SetParallelism(students / 2)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			turn := next.Add(1)
			i, n := int(turn)%students, int(turn/students)
			change := quiz.Change{N: 1 + n%12, Label: questions.Labels[n/12%3]}
			if _, _, err := s.SaveAnswer(ctx, who[i], attempts[i], change); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
}
