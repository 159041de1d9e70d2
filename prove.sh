#!/usr/bin/env bash
# Long proofs of the promises: ./prove.sh NAME [--count N | --seconds N] [--seed N] [--database "Host=…"]
# Ends with one JSON line. Without a name it lists them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build -c Release -v quiet -clp:NoSummary tests/Dateline.Proofs >&2
exec tests/Dateline.Proofs/bin/Release/net10.0/Dateline.Proofs "$@"
