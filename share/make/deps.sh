#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Installs the Debian packages that are missing. Arguments: package:kind:name, where kind tells how
# to see that it is there: cmd (a command), pkg (pkg-config), hdr (a header of /usr/include), lib (a
# file or folder of /usr/lib), share (one of /usr/share).
set -eu

present() { # kind name
	case $1 in
	cmd) command -v "$2" >/dev/null 2>&1 ;;
	pkg) pkg-config --exists "$2" 2>/dev/null ;;
	hdr) test -e "/usr/include/$2" ;;
	lib) test -e "/usr/lib/$2" ;;
	share) test -e "/usr/share/$2" ;;
	*) echo "deps: unknown kind $1" >&2; exit 2 ;;
	esac
}

missing=
for row; do
	package=${row%%:*} rest=${row#*:}
	present "${rest%%:*}" "${rest#*:}" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ ! -e /etc/debian_version ] || ! command -v apt-get >/dev/null 2>&1; then
	echo "This is not Debian. Install the equivalents of these packages, then run make again:" >&2
	echo "$missing" >&2
	exit 1
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
	sudo=sudo
	if ! command -v sudo >/dev/null 2>&1; then
		echo "Missing packages, and no sudo to install them. As root: apt-get install$missing" >&2
		exit 1
	fi
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086 # a list of words
$sudo apt-get install -qq -y --no-install-recommends $missing </dev/null || {
	$sudo apt-get update -qq </dev/null
	$sudo apt-get install -qq -y --no-install-recommends $missing </dev/null
}
