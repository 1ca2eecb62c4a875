package main

import (
	"runtime/debug"

	"discern/quiz/store"
)

// about is the command version.
type about struct{}

// Run prints what this program is.
func (about) Run(out *printer) error {
	out.line("discern %s, commit %s, SQLite %s", version, builtFrom(), store.SQLiteVersion())
	return nil
}

// builtFrom is the revision that was given to the linker, else the one that the
// go command recorded.
func builtFrom() string {
	if commit != "" {
		return commit
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				return setting.Value
			}
		}
	}
	return "unknown"
}
