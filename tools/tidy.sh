#!/usr/bin/env bash
# tidy.sh [-j N] [FILE...]: clang-tidy (see .clang-tidy) over the given files, or over all of src and apps, with the dev build's flags.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
jobs=2
[ "${1:-}" = -j ] && { jobs=$2; shift 2; }
if [ $# -eq 0 ]; then mapfile -t files < <(git ls-files 'src/*.cpp' 'apps/*.cpp'); else files=("$@"); fi
[ ${#files[@]} -eq 0 ] && exit 0
printf '%s\n' "${files[@]}" | xargs -n 4 -P "$jobs" clang-tidy-19 -p build/dev --quiet --warnings-as-errors='*' 2>/dev/null
