package exchange_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/questions/exchange"
)

// fuzz checks what holds for every file: it is refused in words, or gives a
// pack whose passages can be shown, and which goes through every format
// unchanged once nothing is missing in it. Fuzz with -fuzzminimizetime 10x: the
// files are long, and without it all the time goes into making them shorter.
func fuzz(f *testing.F, format exchange.Format) {
	for _, p := range []*questions.Pack{pack(f, "everyday"), awkward(f)} {
		f.Add(write(f, p, format))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		exchange.Detect(data)
		r, err := exchange.Read(data, format)
		if err != nil {
			_, refused := errors.AsType[*exchange.Refusal](err)
			_, faulty := errors.AsType[*questions.PackError](err)
			if !refused && !faulty || err.Error() == "" {
				t.Fatalf("Read: %v", err)
			}
			return
		}
		if len(r.Pack.Items) > questions.MaxPassages && format != exchange.Discern {
			t.Fatalf("%d passages", len(r.Pack.Items))
		}
		if again, err := exchange.Read(data, format); err != nil || !cmp.Equal(r, again) {
			t.Fatalf("a second reading differs: %v", err)
		}
		if (r.Missing == nil) != (r.Pack.Check() == nil) && r.Pack.Check() != nil {
			t.Fatalf("Missing = %v, Check = %v", r.Missing, r.Pack.Check())
		}
		if format == exchange.Discern {
			return
		}
		for _, it := range r.Pack.Items {
			if !it.Label.Valid() || it.Text == "" || it.Number < 1 || it.ID == "" {
				t.Fatalf("passage %+v", it)
			}
		}
		if r.Missing == nil {
			sameInEveryFormat(t, r.Pack)
		}
	})
}

func sameInEveryFormat(t *testing.T, p *questions.Pack) {
	for _, f := range exchange.Formats {
		var b bytes.Buffer
		if err := exchange.Write(&b, p, f); err != nil {
			if _, large := errors.AsType[*exchange.Refusal](err); !large {
				t.Fatalf("Write %s: %v", f, err)
			}
			continue
		}
		r, err := exchange.Read(b.Bytes(), f)
		if err != nil {
			t.Fatalf("Read %s: %v", f, err)
		}
		if diff := cmp.Diff(p, r.Pack); diff != "" || r.Skipped != nil || r.Notes != nil {
			t.Fatalf("%s: %v %v (-want +got):\n%s", f, r.Skipped, r.Notes, diff)
		}
	}
}

func FuzzDiscern(f *testing.F) { fuzz(f, exchange.Discern) }

func FuzzMoodleXML(f *testing.F) {
	f.Add([]byte(moodleFile(f)))
	fuzz(f, exchange.MoodleXML)
}

func FuzzGIFT(f *testing.F) {
	f.Add([]byte("::a::b{=fact#x ~opinion ~%50%inference ####y}\n\n$CATEGORY: c\n\nd{T}\n\ne{#3}\n\nf{=a->b}"))
	fuzz(f, exchange.GIFT)
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("text;key;cues\n'=a;fait;[{\"start\":0}]\n\"b\n"))
	fuzz(f, exchange.CSV)
}

func FuzzQTI22(f *testing.F) { fuzz(f, exchange.QTI22) }

func FuzzQTI3(f *testing.F) { fuzz(f, exchange.QTI3) }

// FuzzQTIItem changes the item inside a sound package, which FuzzQTI22 seldom
// reaches through the checksums of the zip file.
func FuzzQTIItem(f *testing.F) {
	f.Add(item21)
	for _, format := range []exchange.Format{exchange.QTI22, exchange.QTI3} {
		for _, one := range unzip(f, write(f, awkward(f), format)) {
			f.Add(one.content)
		}
	}
	f.Fuzz(func(t *testing.T, content string) {
		for _, files := range [][]file{item(content), {{"imsmanifest.xml", content}},
			append(item(item21), file{"discern.json", content})} {
			r, err := exchange.Read(zipped(t, files...), exchange.QTI22)
			if _, refused := errors.AsType[*exchange.Refusal](err); err != nil && !refused {
				t.Fatalf("Read: %v", err)
			}
			if err == nil && r.Missing == nil {
				sameInEveryFormat(t, r.Pack)
			}
		}
	})
}
