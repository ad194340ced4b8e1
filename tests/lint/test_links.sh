#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# What the program links at start: the libraries of the core, nothing heavy; and it is hardened.
. tests/cli/lib.sh

allowed='libncursesw libtinfo libsqlite3 libyaml-0 libsodium libyajl libutf8proc libcsv libz libm
	libc ld-linux-x86-64 libasan libubsan libgcc_s'
for lib in $(readelf -d "$PUPITRE" | sed -n 's/.*(NEEDED).*\[\(.*\)\.so.*/\1/p'); do
	found=no
	for a in $allowed; do
		[ "$lib" = "$a" ] && found=yes
	done
	same "$lib is allowed at start" $found yes
done
same "position independent" "$(readelf -h "$PUPITRE" | grep -c 'DYN (Pos')" 1
same "bound at start" "$(readelf -d "$PUPITRE" | grep -c 'Flags:.*NOW')" 1
same "relocations read-only" "$(readelf -lW "$PUPITRE" | grep -c 'GNU_RELRO')" 1
same "stack not executable" "$(readelf -lW "$PUPITRE" | grep 'GNU_STACK' | grep -c 'RWE')" 0
finish
