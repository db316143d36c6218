#!/usr/bin/env bash
# format.sh [--check]: formats every C++ file of ours, or says which ones are not formatted.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
mode=(-i)
[ "${1:-}" = --check ] && mode=(--dry-run -Werror)
git ls-files -co --exclude-standard '*.h' '*.cpp' | xargs -r clang-format-19 "${mode[@]}"
