#!/usr/bin/env bash
# Installs what the tests need and this machine lacks, from Debian's packages
# and, for the accessibility rules, by npm:
#
#   gcc         go test -race links with it
#   chromium    the browser of tests/browser
#   postgresql  the server's programs; the tests start servers of their own
#   npm         installs tests/axe
#
# Nothing is skipped: what cannot be had ends this script with one sentence.
# Where everything is there it only looks, and asks no package server.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

fail() {
	echo "tests/install: $*" >&2
	exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

have_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# missing prints the Debian packages that are still to be installed.
missing() {
	have gcc || echo gcc libc6-dev
	have chromium || echo chromium
	have_postgres || echo postgresql
	have npm || echo npm
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif have sudo; then
		sudo "$@"
	else
		fail "these need root or sudo to be installed: $(missing | xargs)"
	fi
}

# Debian makes and starts a database cluster when its server is installed. The
# tests want the programs alone, so a setting that stands only while apt runs
# tells Debian not to.
no_cluster=/etc/postgresql-common/createcluster.d/discern-tests.conf
forbid_cluster() {
	as_root mkdir -p "$(dirname "$no_cluster")"
	echo 'create_main_cluster = false' | as_root tee "$no_cluster" >/dev/null
	trap 'as_root rm -f "$no_cluster"' EXIT
}

apt() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null
}

install_debian() {
	local packages
	read -r -a packages <<<"$(missing | xargs)"
	[ "${#packages[@]}" -gt 0 ] || return 0
	have apt-get || fail "this is no Debian machine; install these by hand: ${packages[*]}"
	echo "tests/install: installing ${packages[*]}"
	have_postgres || forbid_cluster
	apt update || fail "apt-get update failed; check the network and Debian's sources"
	for package in "${packages[@]}"; do
		apt install -y --no-install-recommends "$package" >/dev/null ||
			fail "$package could not be installed; try: apt-get install $package"
	done
	[ -z "$(missing)" ] || fail "installed, and yet not found: $(missing | xargs)"
}

# axe_version FILE prints the version of axe-core that the file names.
axe_version() {
	sed -n '/axe-core"/,/}/s/.*"version": "\([^"]*\)".*/\1/p' "$1" | head -n 1
}

install_axe() {
	local wanted=package-lock.json installed=node_modules/.package-lock.json
	cd tests/axe
	if [ -f node_modules/axe-core/axe.min.js ] && [ -f "$installed" ] &&
		[ "$(axe_version "$wanted")" = "$(axe_version "$installed")" ]; then
		return
	fi
	echo "tests/install: installing axe-core $(axe_version "$wanted")"
	npm ci --loglevel=error || fail "axe-core could not be installed; try: cd tests/axe && npm ci"
}

have go || fail "Go is not installed; install the version that go.mod names"
install_debian
install_axe
