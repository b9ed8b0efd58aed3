#!/usr/bin/env bash
# Builds Frontdesk, the tools and the peers. What needs node is left out where there is none, and so not measured.
set -eu
cd "$(dirname "$0")"
(cd .. && make -s build)
mkdir -p bin
go build -o bin/ ./cmd/...
# Go takes "v5" for a version and names the program after the folder above it.
go build -o bin/v5 ./cmd/v5 && rm -f bin/cmd
[ -z "${ALL_PEERS-}" ] || go build -tags stdjson -o bin/telego-std ./cmd/telego
[ -d node/node_modules/grammy ] || ! command -v npm >/dev/null || (cd node && npm ci --no-audit --no-fund --silent)
