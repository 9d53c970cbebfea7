#!/usr/bin/env bash
# Installs the Debian packages named as arguments, those only that are missing.
# As root or with sudo it calls apt-get; otherwise it says exactly what to type, and fails.
set -euo pipefail

missing=()
for package in "$@"; do
    case $package in
        # A python3 from elsewhere brings venv itself.
        python3-venv) "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null || missing+=("$package") ;;
        # So does a Node from elsewhere, which may bring npm, too, and cannot stand beside Debian's.
        nodejs) command -v node >/dev/null || missing+=("$package") ;;
        npm) command -v npm >/dev/null || missing+=("$package") ;;
        *) dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package") ;;
    esac
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Not a Debian system: please install what these packages hold, and go on: ${missing[*]}" >&2
    exit 0
fi
if [ "$(id -u)" -eq 0 ]; then
    root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    root=(sudo)
else
    echo "Missing Debian packages. Please run, then repeat make:" >&2
    echo "    sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi

# The servers are for tests, which start their own copies: apt must not start the system's. Debian asks this file.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null
    "${root[@]}" chmod 755 "$policy"
    trap '"${root[@]}" rm -f "$policy"' EXIT
fi

echo "Installing Debian packages: ${missing[*]}"
"${root[@]}" apt-get update -q
"${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}"
