// Package tests drives the whole of Discern from outside, as its users do:
// lessons over HTTP, a real browser, command lines, faults and load.
//
// Nothing in it is imported by the program. Each lesson runs on a server of
// this very process that listens on loopback, with the real store; each check
// of importance has a control beside it that must fail.
package tests
