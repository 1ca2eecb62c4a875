// Command discern serves quizzes that ask whether a statement is a fact, an
// inference or an opinion, and manages the data that it serves.
//
// Each command is a struct in a file of its own, with its flags as fields and
// its work in Run; kong reads the command line into it. Every flag has a name in
// the environment too. A command opens the store, does one thing with it and
// says in plain words what came of it: nothing of SQL or of Go is shown.
//
// It exits with 0 if that was done, 1 if it could not be, 2 for wrong usage and
// 78 if the data are damaged or newer than the program. The package has no rules
// and no pages: those are in quiz and web.
package main

import "os"

// commit is the revision the program was built from; see the Makefile.
var commit = ""

// version is the release.
const version = "0.1.0"

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}
