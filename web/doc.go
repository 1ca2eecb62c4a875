// Package web serves Discern to people and programs: pages for students,
// teachers and reviewers, and the JSON API mounted from web/api.
//
// A handler reads what was sent, calls the store once and answers with a page
// or a redirect; it returns an error for everything else, and the one table in
// error.go turns that into a status and a plain sentence. Pages are templates
// filled from typed structs and rendered whole before the first byte is sent.
// Everything works without scripts: a form is posted, the answer is a 303.
//
// Who asks comes from one of two cookies, or from a bearer token under /api/,
// and is handed to the store as an argument. The package has no rules of its
// own about who may do what: those are in quiz, and asked by the store.
package web
