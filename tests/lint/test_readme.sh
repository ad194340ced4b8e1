#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# README.md quotes the Debian packages of the Makefile, all of them and no other.
. tests/cli/lib.sh

make -s packages | LC_ALL=C sort >"$T/made"
sed -n '/<!-- packages -->/,/<!-- end -->/p' README.md | tr -d '`' | tr ',' ' ' | tr ' ' '\n' |
	grep -E '^[a-z][a-z0-9.+-]+$' | grep -v -x -e packages -e end | LC_ALL=C sort >"$T/quoted"
same "packages of README.md" "$(tr '\n' ' ' <"$T/quoted")" "$(tr '\n' ' ' <"$T/made")"
finish
