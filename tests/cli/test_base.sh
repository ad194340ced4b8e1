#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Files that are no base, backups, doctor, documents, demonstration.
. tests/cli/lib.sh
. tests/cli/base.sh

run 3 init
refused
says "$T/base.db"
run 3 list --base "$T/none.db"
refused
says "none.db"
refuse_base() { # file: refused plainly and left as it was
	sum=$(cksum <"$1")
	run "$2" list --base "$1"
	refused
	says "$1"
	run "$2" score 4012345 --set I1=1 --base "$1"
	same "bytes of $1" "$(cksum <"$1")" "$sum"
}
seq 2000 >"$T/text.db"
refuse_base "$T/text.db" 3
: >"$T/empty.db"
refuse_base "$T/empty.db" 3
run 0 backup "$T/copy.db"
same "mode of the backup" "$(stat -c %a "$T/copy.db")" 600
head -c 9000 "$T/copy.db" >"$T/cut.db"
refuse_base "$T/cut.db" 1
# Another application's number in the header (bytes 68 to 71).
cp "$T/copy.db" "$T/foreign.db"
printf 'abcd' | dd of="$T/foreign.db" bs=1 seek=68 conv=notrunc 2>/dev/null
refuse_base "$T/foreign.db" 3

run 0 register --verify --base "$T/copy.db"
run 0 list --base "$T/copy.db" portail
has 4012345
run 3 backup "$T/copy.db"
refused
run 1 backup "$T/no/folder.db"
refused

run 0 check --rebuild
has "refaits"
has "tout est en ordre"
run 0 check --format json
json findings '[]'
run 0 doctor
has "bien"
run 0 doctor --format json
json level '"good"'

run 0 docs man
has ".TH PUPITRE 1"
has ".SH COMMANDES"
has "envelope set CODE EUROS"
has "PUPITRE_BASE"
has ".SH CODE DE RETOUR"
run 0 docs completion
has "complete -o filenames -F _pupitre pupitre"
same "syntax of the completion" "$(bash -n "$T/out" && echo good)" good
run 0 docs completion zsh
has "#compdef pupitre"
run 0 docs config
has "délais.recevabilité_mois"

run 0 demo
same "lines of the demonstration" "$(wc -l <"$T/out")" 401
has 4012345
run 0 demo --list --keep "$T/demo.db"
same "mode of the demonstration" "$(stat -c %a "$T/demo.db")" 600
run 3 demo --list --keep "$T/demo.db"
refused
run 0 register --verify --base "$T/demo.db"
run 0 check --base "$T/demo.db"
finish
