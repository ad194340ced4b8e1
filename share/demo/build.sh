#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Builds the demonstration base through the program's own commands:
# build.sh PUPITRE OUT.db [TERRITORIES.tsv]
# Same input, same base: clock and identifiers are seeded, which the program honours on such a base.
set -eu
[ $# -ge 2 ] || { echo "usage: $0 PUPITRE OUT.db [TERRITORIES.tsv]" >&2; exit 2; }
absolute() { (cd "$(dirname "$1")" && printf '%s/%s' "$(pwd)" "$(basename "$1")"); }
here=$(cd "$(dirname "$0")" && pwd)
pupitre=$(absolute "$1")
out=$(absolute "$2")
territories=$(absolute "${3:-$here/../territories/territories.tsv}")
work=$(mktemp -d "${TMPDIR:-/tmp}/pupitre-demo.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
seed=0

run() { # INSTANT LOGIN COMMAND...
	at=$1
	who=$2
	shift 2
	seed=$((seed + 1))
	PUPITRE_TEST_CLOCK=$at PUPITRE_TEST_SEED=$seed \
		"$pupitre" --base demo.db --as "$who" "$@" >said 2>&1 && return
	echo "build.sh: pupitre $1 $2: $(cat said)" >&2
	exit 1
}

agent() { # LOGIN ROLE DEPARTMENTS NAME
	run 2021-02-15T09:05:00Z c.leroy agent add "$1" --role "$2" --departments "$3" --name "$4"
}

cd "$here"
LC_ALL=C
export LC_ALL
awk -v out="$work" -f lib.awk -f words.awk -f form.awk -f json.awk -f generate.awk \
	families.txt common.txt people.txt "$territories"
awk -f lib.awk -f plan.awk marks.txt decisions.txt "$work/dossiers.tsv" | sort >"$work/plan"
cd "$work"

run 2021-02-15T09:00:00Z c.leroy init --demo-day 2021-10-08 \
	--campaign "Centre-Val de Loire 2021" --region 24
agent a.martin instructor,supervisor "*" "Anne Martin" # who opens the demonstration: may do all
agent b.durand instructor 37,36,45,28 "Bruno Durand"
agent l.bernard delegate 18,28,41,37 "Lucie Bernard"
agent p.simon administrator "*" "Paul Simon"
run 2021-02-15T09:20:00Z c.leroy envelope set 24 1782000 --label "Centre-Val de Loire"
for department in 18 28 36 37 41 45; do
	run 2021-02-15T09:25:00Z c.leroy envelope set "$department" 297000 --under 24
done
run 2021-02-15T09:30:00Z c.leroy agent role c.leroy supervisor --departments "*" \
	--name "Claire Leroy"

# Imports go between the acts that come before and after them.
batch=0
for day in 06-01 07-01 08-02 09-01 09-20 10-06; do
	batch=$((batch + 1))
	echo "run 2021-${day}T05:30:00Z c.leroy import depot-$batch-*.json"
done | sort -m - plan >all
. ./all
mv demo.db "$out"
