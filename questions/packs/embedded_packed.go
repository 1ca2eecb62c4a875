//go:build packed

package packs

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io/fs"
)

// packed is made by make build from what embedded.go lists.
//
//go:embed packed.zip
var packed []byte

// FS holds one file for each pack, named after the pack's slug, unpacked as it
// is read.
var FS = func() fs.FS {
	files, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		panic(err) // the build is damaged
	}
	return files
}()
