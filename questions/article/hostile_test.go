package article_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"discern/questions/article"
)

// What it may cost to refuse a file.
const (
	maxTime   = time.Second
	maxMemory = 32 << 20
)

// cost returns how long f takes and how many bytes it allocates in all, which is
// no less than it ever holds at once.
func cost(f func()) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	f()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}

// tooDear reports what is wrong with a cost, or "".
func tooDear(took time.Duration, memory uint64) string {
	if took > maxTime || memory > maxMemory {
		return fmt.Sprintf("took %v and %d MiB, more than %v and %d MiB", took, memory>>20, maxTime, maxMemory>>20)
	}
	return ""
}

const laughs = `<?xml version="1.0"?>
<!DOCTYPE html [
 <!ENTITY a "ha ha ha ha ha ha ha ha ha ha">
 <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
 <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
 <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
 <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
 <!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
]>
<html><body><p>&f;</p></body></html>`

// zeros returns an archive of 100 MB of zeros under the given name. If it lies,
// it states another size.
func zeros(t *testing.T, name string, lies bool) []byte {
	t.Helper()
	const size = 100_000_000
	var packed, b bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 1<<20)
	for left := size; left > 0; left -= len(block) {
		if _, err := w.Write(block[:min(left, len(block))]); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	stated := uint64(size)
	if lies {
		stated = 1000
	}
	z := zip.NewWriter(&b)
	raw, err := z.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Deflate, UncompressedSize64: stated, CompressedSize64: uint64(packed.Len()),
	})
	if err == nil {
		_, err = raw.Write(packed.Bytes())
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// nested returns n elements, one in another.
func nested(n int, begin, end string) string {
	return strings.Repeat(begin, n) + "x" + strings.Repeat(end, n)
}

func TestHostileFiles(t *testing.T) {
	type reader func([]byte) (article.Document, error)
	part := func(body string) []byte { return archive(t, "word/document.xml", body) }
	var manyBold strings.Builder
	for i := range 200 {
		fmt.Fprintf(&manyBold, "<a id=%d><table><td>", i)
	}
	for _, tc := range []struct {
		name string
		read reader
		in   []byte
		want string
	}{
		{"10,000 elements in a page", article.ReadHTML, []byte(nested(10_000, "<div>", "</div>")), "is nested too deeply for a web page"},
		{"10,000 unknown elements", article.Read, []byte("<html>" + nested(10_000, "<div><x>", "</x></div>")), "is nested too deeply for a web page"},
		{"10,000 tables", article.ReadHTML, []byte(nested(10_000, "<table><td>", "")), "is nested too deeply for a web page"},
		{"200 tables of links", article.ReadHTML, []byte(manyBold.String()), "is nested too deeply for a web page"},
		{"a million elements", article.ReadHTML, []byte(strings.Repeat("<p>", 600_000)), "has too many elements for a web page with an article"},
		{"a tag of 2 MB", article.ReadHTML, []byte("<p class='" + strings.Repeat("x ", 1_000_000) + "'>"), "has a tag of more than 64 KiB"},
		{"laughs in a page", article.ReadHTML, []byte(laughs), "defines entities of its own, which no web page does"},
		{"laughs unasked", article.Read, []byte(laughs), "defines entities of its own, which no web page does"},
		{"laughs behind a comment", article.Read, []byte("<!-- x --><!DOCTYPE x><!entity a 'b'><p>x"), "defines entities of its own, which no web page does"},
		{"laughs in Word", article.Read, part(laughs), "has a document type of its own, which Word never writes"},
		{"10,000 elements in Word", article.ReadDocx, part(nested(10_000, "<x>", "</x>")), "is nested too deeply for a Word document"},
		{"10,000 paragraphs in Word", article.ReadDocx, docx(t, nested(10_000, "<w:p>", "</w:p>"), ""), "is nested too deeply for a Word document"},
		{"an endless number", article.ReadHTML, []byte("<p>&#" + strings.Repeat("9", 2_000_000) + ";"), ""},
		{"100 MB of zeros", article.Read, zeros(t, "word/document.xml", false), "is larger than 10 MiB when unpacked"},
		{"100 MB of zeros beside the text", article.Read, zeros(t, "word/media/image1.png", false), "is larger than 10 MiB when unpacked"},
		{"100 MB of zeros that say 1 kB", article.Read, zeros(t, "word/document.xml", true), "is damaged, or locked with a password"},
		{"zeros", article.Read, make([]byte, article.MaxBytes), "is not a text; it holds zero bytes"},
	} {
		var err error
		took, memory := cost(func() { _, err = tc.read(tc.in) })
		for range 2 { // a busy machine can be slow once, but hardly three times
			if took > maxTime {
				took, memory = cost(func() { _, err = tc.read(tc.in) })
			}
		}
		var fault *article.ReadError
		switch {
		case tc.want == "" && err == nil: // read in full, and cheap
		case !errors.As(err, &fault) || fault.Problem != tc.want:
			t.Errorf("%s: error %v, want %q", tc.name, err, tc.want)
		}
		if s := tooDear(took, memory); s != "" {
			t.Errorf("%s: %s", tc.name, s)
		}
	}
}

// The control: a reader without bounds fails the check.
func TestHostileCheckBites(t *testing.T) {
	b := zeros(t, "word/document.xml", false)
	took, memory := cost(func() {
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := z.File[0].Open()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		_, _ = io.ReadAll(r) // the checksum is wrong; what counts is that all was held
	})
	if tooDear(took, memory) == "" {
		t.Errorf("unpacking 100 MB took %v and %d MiB, and the check let it pass", took, memory>>20)
	}
	if tooDear(2*maxTime, 0) == "" {
		t.Error("the check lets pass what takes too long")
	}
}

// However a text is made, its sentences come in time.
func TestHostileProse(t *testing.T) {
	for _, piece := range []string{
		"Mr. ", "A. ", "1. ", "(", "[", "\"", "«", "»", ")", ".\"", ". (", "Mr.) (A. ", "- A. ", ".[1] ", "x... ",
		"(A. ", "\"A. a\" ", "? « A ", ". \u0301", "\u2026", "😀 ", "¿",
	} {
		// By the square of its length, this would take minutes.
		text := strings.Repeat(piece, article.MaxBytes/4/len(piece))
		start := time.Now()
		_, err := article.ReadText([]byte(text))
		if took := time.Since(start); err != nil || took > 5*maxTime {
			t.Errorf("512 KiB of %q: %v, %v", piece, took, err)
		}
	}
}
