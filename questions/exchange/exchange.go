package exchange

import (
	"bytes"
	"fmt"
	"io"

	"discern/questions"
)

// Format names a kind of file.
type Format string

// The formats that can be both written and read.
const (
	Discern   Format = "discern"
	MoodleXML Format = "moodlexml"
	GIFT      Format = "gift"
	QTI22     Format = "qti22"
	QTI3      Format = "qti3"
	CSV       Format = "csv"
)

// Formats holds all formats in the order in which they are shown.
var Formats = []Format{Discern, MoodleXML, GIFT, QTI22, QTI3, CSV}

// The bounds of a file that is read. That of its passages is
// questions.MaxPassages.
const (
	MaxBytes    = 2 << 20  // of the file as it comes
	maxUnpacked = 10 << 20 // of all files of a package together
	maxEntries  = 600      // of a package
	maxDepth    = 50       // of elements in each other
	maxNodes    = 100_000  // elements and texts of one question or manifest
	maxChoices  = 20       // of a question
	maxSkips    = 1000     // entries of a list in a Report
	maxBroken   = 50       // places at which reading of broken XML begins anew
)

// Report is what came of reading a file.
type Report struct {
	// Pack holds what could be used, and is never nil. Where the file says
	// nothing of its own, the pack is a draft in English with version 1, and
	// its id follows from the bytes of the file.
	Pack *questions.Pack
	// Skipped lists the questions that could not be used.
	Skipped []Skip
	// Notes lists what was changed or left out of those that could.
	Notes []Skip
	// Missing lists what the pack still needs before it may be published, in
	// the words of questions.CheckAll. A key that came without a rationale is
	// among them: nobody's reading supports it.
	Missing []string
}

// Skip is one thing that was not taken over as it stood.
type Skip struct {
	Place  string // such as "question 3 (“The moon”)"
	Reason string
}

// Refusal is the error for a file that is not read at all. Its reason is meant
// for the person who sent the file.
type Refusal struct{ Reason string }

func (r *Refusal) Error() string { return r.Reason }

func refuse(reason string, args ...any) error {
	return &Refusal{Reason: fmt.Sprintf(reason, args...)}
}

// Extension returns the usual ending of a file's name, such as ".xml".
func (f Format) Extension() string {
	switch f {
	case Discern:
		return ".json"
	case MoodleXML:
		return ".xml"
	case GIFT:
		return ".gift.txt"
	case QTI22, QTI3:
		return ".zip"
	default:
		return ".csv"
	}
}

// ContentType returns the media type of a file.
func (f Format) ContentType() string {
	switch f {
	case Discern:
		return "application/json"
	case MoodleXML:
		return "application/xml; charset=utf-8"
	case GIFT:
		return "text/plain; charset=utf-8"
	case QTI22, QTI3:
		return "application/zip"
	default:
		return "text/csv; charset=utf-8; header=present"
	}
}

// Write writes p, which must pass questions.Check, in the format f. The same
// pack always gives the same bytes. A file that Read would refuse for its size
// is an error, and then nothing is written.
func Write(w io.Writer, p *questions.Pack, f Format) error {
	if err := p.Check(); err != nil {
		return fmt.Errorf("write pack %s as %s: %w", p.Slug, f, err)
	}
	var b bytes.Buffer
	var err error
	switch f {
	case Discern:
		err = p.Write(&b)
	case MoodleXML:
		err = writeMoodleXML(&b, p)
	case GIFT:
		err = writeGIFT(&b, p)
	case QTI22:
		err = writeQTI(&b, p, qti22)
	case QTI3:
		err = writeQTI(&b, p, qti3)
	case CSV:
		err = writeCSV(&b, p)
	default:
		err = fmt.Errorf("the format is not known")
	}
	if err == nil && b.Len() > MaxBytes {
		err = refuse("the file would be larger than %d MiB; divide the pack", MaxBytes>>20)
	}
	if err != nil {
		return fmt.Errorf("write pack %s as %s: %w", p.Slug, f, err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write pack %s as %s: %w", p.Slug, f, err)
	}
	return nil
}

// Read reads a file of the format f. Its errors are those of a file that cannot
// be read at all: a *Refusal, or for Discern's own format a
// *questions.PackError.
func Read(data []byte, f Format) (*Report, error) {
	if len(data) > MaxBytes {
		return nil, refuse("the file is larger than %d MiB", MaxBytes>>20)
	}
	switch f {
	case Discern:
		return readDiscern(data)
	case QTI22, QTI3:
		return readQTI(data)
	}
	text, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	c := newCollector()
	switch f {
	case MoodleXML:
		err = readMoodleXML(c, text)
	case GIFT:
		err = readGIFT(c, text)
	case CSV:
		err = readCSV(c, text)
	default:
		err = refuse("the format %q is not known", f)
	}
	if err != nil {
		return nil, err
	}
	return c.finish(data), nil
}

// readDiscern leaves the form of the file to package questions, and its faults
// of content to the reader of the report.
func readDiscern(data []byte) (*Report, error) {
	p, err := questions.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return &Report{Pack: p, Missing: missing(p)}, nil
}

// missing lists what Check has against p.
func missing(p *questions.Pack) []string {
	var list []string
	for _, fault := range p.CheckAll() {
		list = append(list, fault.Error())
	}
	if len(list) == 0 {
		// The canonical form can be too large although the file was not.
		if err := p.Write(io.Discard); err != nil {
			list = append(list, err.Error())
		}
	}
	return list
}
