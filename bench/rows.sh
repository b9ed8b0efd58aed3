#!/usr/bin/env bash
# Writes the bare rows into a fresh database of Frontdesk's: ./rows.sh -n 20000 -warm 4000
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d "${BENCH_DIR:-/tmp}/frontdesk-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT
FRONTDESK_DATABASE_URL="sqlite:$dir/frontdesk.db" "$here/../bin/frontdesk" migrate >/dev/null
"$here/bin/rows" -db "$dir/frontdesk.db" "$@"
