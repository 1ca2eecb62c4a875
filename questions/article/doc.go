// Package article reads a text into paragraphs and sentences, and finds the
// spans of a pack again in any copy of the text they were taken from.
//
// Three ideas carry it. Everything is counted on normalised text, so two copies
// that differ in quotes, dashes or line breaks are the same text. Sentences are
// those of Unicode (UAX #29), mended where a reader would not stop: after
// abbreviations and initials, inside quotations, lists and brackets. A span is
// known by its length and SHA-256 alone, so it is found word for word or not at
// all, and a pack never has to carry another writer's words.
//
// What comes from outside is a file of at most 2 MiB that Read takes for what
// it holds, whatever its name. The package fetches nothing, keeps nothing,
// reads no clock and draws no random numbers.
package article
