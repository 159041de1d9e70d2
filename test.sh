#!/usr/bin/env bash
# Sets up what is missing, builds once, runs every test, and ends with one line: N passed, N failed, N skipped.
#   ./test.sh            everything
#   ./test.sh Store G2   only the test projects whose name holds one of the words
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
results=$root/artifacts/test-results
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

main() {
  require_dotnet
  rm -rf "$results"
  mkdir -p "$results"
  install_missing
  if build; then
    # Part of the tests is for the quick look between two edits: that leaves the format out.
    [ $# -gt 0 ] || check_format
    start_postgres
    run_projects "$@"
  fi
  summary
}

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n== %s\n' "$*"; }

die() { echo "$*" >&2; exit 1; }

# What goes wrong outside a test counts as one failed.
went_wrong() { echo "$2" | tee "$results/$1.went-wrong"; }

require_dotnet() {
  command -v dotnet >/dev/null || die "The .NET SDK 10 is not installed: https://dotnet.microsoft.com/download"
  dotnet --version >/dev/null || die "The .NET SDK that global.json asks for is not installed: https://dotnet.microsoft.com/download"
}

# Command, or a file that may stand for it, and the Debian package that brings it.
missing_packages() {
  command -v pg_ctl >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/pg_ctl' >/dev/null || echo postgresql
  [ -x "${DATELINE_CHROMIUM:-/usr/bin/chromium}" ] || echo chromium
  command -v xmllint >/dev/null || echo libxml2-utils
  [ -x /usr/sbin/sshd ] || echo openssh-server
  [ -x /usr/sbin/dovecot ] || echo dovecot-imapd
  [ -x /usr/sbin/vsftpd ] || echo vsftpd
  command -v exiftool >/dev/null || echo libimage-exiftool-perl
  /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || echo python3-aiosmtpd
  if compgen -G 'tests/tools/*/package-lock.json' >/dev/null; then
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
  fi
}

install_missing() {
  local packages
  packages=$(missing_packages)
  if [ -n "$packages" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      say "Installing" $packages
      apt-get update -qq </dev/null || echo "The package lists could not be updated; trying with those that are here."
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages </dev/null >/dev/null ||
        echo "Not everything could be installed."
      packages=$(missing_packages)
    fi
    if [ -n "$packages" ]; then
      echo "Not installed:" $packages
      echo "To install it: sudo apt-get install" $packages
      echo "Tests that need it are skipped, by name."
    fi
  fi
  # With everything here, a test that misses something is wrong, not skipped.
  [ -n "$packages" ] || export DATELINE_REQUIRE_ALL=1
  install_tools
}

# Checkers from npm, each with its lock file: reinstalled only when that changes.
install_tools() {
  local lock folder
  for lock in tests/tools/*/package-lock.json; do
    [ -f "$lock" ] || continue
    folder=$(dirname "$lock")
    cmp -s "$lock" "$folder/node_modules/.installed" && continue
    say "npm ci in $folder"
    if (cd "$folder" && npm ci --no-audit --no-fund --silent </dev/null && cp package-lock.json node_modules/.installed); then continue; fi
    # Away from the network its tests are skipped, by name; on CI that would hide them.
    if [ "${CI:-}" = true ]; then went_wrong npm "npm ci failed in $folder."; fi
    echo "npm ci failed in $folder: tests that need it are skipped, by name."
    unset DATELINE_REQUIRE_ALL
  done
}

build() {
  say "Restoring and building"
  if ! dotnet restore Dateline.slnx --locked-mode -v quiet </dev/null; then
    went_wrong restore "The packages cannot be restored as locked. After a change of packages: dotnet restore --force-evaluate, and commit the lock files."
    return 1
  fi
  if ! dotnet build Dateline.slnx -c Release --no-restore -v quiet -clp:NoSummary </dev/null; then
    went_wrong build "The build failed."
    return 1
  fi
}

# White space only: the rest of the style is part of the build.
check_format() {
  local files
  say "Checking the format"
  if files=$(dotnet format whitespace . --folder --verify-no-changes </dev/null 2>&1); then return; fi
  sed "s/(.*//; s#^$root/#  #" <<<"$files" | sort -u
  went_wrong format "dotnet format whitespace . --folder puts it right."
}

# One server for all test processes. It lives until its input, a pipe of ours, is closed: so it ends however this script does.
start_postgres() {
  [ -z "${DATELINE_TEST_POSTGRES:-}" ] || return 0
  local ready
  coproc POSTGRES { exec sh tests/postgres.sh 2>"$root/artifacts/postgres.err"; }
  if read -r ready <&"${POSTGRES[0]}"; then
    export DATELINE_TEST_POSTGRES="Host=127.0.0.1;Port=${ready#ready };Username=dateline;Database=postgres;Pooling=false"
  fi
}

# Every project under tests/ whose name says that it holds tests; a project file alone makes it one, no list is kept.
test_projects() {
  local project word
  for project in tests/*.Tests/*.Tests.csproj; do
    [ $# -gt 0 ] || echo "$project"
    for word in "$@"; do
      case "$project" in *"$word"*) echo "$project"; break ;; esac
    done
  done
}

run_projects() {
  local project name
  say "Testing"
  while read -r project; do
    name=$(basename "$project" .csproj)
    run_project "$name"
  done < <(test_projects "$@")
}

run_project() {
  local name=$1 began=$SECONDS code=0 program
  program=tests/$name/bin/Release/net10.0/$name
  "$program" --progress off --output minimal --timeout 20m --report-xunit-trx --report-xunit-trx-filename "$name.trx" --results-directory "$results" \
    </dev/null >"$results/$name.log" 2>&1 || code=$?
  printf '%-40s %-42s %4ss\n' "$name" "$(counters "$name")" "$((SECONDS - began))"
  # 0: all passed; 2: some failed, which the report counts; 8: no test in it. Anything else is a crash, and counts as one failure.
  case $code in
    0|2) ;;
    *) went_wrong "$name" "$name ended with exit code $code." ;;
  esac
  [ -f "$results/$name.trx" ] || went_wrong "$name" "$name gave no report."
  if [ "$code" != 0 ]; then sed 's/^/    /' "$results/$name.log"; fi
}

# One count of a report: passed, failed, notExecuted.
count() { sed -n "s/.*<Counters [^>]*[[:space:]]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

counters() {
  local trx=$results/$1.trx
  [ -f "$trx" ] || { echo "no report"; return; }
  echo "$(count "$trx" passed) passed, $(count "$trx" failed) failed, $(count "$trx" notExecuted) skipped"
}

skipped_tests() {
  local trx
  for trx in "$results"/*.trx; do
    [ -f "$trx" ] || continue
    grep -o '<UnitTestResult [^>]*outcome="NotExecuted"' "$trx" | sed 's/.*testName="\([^"]*\)".*/  \1/' || true
  done
}

summary() {
  local passed=0 failed=0 skipped=0 trx wrong names
  for trx in "$results"/*.trx; do
    [ -f "$trx" ] || continue
    passed=$((passed + $(count "$trx" passed)))
    failed=$((failed + $(count "$trx" failed) + $(count "$trx" error) + $(count "$trx" timeout) + $(count "$trx" aborted)))
    skipped=$((skipped + $(count "$trx" notExecuted)))
  done
  for wrong in "$results"/*.went-wrong; do
    [ ! -f "$wrong" ] || failed=$((failed + 1))
  done
  names=$(skipped_tests)
  [ -z "$names" ] || printf '\nSkipped:\n%s\n' "$names"
  [ $((passed + failed)) -gt 0 ] || echo "No test ran."
  printf '\n%s seconds in all.\n' "$SECONDS"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

main "$@"
