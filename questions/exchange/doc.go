// Package exchange takes packs to the files of other tools and back: Moodle XML,
// GIFT, QTI 2.2 and 3.0 packages, CSV, and Discern's own JSON.
//
// Three ideas carry it. A file shows each passage as a question with three
// choices, in words; beside it stands, where the format leaves room for it, all
// that the format has no field for, so that a pack comes back as it went. What
// the file shows wins over what stands beside it: where somebody has edited the
// question elsewhere, the edit is taken and the difference told. And nothing is
// dropped in silence: whatever of a file cannot be used is listed with a reason.
//
// Files come from strangers. Their size, depth, entries and encoding are
// bounded before any of their content is used, and entities are not expanded.
// The package keeps nothing, reads no clock and does not decide whether a pack
// may be published: questions.Check does.
package exchange
