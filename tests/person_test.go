package tests

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// person is somebody with a browser of their own: cookies, no JavaScript.
type person struct {
	t      testing.TB
	base   string
	client *http.Client
	token  string // for the API
}

func visitor(t testing.TB, base string) *person {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &person{t: t, base: base, client: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
}

// page is an answer that was read to its end.
type page struct {
	status int
	header http.Header
	url    *url.URL
	body   string
	root   *html.Node
}

func (p *person) do(request *http.Request) page {
	p.t.Helper()
	answer, err := p.client.Do(request)
	if err != nil {
		p.t.Fatalf("%s %s: %v", request.Method, request.URL, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatalf("%s %s: %v", request.Method, request.URL, err)
	}
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	return page{answer.StatusCode, answer.Header, answer.Request.URL, string(body), root}
}

// get opens a page; redirects are followed.
func (p *person) get(path string) page {
	p.t.Helper()
	request, err := http.NewRequest(http.MethodGet, p.at(path), nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.do(request)
}

func (p *person) at(path string) string {
	if strings.HasPrefix(path, "http") {
		return path
	}
	return p.base + path
}

// post sends a form.
func (p *person) post(path string, values url.Values) page {
	p.t.Helper()
	request, err := http.NewRequest(http.MethodPost, p.at(path), strings.NewReader(values.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", p.base)
	return p.do(request)
}

// fill sends the form of the page that has all the given fields or buttons,
// with what is already filled in. Fields come in pairs of name and value.
func (p *person) fill(from page, fields ...string) page {
	p.t.Helper()
	for _, form := range find(from.root, "form") {
		values, ok := formValues(form, fields)
		if !ok {
			continue
		}
		target, err := from.url.Parse(attr(form, "action"))
		if err != nil {
			p.t.Fatal(err)
		}
		return p.post(target.String(), values)
	}
	p.t.Fatalf("%s (%d): no form with %q:\n%s", from.url, from.status, fields, text(from.root))
	return page{}
}

// formValues are the values of a form as a browser would send them, changed as
// given; ok is false if the form lacks one of the fields.
func formValues(form *html.Node, fields []string) (url.Values, bool) {
	values := url.Values{}
	names := map[string]bool{}
	for _, kind := range []string{"input", "select", "textarea", "button"} {
		for _, input := range find(form, kind) {
			name, value := attr(input, "name"), attr(input, "value")
			if name == "" {
				continue
			}
			names[name] = true
			_, checked := attribute(input, "checked")
			switch {
			case kind == "select":
				for _, option := range find(input, "option") {
					if _, selected := attribute(option, "selected"); selected || len(values[name]) == 0 {
						values.Set(name, attr(option, "value"))
					}
				}
			case kind == "textarea":
				values.Set(name, text(input))
			case kind == "button":
			case attr(input, "type") == "radio" || attr(input, "type") == "checkbox":
				if checked {
					values.Set(name, value)
				}
			default:
				values.Set(name, value)
			}
		}
	}
	for i := 0; i+1 < len(fields); i += 2 {
		if !names[fields[i]] {
			return nil, false
		}
		values.Set(fields[i], fields[i+1])
	}
	return values, true
}

// api calls the JSON API and reads the answer into a map.
func (p *person) api(method, path string, body any, headers ...string) (int, map[string]any) {
	p.t.Helper()
	var reader io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			p.t.Fatal(err)
		}
		reader = bytes.NewReader(data)
	}
	request, err := http.NewRequest(method, p.base+"/api/v1"+path, reader)
	if err != nil {
		p.t.Fatal(err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	request.Header.Set("Origin", p.base)
	if p.token != "" {
		request.Header.Set("Authorization", "Bearer "+p.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := p.client.Do(request)
	if err != nil {
		p.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	var value any
	if len(data) > 0 {
		if err := json.Unmarshal(data, &value); err != nil {
			p.t.Fatalf("%s %s: %v: %s", method, path, err, data)
		}
	}
	if list, ok := value.([]any); ok {
		return answer.StatusCode, map[string]any{"list": list}
	}
	object, _ := value.(map[string]any)
	return answer.StatusCode, object
}

// ok is api for a call that must succeed.
func (p *person) ok(method, path string, body any, headers ...string) map[string]any {
	p.t.Helper()
	status, answer := p.api(method, path, body, headers...)
	if status/100 != 2 {
		p.t.Fatalf("%s %s: %d %v", method, path, status, answer)
	}
	return answer
}
