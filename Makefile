# make run and make test are all that a fresh machine with Go, gcc and make needs.

GO      ?= go
BIN     := bin/frontdesk
RELEASE ?=
LDFLAGS := -s -w $(if $(RELEASE),-X main.release=$(RELEASE))

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/frontdesk
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/frontdesk

VERSION = $(if $(RELEASE),$(RELEASE),$(shell git describe --tags --always --dirty))
NAME    = frontdesk-$(VERSION)-$(shell $(GO) env GOOS)-$(shell $(GO) env GOARCH)

# The same source and Go give the same binary: no paths, no time, no build id.
.PHONY: release
release: ## build dist/: the stripped binary, shell completion, unit, docs, SBOM and checksums
	rm -rf dist && mkdir -p dist/$(NAME)/completion
	$(GO) build -trimpath -buildvcs=false -ldflags '-s -w -buildid= -X main.release=$(VERSION)' -o dist/$(NAME)/frontdesk ./cmd/frontdesk
	for shell in bash zsh fish; do dist/$(NAME)/frontdesk completion $$shell > dist/$(NAME)/completion/frontdesk.$$shell || exit 1; done
	$(GO) run ./packaging/sbom -version $(VERSION) dist/$(NAME)/frontdesk > dist/$(NAME).cdx.json
	cp LICENSE CHANGELOG.md docs/runbook.md packaging/frontdesk.service configs/frontdesk.example.yaml configs/frontdesk.env.example dist/$(NAME)/
	tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@$$(git log -1 --format=%ct) -C dist -cf - $(NAME) | gzip -n9 > dist/$(NAME).tar.gz
	cd dist && sha256sum $(NAME).tar.gz $(NAME).cdx.json $(NAME)/frontdesk > SHA256SUMS
	@ls -lh dist

.PHONY: bench-backup
bench-backup: ## measure a backup of 100,000 deliveries
	FRONTDESK_TEST_BACKUP=1 $(GO) test -count=1 -run TestABackupOfALargeDatabase -v ./services/backups

# A token in the environment or in frontdesk.yaml means the real thing.
.PHONY: run
run: build ## serve when a token is set, else start the demo in the browser
	@if [ -n "$$FRONTDESK_TELEGRAM_TOKEN$$FRONTDESK_TELEGRAM_TOKEN_FILE" ] || [ -f frontdesk.yaml ]; then \
		exec $(BIN) serve; else exec $(BIN) demo; fi

# The packages whose tests run a whole Frontdesk, on the database that FRONTDESK_TEST_DATABASE names.
WHOLE = $(shell $(GO) list -f '{{$$p := .ImportPath}}{{range .TestImports}}{{if eq . "frontdesk/app/apptest"}}{{println $$p}}{{end}}{{end}}{{range .XTestImports}}{{if eq . "frontdesk/app/apptest"}}{{println $$p}}{{end}}{{end}}' ./app/... | sort -u)

# The tests make some thousand databases, and each commit waits for the disk. Where there is a memory disk with room they lie there:
# it keeps what a killed process has written as a disk does, and a power cut is nothing that a test makes. TMPDIR wins over it,
# and so does a memory disk that runs no programs: some tests build one.
# The folder's name does not change, since go test takes up old results only where TMPDIR is the same.
IN_MEMORY = d=/dev/shm/frontdesk-test-$$(id -u); free=$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $$4 }'); \
	if [ -z "$$TMPDIR" ] && [ "$${free:-0}" -gt 4000000 ] && mkdir -p -m 0755 "$$d" && [ -O "$$d" ] && \
	printf '\#!/bin/sh\n' >"$$d/may-run" && chmod 0755 "$$d/may-run" && "$$d/may-run" 2>/dev/null; then export TMPDIR="$$d" GOTMPDIR=/tmp; fi

.PHONY: test
test: ## run all tests with the race detector, and those of the whole once more on PostgreSQL (skipped where there is none)
	@$(IN_MEMORY); set -x; \
	$(GO) test -race -timeout 12m ./... && \
	FRONTDESK_TEST_DATABASE=postgres $(GO) test -timeout 12m -skip LiveDjango $(WHOLE)

