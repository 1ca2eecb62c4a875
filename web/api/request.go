package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"discern/quiz"
)

// intent is what the client wants done once: its Idempotency-Key, with a hash of
// the request so that the key cannot be used for another.
func intent(key *string, request any) (quiz.Intent, error) {
	if key == nil || *key == "" {
		return quiz.Intent{}, nil
	}
	if len(*key) > 200 {
		return quiz.Intent{}, badHeader("Idempotency-Key", "The Idempotency-Key is longer than 200 bytes.")
	}
	asked, err := json.Marshal(request)
	if err != nil {
		return quiz.Intent{}, err
	}
	sum := sha256.Sum256(asked)
	return quiz.Intent{Key: *key, Request: hex.EncodeToString(sum[:])}, nil
}

// revision reads an If-Match header: "3", with or without the quotes.
func revision(header *string) (*int, error) {
	if header == nil {
		return nil, nil
	}
	text := strings.TrimSpace(*header)
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		text = text[1 : len(text)-1]
	}
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return nil, badHeader("If-Match", `If-Match has to be a revision in quotes, such as "3".`)
	}
	revision := int(n)
	return &revision, nil
}

// number reads a number in a path, from 1. Anything else is a place where
// nothing is.
func number(text string) (int, error) {
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil || n == 0 {
		return 0, quiz.ErrNotFound
	}
	return int(n), nil
}

// value returns what a field that may be left out holds, or the zero value.
func value[T any](field *T) T {
	if field == nil {
		var zero T
		return zero
	}
	return *field
}
