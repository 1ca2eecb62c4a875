// Package questions holds what Discern asks about: passages, the kind each one
// was decided to be, and the packs in which both travel.
//
// Three ideas carry it. A Passage has no field that depends on its Key, so what
// a student is sent cannot give the answer away; an Item joins the two and has
// no form of its own in JSON. A key is a decision with its evidence: the
// reviewers' readings stay beside it, and how far they agree is counted, never
// stored. A published pack never changes: its Hash names its content, whatever
// the white space of the file.
//
// Offsets are in Unicode code points. Everything here is a function of its
// arguments: the package reads no clock, draws no random numbers and knows
// nothing of classes, attempts, databases or pages.
package questions
