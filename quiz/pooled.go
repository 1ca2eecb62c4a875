package quiz

import (
	"discern/questions"
	"discern/quiz/itemstats"
)

// PooledFrom is how many students must have been asked a passage before anything
// of their answers is shown outside their class.
const PooledFrom = 5

// PooledItems is how the passages of a pack version did in all classes of a
// school together, for reviewers. It tells of no class, teacher, student or time,
// nor how many classes there are; its table has no assignment and no class.
type PooledItems struct {
	Slug  string
	Title string
	ItemTable
}

// NewPooledItems makes the figures of a version by its own key, whatever single
// classes were marked by. Passages asked of fewer than PooledFrom students have
// neither counts nor figures, nor a number of students.
func NewPooledItems(pack *questions.Pack, sittings []Sitting) (PooledItems, error) {
	rule := RuleOf(pack)
	if len(sittings) < PooledFrom {
		sittings = nil
	}
	table, err := NewItemTable(pack.Items, sittings, rule)
	table.Language = pack.Language
	for i := range table.Lines {
		if s := &table.Lines[i].Stats; s.N < PooledFrom {
			*s = itemstats.Item{Why: "It was asked of fewer than " + itoa(PooledFrom) + " students: nothing of their answers is shown."}
		}
	}
	return PooledItems{pack.Slug, pack.Title, table}, err
}
