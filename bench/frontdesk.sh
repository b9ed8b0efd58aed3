#!/usr/bin/env bash
# Starts Frontdesk against the runner's server, on a fresh database with the runner's people in it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d "${BENCH_DIR:-/tmp}/frontdesk-bench-XXXXXX")
export FRONTDESK_DATABASE_URL="sqlite:$dir/frontdesk.db" FRONTDESK_TELEGRAM_TOKEN="$TOKEN" FRONTDESK_TELEGRAM_API_URL="$API"
export FRONTDESK_TELEGRAM_LIMITS_PER_SECOND=0 FRONTDESK_TELEGRAM_LIMITS_PER_CHAT_PER_SECOND=0 FRONTDESK_TELEGRAM_LIMITS_GROUP_PER_MINUTE=0
export FRONTDESK_HTTP_LISTEN=127.0.0.1:0
export FRONTDESK_LOG_LEVEL=warn
"$here/../bin/frontdesk" migrate >/dev/null
"$here/bin/seed" -db "$dir/frontdesk.db"
exec "$here/../bin/frontdesk" serve
