#!/usr/bin/env bash
# install.sh: puts the pinned oracle (see package.json) into build/oracle, or $MEMPHIS_ORACLE_DIR; does nothing when it is there.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${MEMPHIS_ORACLE_DIR:-$here/../../build/oracle}
mkdir -p "$target"
exec 9>"$target/.lock"
flock 9
if ! cmp -s "$here/package-lock.json" "$target/installed.json"; then
  command -v npm >/dev/null || { echo "the oracle needs node (18 or later) and npm" >&2; exit 1; }
  cp "$here/package.json" "$here/package-lock.json" "$target/"
  (cd "$target" && npm ci --no-audit --no-fund --omit-lockfile-registry-resolved >npm.log 2>&1) || {
    cat "$target/npm.log" >&2
    exit 1
  }
  rm -f "$target"/memory-*.bin
  cp "$here/package-lock.json" "$target/installed.json"
fi
