package tests

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// unsound is a page that takes its time, moves under the reader, names nothing
// and writes errors to the console.
func unsound(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		time.Sleep(2 * time.Second)
		fmt.Fprint(w, `<html><body><img src="/none.png"><input><button></button>
			<script>for (const end = Date.now() + 3000; Date.now() < end;);
			document.body.prepend(Object.assign(document.createElement("div"), {style: "height: 600px", textContent: "late"}))</script>`)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}
