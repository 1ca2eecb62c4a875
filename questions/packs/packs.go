// Package packs holds the packs that come with Discern, as files in the format
// discern-pack/1: macron-leaks, forty statements restated from an opinion
// column, and everyday, a dozen from school life for practice and examples.
//
// It holds data and nothing else. Package questions reads and checks the files;
// a school's own packs are imported at run time and never stand here.
package packs
