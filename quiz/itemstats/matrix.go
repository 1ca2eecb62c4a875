package itemstats

import "fmt"

// Mark is what one student got for one question, of at most 1.
type Mark int8

// The marks. A blank is Wrong: it was asked and not answered.
const (
	NotAsked Mark = -1
	Wrong    Mark = 0
	Right    Mark = 1
)

// Matrix is marks of students (rows) on questions (columns). It does not change.
type Matrix struct {
	marks [][]Mark
	right []int // of each student
	asked []int // of each student
	items int
	taken []int // students asked, of each question

	columns  []column
	withAll  []float64 // covariance of each column's marks with its totals
	variance []float64 // of each column's marks
}

// New makes a matrix of rows of the same length. It keeps the rows, which must
// not be changed any more. It fails for rows of unequal length or unknown marks.
func New(rows [][]Mark) (*Matrix, error) {
	m := &Matrix{marks: rows, right: make([]int, len(rows)), asked: make([]int, len(rows))}
	if len(rows) > 0 {
		m.items = len(rows[0])
	}
	m.taken = make([]int, m.items)
	for i, row := range rows {
		if len(row) != m.items {
			return nil, fmt.Errorf("read marks: student %d has %d marks, want %d", i+1, len(row), m.items)
		}
		for j, mark := range row {
			switch mark {
			case Right:
				m.right[i]++
				fallthrough
			case Wrong:
				m.asked[i]++
				m.taken[j]++
			case NotAsked:
			default:
				return nil, fmt.Errorf("read marks: student %d has the mark %d on question %d", i+1, mark, j+1)
			}
		}
	}
	m.columns, m.withAll, m.variance = make([]column, m.items), make([]float64, m.items), make([]float64, m.items)
	for j := range m.columns {
		c := m.columnOf(j)
		if m.columns[j] = c; len(c.mark) > 1 {
			m.withAll[j], m.variance[j] = covariance(c.mark, c.total), covariance(c.mark, c.mark)
		}
	}
	return m, nil
}

// Students is the number of rows.
func (m *Matrix) Students() int { return len(m.marks) }

// Items is the number of columns.
func (m *Matrix) Items() int { return m.items }

// Asked is how many students were asked question j, from 0.
func (m *Matrix) Asked(j int) int { return m.taken[j] }

// Complete reports whether all students were asked the same questions.
func (m *Matrix) Complete() bool {
	for _, n := range m.taken {
		if n != 0 && n != len(m.marks) {
			return false
		}
	}
	return true
}

// even reports whether all students were asked equally many questions.
func (m *Matrix) even() bool {
	for _, n := range m.asked {
		if n != m.asked[0] {
			return false
		}
	}
	return true
}

// column is one question beside what those who were asked it did elsewhere.
type column struct {
	mark  []float64 // on the question, 0 or 1
	rest  []float64 // share right of the others that the student was asked
	total []float64 // share right of all that the student was asked
	row   []int     // which student
}

// columnOf makes the column of question j. Who was asked nothing else is left out.
func (m *Matrix) columnOf(j int) column {
	lists := make([]float64, 3*m.taken[j])
	third := func(i int) []float64 { return lists[i*m.taken[j] : i*m.taken[j] : (i+1)*m.taken[j]] }
	c := column{mark: third(0), rest: third(1), total: third(2), row: make([]int, 0, m.taken[j])}
	for i, row := range m.marks {
		if row[j] == NotAsked || m.asked[i] < 2 {
			continue
		}
		c.mark = append(c.mark, float64(row[j]))
		c.rest = append(c.rest, float64(m.right[i]-int(row[j]))/float64(m.asked[i]-1))
		c.total = append(c.total, float64(m.right[i])/float64(m.asked[i]))
		c.row = append(c.row, i)
	}
	return c
}

// totals are the marks of each student, summed.
func (m *Matrix) totals() []float64 {
	sums := make([]float64, len(m.right))
	for i, n := range m.right {
		sums[i] = float64(n)
	}
	return sums
}