# Their seeds run with every plain go test; what a run has found goes into testdata/fuzz beside the test.
FUZZTIME ?= 10m
FUZZ = keyboards:FuzzDecode keyboards:FuzzEncode keyboards:FuzzUnpack keyboards:FuzzScreens texts:FuzzHTML \
	platforms/telegram:FuzzDecode platforms/telegram:FuzzAnswer platforms/telegram/sim:FuzzHTML platforms/telegram/sim:FuzzMarkdown \
	internal/redact:FuzzTextFindsEveryToken internal/djangohash:FuzzVerify

.PHONY: fuzz
fuzz: ## fuzz the codec, decoding and message building, FUZZTIME each (10m)
	@for one in $(FUZZ); do echo "== $$one"; \
		$(GO) test -run '^$$' -fuzz "^$${one#*:}$$" -fuzztime $(FUZZTIME) ./$${one%:*} || exit 1; done

.PHONY: crash
crash: ## kill the bot 500 times on each engine, and PostgreSQL 50 times, and look for lost or doubled work
	FRONTDESK_TEST_KILLS=200 $(GO) test -count=1 -timeout 60m -run 'TestNothingIsLostOrDoneTwice|TestDecisionsAndRelaysSurviveKills' -v ./app/crashtest

.PHONY: bench-start
bench-start: build ## measure how soon the bot polls and how much memory it takes
	FRONTDESK_TEST_START=1 $(GO) test -count=1 -run TestStart -v ./app/starttest

# Each prints a table, the ratios with what they must be and one line of JSON, and fails when a must is missed. They take
# about 18 minutes together; the machine should have nothing else to do. What they need, and what is in them: bench/README.md.
.PHONY: bench
bench: ## measure updates, steady, flood, growth and moderation one after another
	@missed=; for one in updates steady flood growth moderation; do $(MAKE) --no-print-directory bench-$$one || missed="$$missed $$one"; done; \
	if [ -n "$$missed" ]; then echo; echo "MISSED in:$$missed"; exit 1; fi

.PHONY: bench-updates
bench-updates: ## updates a second of Frontdesk beside peers on the same machine (ROUNDS=3)
	@bench/run.sh $(or $(ROUNDS),3)

.PHONY: bench-steady
bench-steady: ## the time to the first answer at 30 updates a second, beside a bare bot (ROUNDS=3)
	@KIND=steady bench/run.sh $(or $(ROUNDS),3)

.PHONY: bench-flood
bench-flood: ## 3,000 messages to 1,000 chats within Telegram's limits, people writing meanwhile (2 minutes)
	@bench/build.sh && cd bench && bin/flood

.PHONY: bench-growth
bench-growth: ## the same work with 5 thousand and 5 million rows of history
	@bench/build.sh && cd bench && bin/growth

.PHONY: bench-moderation
bench-moderation: ## a lively webinar with 20 moderators and 500 overlay viewers (4 minutes; DURATION=60s RATE=50 VIEWERS=500)
	@bench/build.sh && cd bench && bin/moderation -duration $(or $(DURATION),60s) -rate $(or $(RATE),50) -viewers $(or $(VIEWERS),500)

.PHONY: bench-soak
bench-soak: ## does anything grow that should not? (by hand; DURATION=30m)
	@bench/build.sh && cd bench && bin/soak -duration $(or $(DURATION),30m)

.PHONY: lint
lint: ## gofumpt, vet and staticcheck
	@out="$$($(GO) tool gofumpt -l .)"; if [ -n "$$out" ]; then echo "not formatted (make fmt):"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

.PHONY: fmt
fmt: ## format the code
	$(GO) tool gofumpt -w .

.PHONY: generate
generate: ## renew what is made from code: text keys, goldens, docs
	$(GO) generate ./texts
	$(GO) test ./keyboards ./configs ./app -run 'Golden|Generated|States' -update
