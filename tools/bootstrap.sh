#!/usr/bin/env bash
# bootstrap.sh [bench|oracle|conformance]: installs the Debian packages that building and testing need (and those of the named extra
# purposes), asking nothing. Does nothing, quickly, when they are there.
set -euo pipefail
packages=(g++ clang-19 clang-format-19 clang-tidy-19 lld-19 llvm-19 libclang-rt-19-dev ccache cmake ninja-build
  libgmp-dev libfmt-dev libboost-context-dev zlib1g-dev libbz2-dev liblzma-dev libexpat1-dev libssl-dev libb2-dev libsqlite3-dev libffi-dev libzstd-dev uuid-dev libgtest-dev libbenchmark-dev
  python3 unzip ca-certificates)
for purpose in "$@"; do
  case $purpose in
    bench) packages+=(python3.11 pypy3 python3-pip) ;;
    conformance) packages+=(libpython3.11-testsuite) ;;
    oracle) ;; # node and npm, below
    *) echo "bootstrap.sh: unknown purpose $purpose" >&2; exit 2 ;;
  esac
done
# npm fetches the standard library's files and the oracle; a Node from elsewhere than Debian is as good.
command -v npm >/dev/null || packages+=(nodejs npm)
command -v cargo >/dev/null || packages+=(cargo)

missing=()
# dpkg-query fails when it does not know one of the packages: that one is missing, no more.
installed=$({ dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "${packages[@]}" 2>/dev/null || true; } | sed -n 's/^ii *//p')
for package in "${packages[@]}"; do
  grep -qx "$package" <<<"$installed" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "installing: ${missing[*]}"
root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "these packages are missing, and there is no sudo to install them with: ${missing[*]}" >&2; exit 1; }
  root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
"${root[@]}" apt-get update -qq
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
