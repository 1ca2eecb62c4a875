package api

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"discern/quiz"
)

// No body makes the decoder fail in another way than by its own errors, and none
// of them shows a type of Go.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"", "{}", `{"pack":"x","settings":{"count":"all","opens_at":null}}`, `{"pack":1}`, `{"a":[[[]]]}`,
		`{"settings":{"count":1e400}}`, "{\"\xff\":1}", `{"pack":"x"} {}`, `{"settings":{"closes_at":"2026-13-01T00:00:00Z"}}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var into NewAssignment
		err := decode(body, &into)
		if err == nil {
			return
		}
		var bad *RequestError
		var field *quiz.FieldError
		if !errors.As(err, &bad) && !errors.As(err, &field) {
			t.Fatalf("decode(%q) = %v", body, err)
		}
		if bad != nil && (bad.Status != 400 || bad.Code != CodeJSON || strings.Contains(bad.Detail, "api.")) {
			t.Fatalf("decode(%q) = %+v", body, bad)
		}
	})
}

func FuzzRevision(f *testing.F) {
	for _, seed := range []string{`"3"`, "3", "", `"`, `""`, `W/"3"`, `"-1"`, `"99999999999"`, " 3 ", "*", "+3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		n, err := revision(&header)
		if (n == nil) == (err == nil) || n != nil && *n < 0 {
			t.Fatalf("revision(%q) = %v, %v", header, n, err)
		}
	})
}

func TestRevision(t *testing.T) {
	for header, want := range map[string]int{`"3"`: 3, "3": 3, ` "0" `: 0, `"`: -1, "": -1, `W/"3"`: -1, `"-1"`: -1, "*": -1, `"3", "4"`: -1} {
		n, err := revision(&header)
		if want < 0 && err == nil || want >= 0 && (err != nil || *n != want) {
			t.Errorf("revision(%q) = %v, %v, want %d", header, n, err, want)
		}
	}
	if n, err := revision(nil); n != nil || err != nil {
		t.Errorf("revision(nil) = %v, %v, want none", n, err)
	}
}

func TestAmount(t *testing.T) {
	for text, want := range map[string]Amount{`12`: 12, `"all"`: quiz.All, `1`: 1} {
		var got Amount
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("Amount of %s = %v, %v, want %v", text, got, err, want)
		}
		if back, err := json.Marshal(got); err != nil || string(back) != text {
			t.Errorf("%v is written %s, %v, want %s", got, back, err, text)
		}
	}
}

func TestIntent(t *testing.T) {
	key, other := "k", ""
	one, err := intent(&key, JoinRequest{Code: "A"})
	if err != nil || one.Key != "k" || len(one.Request) != 64 {
		t.Errorf("intent = %+v, %v", one, err)
	}
	if two, _ := intent(&key, JoinRequest{Code: "B"}); two.Request == one.Request {
		t.Error("two requests have one hash")
	}
	for _, none := range []*string{nil, &other} {
		if i, err := intent(none, nil); err != nil || i != (quiz.Intent{}) {
			t.Errorf("intent without a key = %+v, %v", i, err)
		}
	}
}
