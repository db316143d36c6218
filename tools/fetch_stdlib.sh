#!/usr/bin/env bash
# fetch_stdlib.sh [DIRECTORY]: puts the Python half of CPython 3.14.2's standard library into DIRECTORY (build/stdlib). The files come from
# python_stdlib.zip in the npm package pyodide, pinned by version and checksum; what is Pyodide's own in it is left out.
set -euo pipefail
version=314.0.7
checksum=fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${1:-$here/../build/stdlib}
[ "$(cat "$target/.source" 2>/dev/null)" = "$checksum" ] && exit 0

mkdir -p "$target"
target=$(cd "$target" && pwd)
exec 9>"$target/.lock"
flock 9
[ "$(cat "$target/.source" 2>/dev/null)" = "$checksum" ] && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
oracle=${MEMPHIS_ORACLE_DIR:-$here/../build/oracle}/node_modules/pyodide/python_stdlib.zip
if [ -f "$oracle" ] && sha256sum "$oracle" | grep -q "^$checksum "; then
  cp "$oracle" "$work/stdlib.zip"
else
  command -v npm >/dev/null || { echo "fetch_stdlib.sh: npm is needed (tools/bootstrap.sh installs it)" >&2; exit 1; }
  (cd "$work" && npm pack --loglevel=error "pyodide@$version" >/dev/null)
  tar -xzf "$work/pyodide-$version.tgz" -C "$work" package/python_stdlib.zip
  mv "$work/package/python_stdlib.zip" "$work/stdlib.zip"
fi
echo "$checksum  $work/stdlib.zip" | sha256sum --check --quiet
rm -rf "${target:?}"/*
unzip -q "$work/stdlib.zip" -d "$target" \
  -x 'pyodide/*' '_pyodide/*' 'site-packages/*' '_sysconfigdata__emscripten*' '_ssl.py'
echo "$checksum" >"$target/.source"
