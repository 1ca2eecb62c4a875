// Package quiz holds the rules of Discern: who may do what and when, which
// passages an attempt asks, and what a set of answers scores.
//
// Everything here is a value or a pure function of values. Time and randomness
// come in as arguments; nothing is stored, sent or looked up. The store loads
// the values, asks a rule, and saves what the rule allows, all in one
// transaction.
//
// A score is never typed in: it is Mark of the picked passages, the answers and
// the key of one pack version. What a student is sent is built from types that
// have no field for the key (Sheet, Question), until a Result is allowed.
package quiz
