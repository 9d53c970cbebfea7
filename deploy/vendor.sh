#!/usr/bin/env bash
# Copies the browser libraries that package.json pins, unmodified and with their licences, into the exceptions queue,
# and writes down in VENDOR.toml what was copied. npm verifies each archive against the sha512 of package-lock.json.
set -euo pipefail
cd "$(dirname "$0")/.."

target=exceptions_queue/static/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp package.json package-lock.json .npmrc "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund --silent)

rm -rf "$target"
mkdir -p "$target"
cat > "$target/VENDOR.toml" <<'HEAD'
# Written by `make vendor`. The files beside this one are copied unmodified from npm packages.
HEAD

# package, file in the package, licence file in the package
vendor() {
    local package=$1 file=$2 licence=$3 name
    name=$(basename "$file")
    cp "$work/node_modules/$package/$file" "$target/$name"
    cp "$work/node_modules/$package/$licence" "$target/$name.LICENSE.txt"
    cat >> "$target/VENDOR.toml" <<ENTRY

["$name"]
package = "$package"
version = "$(node -p "require('$work/node_modules/$package/package.json').version")"
licence = "$(node -p "require('$work/node_modules/$package/package.json').license")"
licence_file = "$name.LICENSE.txt"
sha256 = "$(sha256sum "$target/$name" | cut -d ' ' -f 1)"
ENTRY
}

vendor htmx.org dist/htmx.min.js LICENSE
