#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The goals of speed, one line each: both sides, their ratio, met or not. Peers that are installed are
# run, the missing ones are named. Corpora are made once and kept under build/bench.
# Usage: tests/bench/run.sh BUILD_FOLDER COUNT     results: build/bench.txt, raw figures beside it
set -u

build=$1 size=$2
here=$build/tests/bench
data=build/bench
raw=build/bench.raw
out=build/bench.txt
export LC_ALL=C.UTF-8
mkdir -p "$data"

# corpus KIND COUNT FILE: made beside, then moved, so that a stopped run leaves nothing half made; made again
# when the tables of a base are no longer these.
corpus() {
	if [ -e "$3" ]; then
		[ "$1" = pupitre ] && [ -n "$(find share/schema -newer "$3")" ] || return
	fi
	echo "corpus: $3" >&2
	rm -f "$3.new"*
	"$here/corpus" "$1" "$2" "$3.new" && mv "$3.new" "$3" || exit 1
	rm -f "$3.new"*
}

keys='-top=\033OH down*30=\033OB -bottom*10=\033OB scroll*40=\033OB pagedown*20=\033[6~ pageup*10=\033[5~'
ends='end=\033OF home=\033OH'
# The items of a sheet, one mark a key: each is on the disk before the screen shows it.
marks='-admissible=/état:recevable\r -open=n -low*14=1 -top=g mark*14=3 -list=q -back=\033'

# Two starts are compared by turns, since the machine does not stay the same for a minute.
time_starts() {
	for _ in 1 2 3 4 5 6 7 8 9 10 11; do
		"$here/tty" "floor-$1" 'floor  tous' -- "$here/floor" "$data/floor-$1.db"
		"$here/tty" "pupitre-$1" parcourir -- "$build/pupitre" --base "$data/run-$1.db" --as a.martin
		"$here/tty" pupitre-1000 parcourir -- "$build/pupitre" --base "$data/run-1000.db" --as a.martin
	done | grep "	start	" >>"$raw"
}

# time_tty NAME READY STEPS... -- PROGRAM...: three rounds, each figure kept.
time_tty() {
	for _ in 1 2 3; do
		timeout 120 "$here/tty" "$@" || echo "$1	failed	0	0	0	0"
	done >>"$raw"
}

time_size() {
	n=$1
	corpus pupitre "$n" "$data/pupitre-$n.db"
	corpus floor "$n" "$data/floor-$n.db"
	cp "$data/pupitre-$n.db" "$data/run-$n.db"
	# shellcheck disable=SC2086 # the steps are words
	time_tty "floor-$n" 'floor  tous' $keys $ends 'rare=?hydrophone\r>sultats' \
		'-back=\033>tous' -- "$here/floor" "$data/floor-$n.db"
	# shellcheck disable=SC2086
	time_tty "pupitre-$n" parcourir $keys $ends 'rare=/hydrophone\r' '-back=\033' $marks -- "$build/pupitre" --base "$data/run-$n.db" --as a.martin
}

# peer NAME PROGRAM: whether it is installed.
peer() {
	command -v "$2" >/dev/null && return
	missing="$missing $1"
	return 1
}

time_peers() {
	missing=
	if peer lnav lnav; then
		corpus csv 100000 "$data/100000.csv"
		time_tty lnav '40999' 'down*20=\033OA' 'pagedown*10=\033[5~' -- lnav -N "$data/100000.csv"
	fi
	if peer visidata vd; then
		corpus csv 100000 "$data/100000.csv"
		time_tty visidata 4000001 '-settle*3=\033OB' 'down*20=\033OB' 'pagedown*10=\033[6~' -- vd "$data/100000.csv"
	fi
	if peer neomutt neomutt; then
		corpus mbox 100000 "$data/100000.mbox"
		printf 'set folder=%s\nset sort=date\nset header_cache=\nset quit=yes\n' "$data" >"$data/neomuttrc"
		time_tty neomutt 'Msgs:100000' 'down*20=j' 'pagedown*10=\033[6~' \
			'rare=/hydrophone\r' -- neomutt -n -F "$data/neomuttrc" -R -f "$data/100000.mbox"
	fi
	if peer tig tig; then
		corpus git 100000 "$data/100000.git-stream"
		if [ ! -d "$data/git" ]; then
			git init -q -b main "$data/git"
			git -C "$data/git" fast-import --quiet <"$data/100000.git-stream"
		fi
		time_tty tig 'commit 1 of' '-settle=j' 'down*20=\033OB' 'pagedown*10=\033[6~' -- tig -C "$data/git" main
	fi
}

: >"$raw"
time_size 1000
[ "$size" = 100000 ] || [ "$size" = 1000 ] || time_size 100000
[ "$size" = 1000 ] || time_size "$size"
time_starts "$size"
time_peers
base=$data/run-$size.db
time_tty idle parcourir 'idle=' -- "$build/pupitre" --base "$base" --as a.martin
for what in "read $base $data/floor-$size.db" "commit $base $data/scratch.db" \
	"writers $base $data/scratch.db ${SECONDS_EACH:-14}"; do
	# shellcheck disable=SC2086
	"$here/engine" $what
done | awk -F '\t' '{ print "engine\t" $1 "\t1\t" $2 "\t" $2 "\t0" }' >>"$raw"
rm -f "$data"/run-*.db* "$data"/scratch.db*
# Twenty columns of each dossier, as we export them and as a query gives them.
twenty=order,region,department,number,submitted,applicant,siret,insee,kind,population,title,category
twenty=$twenty,total_cents,requested_cents,requested_rate_bp,state,decision,amount_cents,deadline,days_left
query="SELECT number, department, submitted, applicant_text, siret, insee, kind, population, title_text,
 category_text, total, requested, eligible, points, state, decision, amount, deadline, by_platform, warning
 FROM listing ORDER BY number"
exported() { # NAME FORMAT QUERY BASE
	"$here/once" "$1" "$build/pupitre" --base "$4" --as a.martin export recapitulatif "$3" --columns $twenty \
		--format "$2" -o - >>"$raw" || echo "bench: export $2 failed" >&2
}
if [ -e "$data/pupitre-100000.db" ]; then
	cp "$data/pupitre-100000.db" "$data/run-export.db"
	for _ in 1 2 3; do
		for format in csv-machine json ods xlsx; do exported "export-$format" $format "" "$data/run-export.db"; done
		exported export-tenth-ods ods 4000001-4010000 "$data/run-export.db"
		exported export-pdf pdf 4000001-4010000 "$data/run-export.db"
		if peer sqlite3 sqlite3; then
			"$here/once" peer-csv sqlite3 -csv "$data/run-export.db" "$query" >>"$raw"
		fi
		"$here/once" peer-xlsx "$here/xlsx" "$data/run-export.db" "$query" "$data/peer.xlsx" >>"$raw"
	done
	rm -f "$data"/run-export.db* "$data/peer.xlsx"
fi
for count in 400 1000 5000; do
	rm -rf "$data/mallette"
	mkdir "$data/mallette"
	"$here/mallette" share/territories/territories.tsv "$data/mallette" "$count"
done | awk -F '\t' '{ print "mallette\t" $1 "\t1\t" $2 "\t" $2 "\t0" }' >>"$raw"
rm -rf "$data/mallette"

awk -F '\t' -v size="$size" -v missing="$missing" -f tests/bench/goals.awk "$raw" | tee "$out"
