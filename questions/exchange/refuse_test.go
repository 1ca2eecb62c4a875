package exchange_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"discern/questions/exchange"
)

func TestRefusals(t *testing.T) {
	const quiz = `<quiz><question type="essay"/></quiz>`
	for _, tc := range []struct {
		name string
		f    exchange.Format
		file string
		want string // "" where it is not refused
	}{
		{"as large as can be", exchange.MoodleXML, quiz + strings.Repeat(" ", exchange.MaxBytes-len(quiz)), ""},
		{"a byte more", exchange.MoodleXML, quiz + strings.Repeat(" ", exchange.MaxBytes-len(quiz)+1), "larger than 2 MiB"},
		{"50 deep", exchange.MoodleXML, nested(50), ""},
		{"51 deep", exchange.MoodleXML, nested(51), "nested more than 50 deep"},
		{"document type", exchange.MoodleXML, "<!DOCTYPE quiz>" + quiz, "document type"},
		{"document type inside", exchange.MoodleXML, "<quiz><!DOCTYPE quiz></quiz>", "document type"},
		{"Latin-1 declared", exchange.MoodleXML, `<?xml version="1.0" encoding="ISO-8859-1"?>` + quiz, `"ISO-8859-1"; save it as UTF-8`},
		{"Latin-1", exchange.MoodleXML, "<quiz>\xe4</quiz>", "not in UTF-8"},
		{"Latin-1 table", exchange.CSV, "text,key\n\xe4,fact", "not in UTF-8"},
		{"half a character", exchange.CSV, "\xff\xfea", "half a character"},
		{"no quiz", exchange.MoodleXML, "<html/>", "not Moodle XML"},
		{"no GIFT", exchange.GIFT, "hello", "not GIFT"},
		{"no table", exchange.CSV, "a,b\n1,2", "not a table of passages"},
		{"no format", "word", "x", `"word" is not known`},
		{"too many elements", exchange.MoodleXML, "<quiz><question>" + strings.Repeat("<a/>", 110_000) + "</question></quiz>", "more than 100000"},
	} {
		_, err := exchange.Read([]byte(tc.file), tc.f)
		if tc.want == "" {
			if err != nil {
				t.Errorf("%s: Read = %v", tc.name, err)
			}
			continue
		}
		if _, ok := errors.AsType[*exchange.Refusal](err); !ok || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: Read = %v, want %q", tc.name, err, tc.want)
		}
	}
}

// nested is Moodle XML with n elements in each other.
func nested(n int) string {
	return "<quiz><question>" + strings.Repeat("<a>", n-2) + strings.Repeat("</a>", n-2) + "</question></quiz>"
}

func TestUTF16(t *testing.T) {
	p := pack(t, "everyday")
	file := strings.Replace(string(write(t, p, exchange.MoodleXML)), "UTF-8", "UTF-16", 1)
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		data := order.AppendUint16(nil, 0xFEFF)
		for _, unit := range utf16.Encode([]rune(file)) {
			data = order.AppendUint16(data, unit)
		}
		if got := read(t, data, exchange.MoodleXML).Pack; got.Hash() != p.Hash() {
			t.Errorf("%v: the pack is another", order)
		}
	}
}

// cost runs f and returns how long it took and how much it allocated in all,
// which is more than it ever held.
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

// zeroCount is how many zeros the packages below hold.
const zeroCount = 100 << 20

// packedZeros is their deflated form and checksum.
var packedZeros = sync.OnceValues(func() ([]byte, uint32) {
	var b bytes.Buffer
	sum := crc32.NewIEEE()
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		panic(err)
	}
	block := make([]byte, 1<<20)
	for range zeroCount / len(block) {
		_, _ = io.MultiWriter(w, sum).Write(block) // a buffer takes everything
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes(), sum.Sum32()
})

