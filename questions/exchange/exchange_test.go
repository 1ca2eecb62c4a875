package exchange_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/questions/exchange"
	"discern/questions/packs"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pack reads an embedded pack.
func pack(t testing.TB, slug string) *questions.Pack {
	t.Helper()
	b, err := fs.ReadFile(packs.FS, slug+".json")
	if err != nil {
		t.Fatal(err)
	}
	p, err := questions.ReadBytes(b)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// awkward is a small pack with every field and with words that each format has
// to take care of.
func awkward(t testing.TB) *questions.Pack {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "awkward.json"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := questions.ReadBytes(b)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func write(t testing.TB, p *questions.Pack, f exchange.Format) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := exchange.Write(&b, p, f); err != nil {
		t.Fatalf("Write %s: %v", f, err)
	}
	return b.Bytes()
}

func read(t testing.TB, data []byte, f exchange.Format) *exchange.Report {
	t.Helper()
	r, err := exchange.Read(data, f)
	if err != nil {
		t.Fatalf("Read %s: %v", f, err)
	}
	return r
}

func everyPack(t testing.TB) map[string]*questions.Pack {
	return map[string]*questions.Pack{
		"macron-leaks": pack(t, "macron-leaks"),
		"everyday":     pack(t, "everyday"),
		"awkward":      awkward(t),
	}
}

// Each format gives back exactly the pack that went in, with nothing to tell.
func TestRoundTrip(t *testing.T) {
	for name, p := range everyPack(t) {
		for _, f := range exchange.Formats {
			t.Run(name+"/"+string(f), func(t *testing.T) {
				data := write(t, p, f)
				if got, ok := exchange.Detect(data); got != f || !ok {
					t.Errorf("Detect = %q, %v", got, ok)
				}
				got := read(t, data, f)
				if diff := cmp.Diff(&exchange.Report{Pack: p}, got); diff != "" {
					t.Errorf("Read(Write(p)) (-want +got):\n%s", diff)
				}
				if got.Pack.Hash() != p.Hash() {
					t.Error("the pack has another hash")
				}
			})
		}
	}
}

// The largest pack goes through every format, and one passage more through none.
func TestRoundTripLargest(t *testing.T) {
	p := pack(t, "macron-leaks")
	few := p.Items
	p.Items = nil
	for i := range questions.MaxPassages {
		it := few[i%len(few)]
		it.ID = fmt.Sprintf("5d3f7c5e-07a4-4dd9-8a4b-%012d", i)
		it.Number, it.Readings, it.Source = i+1, nil, nil
		p.Items = append(p.Items, it)
	}
	for _, f := range exchange.Formats {
		if diff := cmp.Diff(&exchange.Report{Pack: p}, read(t, write(t, p, f), f)); diff != "" {
			t.Errorf("%s: Read(Write(p)) (-want +got):\n%s", f, diff)
		}
	}
	p.Items = append(p.Items, p.Items[0])
	if err := exchange.Write(io.Discard, p, exchange.GIFT); err == nil {
		t.Error("a pack of 501 passages was written")
	}
}

func TestDeterminism(t *testing.T) {
	for name, p := range everyPack(t) {
		for _, f := range exchange.Formats {
			if !bytes.Equal(write(t, p, f), write(t, p, f)) {
				t.Errorf("%s: two files of the format %s differ", name, f)
			}
		}
	}
}

// The goldens hold what a person compares with the rules of each format.
func TestGolden(t *testing.T) {
	p := awkward(t)
	for _, f := range exchange.Formats {
		t.Run(string(f), func(t *testing.T) {
			got := write(t, p, f)
			if f == exchange.QTI22 || f == exchange.QTI3 {
				got = unpacked(t, got)
			}
			file := filepath.Join("testdata", string(f)+".golden")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("Write (-want +got):\n%s", diff)
			}
		})
	}
}

// unpacked shows the files of a package one after another; discern.json, which
// has a golden of its own, only by its name.
func unpacked(t testing.TB, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, f := range z.File {
		b.WriteString("== " + f.Name + " " + f.Modified.UTC().Format("2006-01-02 15:04") + "\n")
		if f.Name == "discern.json" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&b, r); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// What is not fit to be published does not leave.
func TestWriteFaults(t *testing.T) {
	p := awkward(t)
	p.Items[0].Label = ""
	var b bytes.Buffer
	err := exchange.Write(&b, p, exchange.GIFT)
	if _, ok := errors.AsType[*questions.PackError](err); !ok || b.Len() > 0 {
		t.Errorf("Write of a faulty pack = %v, %d bytes", err, b.Len())
	}
	if err := exchange.Write(&b, awkward(t), "word"); err == nil || b.Len() > 0 {
		t.Errorf("Write in an unknown format = %v", err)
	}
	if err := exchange.Write(brokenPipe{}, awkward(t), exchange.CSV); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("Write to a closed pipe = %v", err)
	}
	large := awkward(t)
	large.About = strings.Repeat("&", 600_000)
	err = exchange.Write(&b, large, exchange.MoodleXML)
	if _, ok := errors.AsType[*exchange.Refusal](err); !ok || b.Len() > 0 {
		t.Errorf("Write of too much = %v, %d bytes", err, b.Len())
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestNames(t *testing.T) {
	for _, f := range exchange.Formats {
		if !strings.HasPrefix(f.Extension(), ".") || !strings.Contains(f.ContentType(), "/") {
			t.Errorf("%s: extension %q, type %q", f, f.Extension(), f.ContentType())
		}
	}
}

func TestDetect(t *testing.T) {
	for data, want := range map[string]exchange.Format{
		"": "", " \n": "", "<html></html>": "", "PK\x03\x04": "", "hello": "", "\xff\xfe\x00": "",
		"\xe4\xf6": "", "<assessmentTest/>": "", "a,b\n1,2\n": "",
		"\n<?xml version='1.0'?><quiz/>":       exchange.MoodleXML,
		"\ufeff<quiz></quiz>":                  exchange.MoodleXML,
		" {\"format\": \"discern-pack/1\"}":    exchange.Discern,
		"It rains.{=fact ~opinion ~inference}": exchange.GIFT,
		"// a comment\n\nIt rains.{T}":         exchange.GIFT,
		"::Title::Read this.":                  exchange.GIFT,
		"$CATEGORY: x\n":                       exchange.GIFT,
		"Texto;Tipo\n":                         exchange.CSV,
		"text,key":                             exchange.CSV,
		string(zipped(t, file{"a", "b"})):      "",
		string(qtiPackage(t)):                  "",
		string(qtiPackage(t, resource{"imsqti_item_xmlv2p1", "a.xml", "<a/>"})): exchange.QTI22,
		string(qtiPackage(t, resource{"imsqti_item_xmlv3p0", "a.xml", "<a/>"})): exchange.QTI3,
		strings.Repeat("text,key\n", 300_000):                                   "",
	} {
		if got, ok := exchange.Detect([]byte(data)); got != want && ok || ok != (want != "") {
			t.Errorf("Detect(%.40q) = %q, %v, want %q", data, got, ok, want)
		}
	}
}
