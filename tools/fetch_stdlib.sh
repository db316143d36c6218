#!/usr/bin/env bash
# fetch_stdlib.sh [DIRECTORY]: puts the Python half of CPython 3.14.2's standard library into DIRECTORY (build/stdlib). The files come from
# python_stdlib.zip in the npm package pyodide, pinned by version and checksum; what is Pyodide's own in it is left out. What that zip has
# not, or only a stand-in of (ssl.py), comes from the crate rustpython-pylib, which holds CPython 3.14's files too, unmodified.
set -euo pipefail
version=314.0.7
checksum=fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a
crate=rustpython-pylib crate_version=0.6.0
crate_checksum=1a90d294a244005c8ee19bb3c2ae6682fc72c3a5dae749b5fb603989b4ba5d65
supplement=(ssl.py _pydecimal.py dbm ensurepip venv pydoc_data)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${1:-$here/../build/stdlib}
is_complete() { [ "$(cat "$target/.source" 2>/dev/null)" = "$checksum" ] && [ "$(cat "$target/.supplement" 2>/dev/null)" = "$crate_checksum ${supplement[*]}" ]; }
is_complete && exit 0

mkdir -p "$target"
target=$(cd "$target" && pwd)
exec 9>"$target/.lock"
flock 9
is_complete && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The zip of the npm package.
fetch_base() {
  local oracle=${MEMPHIS_ORACLE_DIR:-$here/../build/oracle}/node_modules/pyodide/python_stdlib.zip
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
}

# The files of the crate, which cargo puts into its cache.
fetch_supplement() {
  command -v cargo >/dev/null || { echo "fetch_stdlib.sh: cargo is needed (tools/bootstrap.sh installs it)" >&2; exit 1; }
  mkdir "$work/fetch"
  printf '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[lib]\npath = "lib.rs"\n[dependencies]\n%s = "=%s"\n' \
    "$crate" "$crate_version" >"$work/fetch/Cargo.toml"
  touch "$work/fetch/lib.rs"
  (cd "$work/fetch" && cargo fetch --quiet)
  local archive
  archive=$(ls "${CARGO_HOME:-$HOME/.cargo}"/registry/cache/*/"$crate-$crate_version.crate")
  echo "$crate_checksum  $archive" | sha256sum --check --quiet
  tar -xzmf "$archive" -C "$work" "${supplement[@]/#/$crate-$crate_version/Lib/}"
  (cd "$target" && rm -rf "${supplement[@]}")
  (cd "$work/$crate-$crate_version/Lib" && mv "${supplement[@]}" "$target/")
  echo "$crate_checksum ${supplement[*]}" >"$target/.supplement"
}

[ "$(cat "$target/.source" 2>/dev/null)" = "$checksum" ] || { rm -f "$target/.supplement"; fetch_base; }
fetch_supplement
