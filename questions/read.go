package questions

import (
	"bytes"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// maxDepth is that of the mark in the source of a passage of a pack.
const maxDepth = 6

// Read reads a pack in the format discern-pack/1 to the end of r and checks it.
// It is strict: an unknown or repeated field, null, bad UTF-8, anything after
// the pack and anything that Check refuses is an error. Faults of the file are
// of type *PackError; other errors are those of r. Empty lists are read as nil.
func Read(r io.Reader) (*Pack, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read pack: %w", err)
	}
	return ReadBytes(b)
}

// ReadBytes is Read on the bytes of a file.
func ReadBytes(b []byte) (*Pack, error) {
	p, fault := decode(b)
	if fault != nil {
		return nil, fault
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	// A file without white space can be within the limit, and its canonical
	// form not: such a pack could not be handed on.
	if _, err := p.encode(); err != nil {
		return nil, err
	}
	return p, nil
}

// Decode reads a pack without checking its content, so that CheckAll can list
// all there is to put right. Its errors are those of the file's form.
func Decode(r io.Reader) (*Pack, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read pack: %w", err)
	}
	p, fault := decode(b)
	if fault != nil {
		return nil, fault
	}
	return p, nil
}

func decode(b []byte) (*Pack, *PackError) {
	if len(b) > MaxBytes {
		return nil, tooLarge()
	}
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return nil, faultAt(b, "", "is empty")
	case bytes.HasPrefix(b, []byte("\ufeff")):
		return nil, faultAt(b, "", "begins with a byte order mark; save it as UTF-8 without one")
	}
	if fault := inspect(b); fault != nil {
		return nil, fault
	}
	p := new(Pack)
	if err := json.Unmarshal(b, p, itemsIn, json.RejectUnknownMembers(true)); err != nil {
		return nil, explain(b, err)
	}
	p.Reviewers, p.Items = orNil(p.Reviewers), orNil(p.Items)
	return p, nil
}

// inspect refuses, before any value is made of the file, what a pack never
// holds: deep nesting, endless lists, null.
func inspect(b []byte) *PackError {
	dec := jsontext.NewDecoder(bytes.NewReader(b))
	for {
		token, err := dec.ReadToken()
		if err == io.EOF {
			return nil // what no value, or a second one, means is for Unmarshal to say
		}
		if err != nil {
			return explain(b, err)
		}
		if dec.StackDepth() > maxDepth {
			return faultAt(b, dec.StackPointer(), "is nested too deeply")
		}
		kind, n := dec.StackIndex(dec.StackDepth())
		if kind == jsontext.KindBeginArray && n > MaxPassages {
			return faultAt(b, dec.StackPointer().Parent(), "has more than %d entries", MaxPassages)
		}
		if token.Kind() == jsontext.KindNull {
			return faultAt(b, dec.StackPointer(), "is null; leave the field out or give it a value")
		}
	}
}
