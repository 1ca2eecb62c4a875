package questions_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"discern/questions"
	"discern/questions/packs"
)

// file returns an embedded pack as it stands in its file.
func file(t testing.TB, slug string) []byte {
	t.Helper()
	b, err := fs.ReadFile(packs.FS, slug+".json")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// pack reads an embedded pack.
func pack(t testing.TB, slug string) *questions.Pack {
	t.Helper()
	p, err := questions.ReadBytes(file(t, slug))
	if err != nil {
		t.Fatalf("ReadBytes(%s): %v", slug, err)
	}
	return p
}

// small is a pack of two passages in its canonical form, with everything that
// a pack can hold. Tests break it in one place at a time.
func small(t testing.TB) *questions.Pack {
	t.Helper()
	p, err := questions.Read(strings.NewReader(smallFile))
	if err != nil {
		t.Fatalf("Read(smallFile): %v", err)
	}
	return p
}

// write returns p as a file.
func write(t testing.TB, p *questions.Pack) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.Bytes()
}

const smallFile = `{
 "format": "discern-pack/1",
 "id": "2f0f7a3e-6d1c-4b52-9b43-0f6a5a1f6d11",
 "slug": "small",
 "version": 3,
 "language": "en-GB",
 "title": "A small pack",
 "about": "",
 "source": {
  "author": "The caretaker",
  "publication": "Notice board",
  "published": "2026-01",
  "kind": "notice",
  "normalization": "Unicode NFC",
  "paragraphs": 2,
  "length": 100,
  "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
 },
 "guide": {
  "fact": "Can be checked.",
  "inference": "Goes beyond what was seen.",
  "opinion": "Judges.",
  "mixed": "The main point decides."
 },
 "reviewers": [
  {
   "id": "a",
   "name": "First"
  },
  {
   "id": "b",
   "name": "Second"
  }
 ],
 "passages": [
  {
   "id": "5d3f7c5e-07a4-4dd9-8a4b-61c52e7f5f01",
   "number": 7,
   "text": "The cafe\u0301 <b>& bar</b> shut at 5.",
   "key": "fact",
   "second": "inference",
   "status": "agreed",
   "rationale": "A look at the door will do.",
   "cues": [
    {
     "start": 4,
     "end": 9
    },
    {
     "start": 23,
     "end": 27
    }
   ],
   "source": {
    "paragraph": 1,
    "start": 10,
    "end": 30,
    "length": 20,
    "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "cues": [
     {
      "start": 0,
      "end": 20
     }
    ]
   },
   "readings": [
    {
     "reviewer": "a",
     "label": "fact",
     "second": "inference",
     "confidence": 3,
     "note": "Seen it."
    },
    {
     "reviewer": "b",
     "label": "opinion",
     "confidence": 1
    }
   ],
   "later": {
    "note": "It now shuts at 6.",
    "source": "The door"
   }
  },
  {
   "id": "5d3f7c5e-07a4-4dd9-8a4b-61c52e7f5f02",
   "number": 2,
   "text": "It should not.",
   "key": "opinion",
   "status": "disputed",
   "rationale": "Says what should be.",
   "cues": [],
   "readings": []
  }
 ]
}
`
