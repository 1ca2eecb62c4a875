// Command pack writes files that a package embeds into one zip archive, for the
// build tag packed: the binary is smaller by three quarters of them.
//
//	go run ./cmd/pack questions/packs/packed.zip questions/packs '*.json'
//
// The archive comes first, then the folder that the names in it begin at, then
// patterns as of path.Match. The same files make the same archive.
package main

import (
	"archive/zip"
	"compress/flate"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: pack ARCHIVE FOLDER PATTERN...")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.DirFS(os.Args[2]), os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(archive string, from fs.FS, patterns []string) (err error) {
	out, err := os.Create(archive)
	if err != nil {
		return err
	}
	defer func() {
		if failed := out.Close(); err == nil {
			err = failed
		}
	}()
	w := zip.NewWriter(out)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(to, flate.BestCompression)
	})
	for _, pattern := range patterns {
		names, err := fs.Glob(from, pattern)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return fmt.Errorf("%s fits no file", pattern)
		}
		for _, name := range names {
			if err := add(w, from, path.Clean(name)); err != nil {
				return err
			}
		}
	}
	return w.Close()
}

// add writes one file, without its time, so that the same files make the same
// archive.
func add(w *zip.Writer, from fs.FS, name string) error {
	text, err := fs.ReadFile(from, name)
	if err != nil {
		return err
	}
	to, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = to.Write(text)
	return err
}
