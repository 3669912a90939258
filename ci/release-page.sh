#!/usr/bin/env bash
# The release's page on the forge, with what is in which registry: `open` before anything is published, `close` at the end.
# It can be run again at any time, and says what is so then.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(npm pkg get version --workspace vectorscaledb --json | node -p 'Object.values(JSON.parse(require("fs").readFileSync(0)))[0]')
case "${1:-}" in
  open)
    body=$(mktemp)
    printf '**Not complete yet.** The packages of %s are being published.\n' "$version" >"$body"
    gh release view "v$version" >/dev/null 2>&1 || gh release create "v$version" --title "$version" --prerelease --notes-file "$body"
    ;;
  close)
    # Ends with 1 where a registry lacks its package: then the page stays that of a prerelease.
    complete=true
    npx nx run release -- status || complete=false
    gh release edit "v$version" --notes-file "dist/release/$version/RELEASE.md"
    gh release upload "v$version" --clobber "dist/release/$version/SHA256SUMS" dist/release/sbom/*.cdx.json
    "$complete" && gh release edit "v$version" --prerelease=false --latest
    "$complete"
    ;;
  *)
    echo 'say open or close' >&2
    exit 2
    ;;
esac
