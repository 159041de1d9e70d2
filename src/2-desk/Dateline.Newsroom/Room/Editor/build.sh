#!/bin/sh
# Bundles the text editor into ../Assets/editor.js. With --check it only compares: the file in the tree must be what its source makes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here"/*.src.js "$work/"
cd "$work"
npm ci --no-audit --no-fund --silent || { echo "npm ci failed: what the editor is made of could not be fetched"; exit 3; }
npx esbuild editor.src.js --bundle --minify --format=esm --target=es2022 --legal-comments=eof --log-level=warning --outfile=editor.js
if [ "${1:-}" = --check ]; then
  cmp editor.js "$here/../Assets/editor.js" && echo "editor.js is what its source makes"
else
  cp editor.js "$here/../Assets/editor.js"
  echo "wrote Assets/editor.js, $(wc -c < editor.js) bytes"
fi
