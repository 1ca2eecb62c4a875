package quiz

// SeatLine is one assignment as one student did it.
type SeatLine struct {
	Assignment Assignment
	State      AssignmentState // at the time of asking
	Rule       Rule            // that made the score
	Row        Row
	Sure       Calibration // of the attempt that counts
}

// SeatScores is one student over all assignments of the class that students see,
// the oldest first.
type SeatScores struct {
	Seat  Seat
	Class Class
	Lines []SeatLine
}

// Done are the lines with a score.
func (s SeatScores) Done() []SeatLine {
	var done []SeatLine
	for _, line := range s.Lines {
		if line.Row.Score != nil {
			done = append(done, line)
		}
	}
	return done
}

// Total adds the scores up, of the attempts that count.
func (s SeatScores) Total() Score {
	var total Score
	for _, line := range s.Done() {
		score := line.Row.Score
		total.Right += score.Right
		total.Max += score.Max
		total.Answered += score.Answered
		for k, part := range score.ByKind {
			total.ByKind[k].Right += part.Right
			total.ByKind[k].Of += part.Of
		}
		total.Confusion.Add(score.Confusion)
	}
	return total
}
