#!/bin/sh
# A PostgreSQL server of the tests' own, on a free port of the loopback address, in a folder of its own.
#   tests/postgres.sh [--durable]
# Prints "ready PORT" and runs until its standard input ends: so it stops and cleans up however its caller dies, kill -9 included.
# Without --durable it never waits for the disk: fast, and of no use for tests that cut the power.
set -eu

fail() { echo "$*" >&2; exit 1; }

bin=$(dirname "$(command -v pg_ctl 2>/dev/null || ls -d /usr/lib/postgresql/*/bin/pg_ctl 2>/dev/null | sort -V | tail -n 1)")
[ -x "$bin/pg_ctl" ] && [ -x "$bin/initdb" ] || fail "PostgreSQL is not installed (apt-get install postgresql)."

# PostgreSQL refuses to run as root.
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  id postgres >/dev/null 2>&1 || fail "PostgreSQL does not run as root and there is no user 'postgres'."
  as_owner() { runuser -u postgres -- "$@"; }
fi

# What an earlier script left that was killed before it could clean up.
sweep() {
  for old in "$1"/dateline-postgres-*; do
    [ -f "$old/pid" ] && ! kill -0 "$(cat "$old/pid")" 2>/dev/null || continue
    as_owner "$bin/pg_ctl" stop --pgdata="$old/data" --mode=immediate >/dev/null 2>&1 || true
    rm -rf "$old" || true
  done
}

cd /
# A temporary folder that only root may enter is of no use to PostgreSQL.
sweep "${TMPDIR:-/tmp}"
folder=$(as_owner mktemp -d "${TMPDIR:-/tmp}/dateline-postgres-XXXXXX" 2>/dev/null || as_owner mktemp -d /tmp/dateline-postgres-XXXXXX)
stop() {
  as_owner "$bin/pg_ctl" stop --pgdata="$folder/data" --mode=immediate >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
echo $$ >"$folder/pid"

as_owner "$bin/initdb" --pgdata="$folder/data" --username=dateline --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 ||
  fail "initdb failed: $(tail -n 3 "$folder/initdb.log")"

settings="listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 64MB
timezone = 'UTC'
log_timezone = 'UTC'"
[ "${1:-}" = --durable ] || settings="$settings
fsync = off
synchronous_commit = off
full_page_writes = off"
printf '%s\n' "$settings" | as_owner tee -a "$folder/data/postgresql.conf" >/dev/null

# Another program may take the port between the choice and the start: choose again.
started=no
for attempt in 1 2 3 4 5; do
  port=$(od -An -N2 -tu2 /dev/urandom | awk '{ print 20000 + $1 % 12000 }')
  # Its descriptors are not ours: who waits for the end of our output must not wait for the server's.
  if as_owner "$bin/pg_ctl" start --pgdata="$folder/data" --options="-p $port" --log="$folder/postgres.log" --wait --timeout=60 >/dev/null 2>&1 </dev/null; then started=yes; break; fi
done
[ "$started" = yes ] || fail "PostgreSQL did not start: $(tail -n 3 "$folder/postgres.log" 2>/dev/null)"

echo "ready $port"
while read -r _; do :; done
