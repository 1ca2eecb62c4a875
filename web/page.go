package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

//go:embed templates/*.html
var templates embed.FS

// frame is what every page has; each page struct embeds it.
type frame struct {
	Title  string // of the page; the product's name is added
	Body   string // width of the page: read, notes or wide
	Who    string // whose page it is, at the top right
	Lang   string // of the page, "" for English
	Script string // module of ours in static that adds to the page, or ""
}

// framed is any page struct.
type framed interface{ inFrame() frame }

func (f frame) inFrame() frame { return f }

// Language is the language of the page's own words.
func (f frame) Language() string {
	if f.Lang == "" {
		return "en"
	}
	return f.Lang
}

// pages holds the templates, each page's parsed together with base.html and
// the parts that all share.
type pages struct {
	parsed map[string]*template.Template
	files  files
	dev    string // folder to read again for each page
}

// readPages parses every template. A file that defines "main" is the page of
// its name; what the others define is shared by all pages. A folder of one's own
// has to have every page that is embedded.
func readPages(f files, dev string) (*pages, error) {
	p := &pages{files: f}
	if err := p.read(); err != nil || dev == "" {
		return p, err
	}
	own := &pages{files: f, dev: dev}
	if err := own.read(); err != nil {
		return nil, err
	}
	for name := range p.parsed {
		if own.parsed[name] == nil {
			return nil, fmt.Errorf("%s.html is not in %s", name, dev)
		}
	}
	return own, nil
}

func (p *pages) read() error {
	from, err := fs.Sub(templates, "templates")
	if err != nil {
		return err
	}
	if p.dev != "" {
		from = os.DirFS(p.dev)
	}
	names, err := fs.Glob(from, "*.html")
	if err != nil {
		return err
	}
	shared := template.New("base.html").Funcs(p.files.funcs()).Funcs(words)
	var own []string
	for _, name := range names {
		text, err := fs.ReadFile(from, name)
		switch {
		case err != nil:
			return err
		case bytes.Contains(text, []byte(`{{define "main"}}`)):
			own = append(own, name)
			continue
		}
		if shared, err = shared.ParseFS(from, name); err != nil {
			return err
		}
	}
	parsed := map[string]*template.Template{}
	for _, name := range own {
		page, err := shared.Clone()
		if err != nil {
			return err
		}
		if page, err = page.ParseFS(from, name); err != nil {
			return err
		}
		parsed[strings.TrimSuffix(name, path.Ext(name))] = page
	}
	p.parsed = parsed
	return nil
}

// render writes the page of a name into out.
func (p *pages) render(out *bytes.Buffer, name string, view framed) error {
	if p.dev != "" {
		fresh := &pages{files: p.files, dev: p.dev}
		if err := fresh.read(); err != nil {
			return err
		}
		p = fresh
	}
	page, ok := p.parsed[name]
	if !ok {
		return fmt.Errorf("render page %s: no such template", name)
	}
	if err := page.ExecuteTemplate(out, "base.html", view); err != nil {
		return fmt.Errorf("render page %s: %w", name, err)
	}
	return nil
}

// buffers are used again, as most pages are about as long as the last one.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// longestKept is the largest buffer that is kept for the next page, in bytes.
const longestKept = 256 << 10

// page answers with the page of a name, filled from view. Nothing is sent
// before all of it could be rendered.
func (s *Server) page(c echo.Context, status int, name string, view framed) error {
	out := buffers.Get().(*bytes.Buffer)
	out.Reset()
	defer func() {
		if out.Cap() <= longestKept {
			buffers.Put(out)
		}
	}()
	if err := s.pages.render(out, name, view); err != nil {
		return err
	}
	if c.Response().Header().Get("Retry-After") == "" {
		askPatience(c, nil, status)
	}
	c.Response().Header().Set("Content-Length", strconv.Itoa(out.Len()))
	return c.HTMLBlob(status, out.Bytes())
}
