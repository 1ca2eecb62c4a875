package itemstats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat"

	"discern/quiz/itemstats"
)

// large is marks of 200 students on 24 questions of unlike difficulty, by a
// simple model of ability.
func large(seed uint64) [][]itemstats.Mark {
	random := rand.New(rand.NewPCG(seed, 24))
	difficulty := make([]float64, 24)
	for j := range difficulty {
		difficulty[j] = random.NormFloat64()
	}
	rows := make([][]itemstats.Mark, 200)
	for i := range rows {
		ability := random.NormFloat64()
		for _, hard := range difficulty {
			mark := itemstats.Wrong
			if random.Float64() < 1.0/3+2.0/3/(1+math.Exp(hard-ability)) {
				mark = itemstats.Right
			}
			rows[i] = append(rows[i], mark)
		}
	}
	return rows
}

var seeds = []uint64{1, 2, 3}

func TestGonum(t *testing.T) {
	for _, seed := range seeds {
		rows := large(seed)
		m := made(t, rows)
		_, _, totals := columns(rows, 0)
		variances, weights := 0.0, 0.0
		for j := range m.Items() {
			mark, _, _ := columns(rows, j)
			variances += stat.Variance(mark, nil)
			weights += math.Sqrt(max(0, stat.Covariance(mark, totals, nil)))
		}
		const p = 24
		alpha := p / (p - 1.0) * (1 - variances/stat.Variance(totals, nil))
		for name, c := range map[string]struct {
			of   func() (float64, bool)
			want float64
		}{
			"mean": {m.Mean, stat.Mean(totals, nil)}, "sd": {m.SD, stat.StdDev(totals, nil)}, "alpha": {m.Alpha, alpha}, "KR-20": {m.KR20, alpha},
			"SEM": {m.SEM, stat.StdDev(totals, nil) * math.Sqrt(1-alpha)}, "skewness": {m.Skewness, stat.Skew(totals, nil)},
			"kurtosis": {m.Kurtosis, stat.ExKurtosis(totals, nil)},
		} {
			got, ok := c.of()
			near(t, name, got, ok, c.want, 1e-9)
		}
		for j := range m.Items() {
			mark, rest, total := columns(rows, j)
			ordered, orderedRest := slices.Sorted(slices.Values(mark)), slices.Sorted(slices.Values(rest))
			wants := map[string]float64{"facility": stat.Mean(mark, nil), "discrimination": stat.Correlation(mark, rest, nil),
				"efficiency":     stat.Covariance(mark, rest, nil) / stat.Covariance(ordered, orderedRest, nil),
				"point-biserial": stat.Correlation(mark, total, nil), "weight": math.Sqrt(stat.Covariance(mark, total, nil)) / weights,
				"alpha dropped": 23.0 / 22 * (1 - (variances-stat.Variance(mark, nil))/stat.Variance(rest, nil))}
			for name, of := range statistics(m) {
				got, ok := of(j)
				near(t, fmt.Sprint(name, " ", j), got, ok, wants[name], 1e-9)
			}
		}
	}
}

// TestR compares with alpha of R's package psych. It is run by make test-r,
// which names the script; elsewhere there may be no R.
func TestR(t *testing.T) {
	script := os.Getenv("DISCERN_TEST_R")
	if script == "" {
		t.Skip("run by make test-r")
	}
	for _, seed := range seeds {
		rows := large(seed)
		m := made(t, rows)
		alpha, dropped, without := askR(t, script, rows)
		got, ok := m.Alpha()
		near(t, "alpha", got, ok, alpha, 1e-9)
		for j := range m.Items() {
			got, ok := m.Discrimination(j)
			near(t, fmt.Sprint("r.drop ", j), got, ok, dropped[j], 1e-9)
			got, ok = m.AlphaDropped(j)
			near(t, fmt.Sprint("alpha dropped ", j), got, ok, without[j], 1e-9)
		}
	}
}

// askR returns raw alpha, r.drop of each question and raw alpha without it.
func askR(t *testing.T, script string, rows [][]itemstats.Mark) (alpha float64, dropped, without []float64) {
	t.Helper()
	var table strings.Builder
	for _, row := range rows {
		table.WriteString(strings.Trim(strings.ReplaceAll(fmt.Sprint(row), " ", ","), "[]") + "\n")
	}
	file := filepath.Join(t.TempDir(), "marks.csv")
	if err := os.WriteFile(file, []byte(table.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("Rscript", "--vanilla", script, file)
	var complaint strings.Builder
	command.Stderr = &complaint
	out, err := command.Output()
	if err != nil {
		t.Fatalf("Rscript: %v\n%s", err, &complaint)
	}
	var numbers []float64
	for _, word := range strings.Fields(string(out)) {
		number, err := strconv.ParseFloat(word, 64)
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, number)
	}
	if want := 1 + 2*len(rows[0]); len(numbers) != want {
		t.Fatalf("R gave %d numbers, want %d", len(numbers), want)
	}
	return numbers[0], numbers[1 : 1+len(rows[0])], numbers[1+len(rows[0]):]
}
