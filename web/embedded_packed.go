//go:build packed

package web

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

// embedded are the templates, the static files and the catalogues, unpacked as
// they are read.
var embedded = func() fs.FS {
	files, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		panic(err) // the build is damaged
	}
	return files
}()
