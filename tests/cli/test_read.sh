#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# list, show, register, export: text, JSON and CSV.
. tests/cli/lib.sh
. tests/cli/base.sh

run 0 list
quiet
has "N°        Dép"
has "4012345   45   CC DES TERRES DU VA…  Portail"
has " 45 000      - "
has " 96 j"
same "widest line" "$(LC_ALL=C.UTF-8 wc -L <"$T/out")" 80
run 0 list dep:37
has 4012500
lacks 4012345
run 0 list portail famille
has 4012345
lacks 4012102
run 0 list -- -portail dep:45
has 4012102
lacks 4012345
run 0 list -portail dep:45
lacks 4012345
run 0 list --sort=-montant --columns number,montant --format csv
same "list by amount" "$(tr '\n' ' ' <"$T/out")" \
	"number,requested_cents 4012345,4500000 4012500,3000000 4012102,1240000 4012501,600000 "
run 0 list --sort number --limit 2 --columns number --format csv
same "two dossiers" "$(tr '\n' ' ' <"$T/out")" "number 4012102 4012345 "
run 0 list --limit 0 --format json
same "no dossier" "$(tr -d '\n' <"$T/out")" "[]"
run 0 list --columns number,title --format csv dep:45 --sort=-number --limit 1
has "\"'=CMD()"
run 0 list --columns number,applicant --format json portail
json applicant '{"siret":"20007018300013","name":'
lacks requested_cents
run 0 list --format json portail
for pair in number:4012345 'state:"admissible"' 'department:"45"' 'submitted:"2021-05-12"' \
	requested_cents:4500000 total_cents:7500000 eligible_cents:null points_milli:null \
	'deadline:"2022-01-12"' decision:null population:50078 'kind:"cc"' 'insee:"200070183"'; do
	json "${pair%%:*}" "${pair#*:}"
done
run 3 list "dep:"
refused
run 3 list "inconnu:45"
refused

run 0 show 4012345
has "Portail famille et paiement en ligne"
has "75 000,00 €"
has "    Besoin :"
has "      Il tient en deux lignes."
run 0 show 4012345 --format json
for pair in number:4012345 'platform_state:"en_instruction"' points_milli:null decision:null \
	'label:"Besoin"' 'funder:"Fondspropres"' evaluations:'[]' notes:'[]'; do
	json "${pair%%:*}" "${pair#*:}"
done
run 0 show 4012501
same "bytes that steer a terminal" "$(LC_ALL=C tr -d '\n\040-\176\200-\377' <"$T/out" | wc -c)" 0
run 3 show 999
refused
says "999"

run 0 register
has "import"
run 0 register --format json
json verb '"init"'
json verb '"import"'
run 0 register 4012345
run 0 register --verify --format json
json findings '[]'

run 0 export recapitulatif --format csv -o -
same "mark of order" "$(head -c 3 "$T/out" | od -An -tx1 | tr -d ' ')" efbbbf
run 0 export recapitulatif dep:45 --format csv -o "$T/decisions.csv"
says "$T/decisions.csv : "
run 2 export recapitulatf -o -
says "« pupitre export --list » les nomme tous"
run 3 export recapitulatif --format csv -o "$T/decisions.csv"
refused
run 0 export recapitulatif --format csv -o "$T/decisions.csv" --force

# A closed pipe is no error; a full device is one.
status=$({ "$PUPITRE" list --format csv; echo $? >"$T/status"; } 2>"$T/err" | head -n 1 >"$T/out"
	cat "$T/status")
what="list into a closed pipe"
same "status into a closed pipe" "$status" 0
quiet
"$PUPITRE" list >/dev/full 2>"$T/err"
same "status on a full device" $? 1
says "sortie standard"
"$PUPITRE" list >&- 2>"$T/err"
same "status on a closed output" $? 1
says "sortie standard"

run 0 list dep:45
cp "$T/out" "$T/text"
run 0 list dep:45 --format table
cmp -s "$T/out" "$T/text"
same "table is text" $? 0
run 2 list --sort montants
says "--sort : on ne trie pas par « montants »"
run 3 list tri:montants
finish
