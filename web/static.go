package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"
)

// file is one embedded file, ready to be sent.
type file struct {
	kind    string // media type
	version string // hash of its content
	plain   []byte
	packed  []byte   // gzip
	imports []string // names of the modules that it imports
}

// files are the embedded files by name. They are all there is: no address leads
// to a folder of the machine.
type files map[string]file

// mediaTypes are the kinds of files there are; another one is a mistake.
var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",

	".webmanifest": "application/manifest+json",
}

func readFiles() (files, error) {
	entries, err := fs.ReadDir(embedded, "static")
	if err != nil {
		return nil, err
	}
	all := files{}
	for _, entry := range entries {
		if err := all.read(entry.Name()); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// imported finds the modules of ours that a script imports.
var imported = regexp.MustCompile(`(?m)^(import (?:.* from )?"\./)([a-z]+\.js)";$`)

// remarks are what is not sent but for the first group: comments, in scripts lines
// that are one, in style sheets the space after what a rule consists of.
var remarks = map[string]*regexp.Regexp{
	".css": regexp.MustCompile(`(?s)/\*.*?\*/\s*|([{;}])\s+`),
	".js":  regexp.MustCompile(`(?m)(?:^/\*(?s:.*?)\*/\s*|^\s*//.*\n)`),
}

// read reads one file, after those that it imports: it names them with their
// version, so that a browser asks for each only once.
func (f files) read(name string) error {
	if _, done := f[name]; done {
		return nil
	}
	plain, err := fs.ReadFile(embedded, "static/"+name)
	if err != nil {
		return err
	}
	kind, ok := mediaTypes[path.Ext(name)]
	if !ok {
		return fmt.Errorf("%s: no media type for it", name)
	}
	if remark := remarks[path.Ext(name)]; remark != nil {
		plain = remark.ReplaceAll(plain, []byte("$1"))
	}
	one := file{kind: kind}
	for _, found := range imported.FindAllSubmatch(plain, -1) {
		other := string(found[2])
		if err := f.read(other); err != nil {
			return fmt.Errorf("%s imports %s: %w", name, other, err)
		}
		one.imports = append(one.imports, other)
		plain = bytes.Replace(plain, found[0], fmt.Appendf(nil, `%s%s?v=%s";`, found[1], other, f[other].version), 1)
	}
	var packed bytes.Buffer
	zip, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if _, err := zip.Write(plain); err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	sum := sha256.Sum256(plain)
	one.version, one.plain, one.packed = hex.EncodeToString(sum[:6]), plain, packed.Bytes()
	f[name] = one
	return nil
}

// funcs gives templates the address of a file, {{asset "design.css"}}, and the
// modules that a script imports, {{range imports "quiz.js"}}.
func (f files) funcs() template.FuncMap {
	return template.FuncMap{"asset": func(name string) (string, error) {
		one, ok := f[name]
		if !ok {
			return "", fmt.Errorf("no static file %s", name)
		}
		return "/static/" + name + "?v=" + one.version, nil
	}, "imports": func(name string) []string { return f[name].imports }}
}

// static sends a file. An address with the right version never changes its
// content; any other has to be asked for again each time.
func (s *Server) static(c echo.Context) error {
	one, ok := s.files[c.Param("name")]
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "no-cache")
	if c.QueryParam("v") == one.version {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Vary", "Accept-Encoding")
	tag, content := `"`+one.version+`"`, one.plain
	if strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		tag, content = `"`+one.version+`-gz"`, one.packed
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", tag)
	if c.Request().Header.Get("If-None-Match") == tag {
		h.Del("Content-Encoding")
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, one.kind, content)
}
