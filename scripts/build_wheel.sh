#!/bin/sh
# Build a wheel with the compiled core for one Python into dist/, and see that it reads as the
# sources do: sh scripts/build_wheel.sh python3.12
set -eu
python=$1
tag=$("$python" -c 'import sys; print(f"cp{sys.version_info[0]}{sys.version_info[1]}")')
here=build/wheels/$tag
rm -rf "$here" build/lib* build/temp* build/bdist*
"$python" -m venv "$here"
quiet="--quiet --disable-pip-version-check --constraint requirements.lock"
# shellcheck disable=SC2086
"$here/bin/pip" install $quiet 'setuptools>=77' wheel mypy
# Pure first: mypyc reads the types of all that the core uses, and this is what it is held against.
# shellcheck disable=SC2086
"$here/bin/pip" install $quiet .
"$here/bin/python" scripts/core_facts.py --expect pure --city tests/reading/cases > "$here/pure.txt"
GOVSWEEP_COMPILE=1 "$here/bin/pip" wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
"$here/bin/pip" install --quiet --no-deps --force-reinstall dist/govsweep-*-"$tag-$tag"-*.whl
"$here/bin/python" scripts/core_facts.py --expect compiled --city tests/reading/cases > "$here/core.txt"
cmp "$here/pure.txt" "$here/core.txt"
echo "$tag: $(ls dist/govsweep-*-"$tag-$tag"-*.whl), the same facts of $(wc -l < "$here/core.txt") readings"
