#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The rule of layers holds in the tree, and each way of breaking it is seen.
. tests/cli/lib.sh

copy() {
	rm -rf "$T/tree"
	mkdir -p "$T/tree/tests"
	cp -r src include "$T/tree/"
	cp -r tests/lint "$T/tree/tests/"
}
lint() {
	sh tests/lint/lint.sh "$T/tree" "$1" >"$T/out" 2>"$T/err"
	same "lint $1 on $2" $? "$3"
}

copy
lint layers "the tree itself" 0
while read -r file line text; do
	copy
	echo "$line" | tr '~' ' ' >>"$T/tree/$file"
	lint layers "$line in $file" 1
	what="$file"
	has "$(echo "$text" | tr '~' ' ')"
done <<'END'
src/base/str.c #include~"pupitre/store/open.h" base~may~not~include~store
src/ui/shell.c #include~"pupitre/store/open.h" ui~may~not~include~store
src/cli/cli.c #include~"pupitre/ui/commands.h" cli~may~not~include~ui
include/pupitre/domain/score.h #include~"pupitre/app/session.h" domain~may~not~include~app
src/store/open.c #include~"pupitre/exchange/any.h" store~may~not~include~exchange
src/app/mark.c #include~<sqlite3.h> sqlite3.h~belongs~to~src/store/
src/ui/shell.c #include~<ncurses.h> ncurses.h~belongs~to~src/term/curses.c
src/exchange/reader.c #include~<sodium.h> sodium.h~belongs~to~src/base/hash.c~src/base/seal.c
src/app/mark.c #include~"../store/open_priv.h" include~of~a~parent~folder
src/app/mark.c #include~"store/open_priv.h" a~private~header~stays~beside
END
copy
seq 700 | sed 's/.*/int v&;/' >"$T/tree/src/base/long.c"
lint sizes "a file of 700 lines" 1
has "src/base/long.c: 700 lines"
copy
{ printf 'int\nmuch(void)\n{\n'; seq 90 | sed 's/.*/\tf(&);/'; echo '}'; } >"$T/tree/src/base/much.c"
lint sizes "a function of 91 lines" 1
has "much has 91 lines"
finish
