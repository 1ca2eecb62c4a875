package article_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"discern/questions/article"
)

// utf16Bytes returns s in UTF-16 with a byte order mark.
func utf16Bytes(s string, bigEndian bool) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		if bigEndian {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

// texts returns the paragraphs of a document.
func texts(d article.Document) []string {
	var list []string
	for _, p := range d.Article.Paragraphs {
		list = append(list, p.Text)
	}
	return list
}

func TestReadText(t *testing.T) {
	want := []string{"Café 'x' - 5 €", "two lines"}
	const text = "Café ‘x’ – 5 €\r\n\r\ntwo\r\nlines\r\n"
	for _, tc := range []struct {
		name string
		in   []byte
	}{
		{"UTF-8", []byte(text)},
		{"UTF-8 with a mark", []byte("\ufeff" + text)},
		{"UTF-16, big end first", utf16Bytes(text, true)},
		{"UTF-16, little end first", utf16Bytes(text, false)},
		{"Windows-1252", []byte("Caf\xe9 \x91x\x92 \x96 5 \x80\r\n\r\ntwo\r\nlines\r\n")},
		{"a few controls and soft hyphens", []byte("Ca\u00adfé ‘x’ – 5\u200b €\n\n\x01two\nlines" + strings.Repeat(" ", 100))},
	} {
		for name, read := range map[string]func([]byte) (article.Document, error){
			"ReadText": article.ReadText, "Read": article.Read,
		} {
			d, err := read(tc.in)
			if err != nil {
				t.Errorf("%s: %s: %v", tc.name, name, err)
				continue
			}
			if diff := cmp.Diff(want, texts(d)); diff != "" || d.Title != "" {
				t.Errorf("%s: %s: title %q, paragraphs (-want +got):\n%s", tc.name, name, d.Title, diff)
			}
		}
	}
}

// Read goes by what a file holds.
func TestReadKinds(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   []byte
		want []string
	}{
		{"text", []byte("It rains."), []string{"It rains."}},
		{"text with a sign", []byte("<3 it rains"), []string{"<3 it rains"}},
		{"text that begins like an archive", []byte("PK is a name"), []string{"PK is a name"}},
		{"page", []byte("<!doctype html><p>It rains."), []string{"It rains."}},
		{"page behind a mark", []byte("\ufeff\n<html><p>It rains."), []string{"It rains."}},
		{"page in UTF-16", utf16Bytes("<html><p>It rains.", false), []string{"It rains."}},
		{"piece of a page", []byte("<p>It rains.</p>"), []string{"It rains."}},
		{"XHTML", []byte(`<?xml version="1.0"?><!DOCTYPE html><html><body><p>It rains.</p></body></html>`), []string{"It rains."}},
		{"Word", docx(t, paragraphXML("It rains."), ""), []string{"It rains."}},
	} {
		d, err := article.Read(tc.in)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if diff := cmp.Diff(tc.want, texts(d)); diff != "" {
			t.Errorf("%s: paragraphs (-want +got):\n%s", tc.name, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   []byte
		want string
	}{
		{"nothing", nil, "the file holds no text"},
		{"only space", []byte(" \n\u00a0\t"), "the file holds no text"},
		{"too large", make([]byte, article.MaxBytes+1), "the file is larger than 2 MiB"},
		{"too large in UTF-8", []byte(strings.Repeat("\x80", article.MaxBytes)), "the file is larger than 2 MiB"},
		{"a zero byte", []byte("It\x00rains"), "the file is not a text; it holds zero bytes"},
		{"UTF-16 without a mark", utf16Bytes("It rains.", false)[2:], "the file is not a text; it holds zero bytes"},
		{"controls", []byte(strings.Repeat("\x01a", 20)), "the file is not a text; it holds too many control characters"},
		{"a mark and no UTF-8", []byte("\ufeffcaf\xe9"), "the file is not UTF-8, though it begins as if it were; save it as UTF-8"},
		{"PDF", []byte("%PDF-1.7\n"), "the file is a PDF; save its text as a Word document or as plain text"},
		{"old Word", []byte("\xd0\xcf\x11\xe0\xa1\xb1"), "the file is an old Word document; save it as .docx"},
		{"rich text", []byte(`{\rtf1 It rains.}`), "the file is in rich text format; save it as .docx or as plain text"},
		{"picture", []byte("\x89PNG\r\n\x1a\n"), "the file is a picture; it must hold text"},
		{"compressed", []byte("\x1f\x8b\x08"), "the file is compressed; unpack it first"},
		{"broken archive", []byte("PK\x03\x04 and no more"), "the file is not a Word document that can be opened"},
		{"XML", []byte(`<?xml version="1.0"?><rss><title>x</title></rss>`),
			"the file is XML; it must be a web page, a Word document or a text"},
		{"empty page", []byte("<html><body><script>x</script></body></html>"), "the file holds no text"},
	} {
		d, err := article.Read(tc.in)
		var fault *article.ReadError
		if !errors.As(err, &fault) {
			t.Errorf("%s: error %v of type %T, want a ReadError", tc.name, err, err)
			continue
		}
		if err.Error() != tc.want {
			t.Errorf("%s: error %q, want %q", tc.name, err, tc.want)
		}
		if d.Title != "" || len(d.Article.Paragraphs) > 0 {
			t.Errorf("%s: an error and a document", tc.name)
		}
	}
}

// checkRead reports what must hold of whatever a reader returns.
func checkRead(t *testing.T, d article.Document, err error) {
	t.Helper()
	if err != nil {
		var fault *article.ReadError
		if !errors.As(err, &fault) || fault.Problem == "" {
			t.Errorf("error %v of type %T, want a ReadError", err, err)
		}
		return
	}
	if len(d.Article.Paragraphs) == 0 || strings.ContainsRune(d.Article.Text(), 0) {
		t.Errorf("a document without text, or with a zero byte: %q", d.Article.Text())
	}
	if d.Title != article.Normalize(d.Title) {
		t.Errorf("title %q", d.Title)
	}
	checkArticle(t, d.Article)
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("It rains."))
	f.Add([]byte("<!doctype html><p>It rains."))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := article.Read(b)
		checkRead(t, d, err)
	})
}

func FuzzReadText(f *testing.F) {
	f.Add([]byte("Caf\xe9 \x91x\x92"))
	f.Add(utf16Bytes("It rains.\n\n𝒳", true))
	f.Add([]byte("\xff\xfe\x00\xd8a"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := article.ReadText(b)
		checkRead(t, d, err)
	})
}
