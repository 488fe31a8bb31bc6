#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes a virtual environment, and does nothing when it is already up to date.
#
#   scripts/venv.sh FOLDER PIP-ARGUMENT...          for example: scripts/venv.sh .venv --group dev -r requirements.txt
#
# $PYTHON names the Python to use. Without it: python3 if that is new enough, else the newest Python found.
set -eu

folder=$1
shift
log=.build/$(basename "$folder")-install.log
oldest='3.11'

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Prints why a Python is of no use, or nothing.
trouble() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
        version=$("$1" -c 'import platform; print(platform.python_version())' 2>/dev/null || echo 'no working Python')
        echo "$1 is $version, and Python $oldest or newer is needed"
        return
    }
    "$1" -c 'import ensurepip, venv' 2>/dev/null ||
        echo "$1 cannot make virtual environments: its venv or ensurepip is missing (on Debian and Ubuntu: apt install python3-venv)"
}

if [ -n "${PYTHON:-}" ]; then
    command -v "$PYTHON" >/dev/null || fail "PYTHON=$PYTHON: no such command."
    reason=$(trouble "$PYTHON")
    [ -z "$reason" ] || fail "$reason."
else
    PYTHON=
    reasons=
    for name in python3 python3.14 python3.13 python3.12 python3.11 "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.1[1-9]*/bin/python3; do
        command -v "$name" >/dev/null || continue
        reason=$(trouble "$name")
        if [ -z "$reason" ]; then
            PYTHON=$name
            break
        fi
        reasons="$reasons
  - $reason"
    done
    [ -n "$PYTHON" ] || fail "No usable Python found.${reasons:-
  - there is no python3 on PATH}" 'Install Python 3.11 or newer with venv, or name one: make PYTHON=/path/to/python3 ...'
fi

# Not one virtual environment from another, least of all from the one that may be removed below.
PYTHON=$("$PYTHON" -c 'import os, sys; print(os.path.realpath(sys._base_executable))')

# The environment is up to date when the same Python, arguments, dependency groups and requirements files made it.
files=
option=
for argument in "$@"; do
    [ "$option" != -r ] || { [ -f "$argument" ] || fail "$argument is missing."; files="$files $argument"; }
    option=$argument
done
groups=$(sed -n '/^\[dependency-groups\]/,/^\[[^]]*\]$/p' pyproject.toml)
stamp=$folder/.stamp
# Line 1: another Python, or another place (the scripts in it name their folder), needs a new environment. Line 2: else pip brings it up to date.
base=$("$PYTHON" -c 'import platform, sys; print(sys.executable, platform.python_version())')" in $PWD/$folder"
contents="$* $({ echo "$groups"; cat /dev/null $files; } | cksum)"
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(printf '%s\n%s' "$base" "$contents")" ] && "$folder/bin/python" -c '' 2>/dev/null; then
    exit 0
fi

echo "Installing $* into $folder (Python $("$PYTHON" -c 'import platform; print(platform.python_version())')) ..."
mkdir -p .build
if ! { [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" = "$base" ] && "$folder/bin/python" -m pip --version >/dev/null 2>&1; }; then
    rm -rf "$folder"
    "$PYTHON" -m venv "$folder" >"$log" 2>&1 || { cat "$log" >&2; fail "Could not make $folder."; }
fi
rm -f "$stamp"
# Dependency groups need pip 25.1; Python 3.13 still brings an older one.
{
    "$folder/bin/python" -m pip install --disable-pip-version-check 'pip>=25.1' &&
        "$folder/bin/python" -m pip install --disable-pip-version-check "$@"
} >"$log" 2>&1 || {
    tail -n 30 "$log" >&2
    fail "pip install failed; everything it said is in $log."
}
printf '%s\n%s\n' "$base" "$contents" >"$stamp"
