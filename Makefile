# Discern: what a developer and the CI run. `make` alone lists the targets.

SHELL      := /bin/bash
BINARY     := discern
DATA       := ./discern-data
# 25 MB, the most that the binary may have.
MAX_BYTES  := 25000000
COMMIT     := $(shell git rev-parse --short HEAD 2>/dev/null || echo unknown)
LDFLAGS    := -s -w -X main.commit=$(COMMIT)
# What keeps the binary small. HTTP/2 of net/http needs TLS, which a web server
# before this one speaks; the embedded files are packed; all but the database is
# compiled without inlining. Structs are sorted by sort.Slice, as slices.SortFunc
# is compiled anew for each of them.
TAGS       := nethttpomithttp2,packed
GCFLAGS    := -gcflags=all=-l -gcflags=modernc.org/...=
FUZZTIME   ?= 30s
TESTFLAGS  ?= -timeout 30m

.PHONY: help run build check install test test-r test-office test-lighthouse test-phone test-pages test-long bench boards fuzz generate clean
.DEFAULT_GOAL := help

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 18

run: build ## start a server with sample classes, data in ./discern-data
	./$(BINARY) serve --demo --data $(DATA)

build: ## one static binary, ./discern, at most 25 MB
	@go run ./cmd/pack web/packed.zip web 'templates/*.html' 'static/*' 'words/*.json'
	@go run ./cmd/pack questions/packs/packed.zip questions/packs '*.json'
	@gzip -9nc web/api/openapi.json >web/api/openapi.json.gz
	@CGO_ENABLED=0 go build -trimpath -tags $(TAGS) $(GCFLAGS) -ldflags "$(LDFLAGS)" -o $(BINARY) ./cmd/discern
	@ldd ./$(BINARY) 2>&1 | grep -qE 'not a dynamic executable|statically linked' \
		|| { echo "./$(BINARY) needs shared libraries; it has to be one static file." >&2; exit 1; }
	@size=$$(wc -c < ./$(BINARY)); [ "$$size" -le $(MAX_BYTES) ] \
		|| { echo "./$(BINARY) has $$size bytes; at most $(MAX_BYTES) are allowed." >&2; exit 1; }
	@./$(BINARY) version >/dev/null # reads what was packed

check: ## formatting, go vet, staticcheck
	@bad=$$(git ls-files -co --exclude-standard '*.go' | grep -v '\.gen\.go$$' \
		| while read -r f; do [ ! -f "$$f" ] || gofmt -l "$$f"; done); \
		[ -z "$$bad" ] || { echo "Not formatted, run gofmt -w on:" >&2; echo "$$bad" >&2; exit 1; }
	go vet ./...
	go tool staticcheck ./...

install: ## what the tests need and this machine lacks
	@bash tests/install/debian.sh

# The static build stands before the tests, so that their verdict comes last.
test: install check build ## everything the CI runs
	go test -race $(TESTFLAGS) ./...

# R and its package psych are Debian's; nothing else here needs them.
test-r: ## item analysis against R, from Debian's r-base-core and r-cran-psych
	@Rscript --vanilla -e 'stopifnot(requireNamespace("psych", quietly = TRUE))' >/dev/null 2>&1 \
		|| { echo "R or its package psych is missing; try: apt-get install r-base-core r-cran-psych" >&2; exit 1; }
	DISCERN_TEST_R=$(CURDIR)/tests/r/alpha.R go test -count=1 -run '^TestR$$' -v ./quiz/itemstats

test-office: ## the tables to download, opened by LibreOffice
	@command -v soffice >/dev/null || { echo "LibreOffice is missing; try: apt-get install --no-install-recommends libreoffice-calc" >&2; exit 1; }
	DISCERN_TEST_OFFICE=$$(command -v soffice) go test -count=1 -run '^TestOffice$$' -v ./web/sheet

# Lighthouse is of the npm registry, and no other target needs its 180 MB.
test-lighthouse: install ## speed and soundness of the students' pages, by Lighthouse
	@cd tests/lighthouse && npm ci --loglevel=error || { echo "Lighthouse could not be installed; try: cd tests/lighthouse && npm ci" >&2; exit 1; }
	CHROME_PATH=$$(command -v chromium) DISCERN_TEST_LIGHTHOUSE=$(CURDIR)/tests/lighthouse/node_modules/.bin/lighthouse \
		go test -count=1 -timeout 20m -run '^TestLighthouse$$' -v ./tests

test-phone: install ## from joining to the first question on an old phone and slow 3G
	DISCERN_TEST_PHONE=1 go test -count=1 -timeout 5m -run '^TestPhone' -v ./tests

test-pages: install ## every page and state in every theme, width and language, by axe-core and by keyboard
	DISCERN_TEST_PAGES=1 go test -count=1 -timeout 60m -run '^TestEverySample$$' -v ./web
	DISCERN_TEST_PAGES=1 go test -count=1 -timeout 90m -run '^Test(EveryPage(Printed|State)?|PagesLook)$$' -v ./tests

test-long: install ## what make test does in short: 64 clients, a large copy, 2 minutes without a network
	DISCERN_TEST_CONTENTION=20s DISCERN_TEST_COPY=100000 go test -count=1 -timeout 10m -run '^(TestContention|TestCopy)$$' ./quiz/store
	DISCERN_TEST_OUTAGE=120s go test -count=1 -timeout 15m -run 'Offline|CameBackAfterKill' ./tests

bench: ## the benchmarks, with a PostgreSQL that waits for its disk
	DISCERN_TEST_FSYNC=1 go test -run '^$$' -bench . ./tests ./quiz/store ./web

boards: ## 500 open boards: how soon they show an answer, and what memory they take
	for classes in 10 500; do DISCERN_TEST_BOARDS=$$classes go test -count=1 -run '^TestBoardsMeasured$$' -v ./tests || exit 1; done

# go test fuzzes one target of one package at a time.
fuzz: ## each fuzz target for FUZZTIME (30s)
	@set -euo pipefail; \
	for pkg in $$(go list ./...); do \
		for name in $$(go test -list '^Fuzz' "$$pkg" | grep '^Fuzz' || true); do \
			echo "== $$pkg $$name"; \
			go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x "$$pkg"; \
		done; \
	done

generate: ## write the generated files anew
	go generate ./...

clean: ## remove the binary and the installed test packages, keep the data
	rm -rf ./$(BINARY) tests/*/node_modules
