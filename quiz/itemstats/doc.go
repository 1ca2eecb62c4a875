// Package itemstats is item analysis: how well each question of a quiz, and the
// quiz as a whole, does its job. It is pure functions on a matrix of marks.
//
// A row is a student's attempt and a column a question; a mark is right, wrong or
// not asked, as students are asked different questions. Every statistic of a
// question is taken over those who were asked it. What is compared with it is
// the share of their other questions that they had right, which is the published
// sum over the rest but for a factor, and so gives the published figure where
// all were asked all. Statistics of the whole need a matrix without holes.
//
// What the marks do not allow is told by ok = false, never by 0 or NaN. Rules on
// what may be shown to whom are in show.go, apart from the formulas. The formulas
// are those of STATISTICS.md; the package knows no passages and no students.
package itemstats