// zeros is a package with 100 MB of zeros in it, which says that its file of
// the given name unpacks to so many bytes.
func zeros(t *testing.T, name string, claim uint64) []byte {
	t.Helper()
	packed, sum := packedZeros()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("imsmanifest.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "<manifest/>"); err != nil {
		t.Fatal(err)
	}
	w, err = z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: sum,
		CompressedSize64: uint64(len(packed)), UncompressedSize64: claim})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(packed); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func laughs() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY lol0 "lol">`)
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, `<!ENTITY lol%d "%s">`, i, strings.Repeat(fmt.Sprintf("&lol%d;", i-1), 10))
	}
	b.WriteString(`]><quiz><question type="essay"><name><text>&lol9;</text></name></question></quiz>`)
	return b.String()
}

func item(content string) []file {
	return []file{{"imsmanifest.xml", `<manifest><resources><resource type="imsqti_item_xmlv2p2" href="a.xml"/></resources></manifest>`},
		{"a.xml", content}}
}

// Attacks are refused, or their item is, within a second and 32 MiB.
func TestAttacks(t *testing.T) {
	deep := nested(10_000)
	for _, tc := range []struct {
		name string
		f    exchange.Format
		data []byte
		want string
	}{
		{"10,000 elements in each other", exchange.MoodleXML, []byte(deep), "nested more than 50 deep"},
		{"the same in an item", exchange.QTI22, zipped(t, item(deep)...), "nested more than 50 deep"},
		{"the same in a manifest", exchange.QTI3, zipped(t, file{"imsmanifest.xml", deep}), "nested more than 50 deep"},
		{"a billion laughs", exchange.MoodleXML, []byte(laughs()), "document type"},
		{"the same in an item", exchange.QTI3, zipped(t, item(laughs())...), "document type"},
		{"100 MB of zeros", exchange.QTI22, zeros(t, "a.xml", zeroCount), "unpacks to more than 10 MiB"},
		{"the same, understated", exchange.QTI22, zeros(t, "discern.json", 1), ""},
		{"the same as a manifest", exchange.QTI3, zeros(t, "a/imsmanifest.xml", zeroCount), "unpacks to more than 10 MiB"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var err error
			var r *exchange.Report
			took, bytes := cost(func() { r, err = exchange.Read(tc.data, tc.f) })
			switch {
			case tc.want == "":
				// The package is read without the file that lies about its size.
				if err != nil || len(r.Notes) != 1 || len(r.Pack.Items) != 0 {
					t.Errorf("Read = %+v, %v", r, err)
				}
			case err == nil || !strings.Contains(err.Error(), tc.want):
				t.Errorf("Read = %v, want %q", err, tc.want)
			}
			if took > time.Second || bytes > 32<<20 {
				t.Errorf("took %v and %d MiB", took, bytes>>20)
			}
		})
	}
}

// Files that are allowed, and made to be dear, stay cheap: the bounds differ
// from those of attacks, which are refused.
func TestDearFiles(t *testing.T) {
	fill := func(piece string) []byte {
		return []byte(strings.Repeat(piece, exchange.MaxBytes/len(piece)))
	}
	quiz := func(piece string) []byte {
		return append([]byte("<quiz>"), fill(piece)[:exchange.MaxBytes-20]...)
	}
	for _, tc := range []struct {
		name string
		f    exchange.Format
		data []byte
	}{
		{"questions", exchange.MoodleXML, quiz(`<question type="multichoice"/>`)},
		{"broken questions", exchange.MoodleXML, quiz(`<question &`)},
		{"comments", exchange.MoodleXML, quiz("<!-- discern-pack: { -->")},
		{"answers", exchange.GIFT, append([]byte("a{"), fill("=")[:exchange.MaxBytes-3]...)},
		{"questions", exchange.GIFT, fill("a{=b~c}\n\n")},
		{"escapes", exchange.GIFT, fill(`\`)},
		{"comments", exchange.GIFT, fill("// discern-passage: {\n[]a{}\n\n")},
		{"rows", exchange.CSV, append([]byte("text,key\n"), fill("a,b\n")[:exchange.MaxBytes-10]...)},
		{"broken rows", exchange.CSV, append([]byte("text,key\n"), fill("\"\n")[:exchange.MaxBytes-10]...)},
	} {
		took, bytes := cost(func() { _, _ = exchange.Read(tc.data, tc.f) })
		t.Logf("%s, %s: %v, %d MiB in all", tc.f, tc.name, took, bytes>>20)
		if took > 10*time.Second || bytes > 1<<30 {
			t.Errorf("%s, %s: took %v and %d MiB in all", tc.f, tc.name, took, bytes>>20)
		}
	}
}

// The control: what unpacks a package without a bound is found out by cost.
func TestAttacksControl(t *testing.T) {
	data := zeros(t, "a.xml", zeroCount)
	_, got := cost(func() {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := z.File[1].Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	})
	if got <= 32<<20 {
		t.Errorf("unpacking 100 MB cost %d MiB: the measure is wrong", got>>20)
	}
}
