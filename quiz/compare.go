package quiz

// Comparison is what changed from one attempt of a student to a later one.
type Comparison struct {
	Before int     // number of the earlier attempt
	ByKind [3]Move // by the kind of the key
	// Of the passages that both asked: how many, how many became the same as the
	// key, and how many did so no more.
	Common, Gained, Lost int
}

// Move is how many of one kind were right, before and now.
type Move struct{ Before, Now Part }

// CompareAttempts holds an attempt against an earlier one of the same student.
func CompareAttempts(before, now Result) Comparison {
	c := Comparison{Before: before.Attempt.Number}
	for k := range c.ByKind {
		c.ByKind[k] = Move{before.Score.ByKind[k], now.Score.ByKind[k]}
	}
	was := map[string]bool{}
	for _, marked := range before.Questions {
		was[marked.Passage.ID] = marked.Right
	}
	for _, marked := range now.Questions {
		right, asked := was[marked.Passage.ID]
		switch {
		case !asked:
			continue
		case marked.Right && !right:
			c.Gained++
		case right && !marked.Right:
			c.Lost++
		}
		c.Common++
	}
	return c
}
