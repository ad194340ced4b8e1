#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# propose: by who may not decide, what it leaves of an envelope, what show says, withdrawing it.
. tests/cli/lib.sh
. tests/cli/base.sh

head_of_register() { "$PUPITRE" register --verify --format json | tr -d ' \n' | sed 's/.*"head":"\([0-9a-f]*\).*/\1/'; }
unchanged() { same "the register after a refusal" "$(head_of_register)" "$before"; }
mark() {
	all=
	for i in I1 I2 I3 I4 I5 E1 E2 E3 E4 P1 P2 P3 P4 P5; do all="$all --set $i=3"; done
	# shellcheck disable=SC2086 # options
	run 0 score "$1" $all --final
}

run 0 envelope set 45 20000
run 0 agent add l.bernard --name "Luc Bernard" --role delegate --departments 45
run 0 agent add a.lire --role reader --departments '*'
mark 4012345
mark 4012102

# Who, and how it is asked.
before=$(head_of_register)
run 5 decide 4012345 award --amount 12000 --as l.bernard
refused
says "ne peut pas décider, mais peut proposer"
says "pupitre propose 4012345 award"
run 5 propose 4012345 award --amount 12000 --as a.lire
refused
says "proposer une décision"
run 5 decide 4012345 award --amount 12000 --as a.lire
refused
says "superviseur"
run 2 propose 4012345 --as l.bernard
refused
says "--withdraw"
run 2 propose 4012345 award --withdraw --as l.bernard
refused
run 2 propose 4012345 acorder --amount 1 --as l.bernard
refused
says "décision inconnue"
run 2 propose 12x award --as l.bernard
run 5 propose 4012500 award --amount 100 --as l.bernard
refused
says "périmètre"
run 3 propose 4012345 award --eligible 56250 --amount 20000,01 --as l.bernard
refused
says "autres propositions déduites"
run 3 propose 4012345 refuse --as l.bernard
refused
says "motif"
run 3 propose 4012345 --withdraw --as l.bernard
refused
says "rien à retirer"
unchanged

# Proposed: seen everywhere, without effect.
run 0 propose 4012345 award --eligible "56 250,00" --amount 12000 --reason priorites \
	--text "Vu l'avis favorable." --as l.bernard
has "dossier 4012345 : proposition, accorder 12 000,00 €"
run 0 show 4012345
has "PROPOSITIONS"
has "l.bernard, le"
has "accorder 12 000,00 €"
has "Vu l'avis favorable."
run 0 show 4012345 --format json
json decision null
json state '"marked"'
json proposals '[{"agent":"l.bernard","kind":"award","eligible_cents":5625000,"amount_cents":1200000,"envelope":"45","reason":"priorites"'
json waits true
run 0 envelope list --format json
json remaining_cents 2000000
run 0 register 4012345
has "proposition"
has "décision proposée : - → accordé"
before=$(head_of_register)
run 3 propose 4012345 award --eligible 56250 --amount 12000 --reason priorites \
	--text "Vu l'avis favorable." --as l.bernard
refused
says "rien à changer"
run 3 propose 4012102 award --amount 8000,01 --eligible 10000 --as l.bernard
refused
says "0,01"
unchanged
run 0 propose 4012102 award --amount 8000 --eligible 10000 --as l.bernard --format json
json acts 1

# Withdrawn, undone, decided.
run 0 propose 4012102 --withdraw --as l.bernard
has "proposition retirée"
run 0 show 4012102 --format json
json proposals '[]'
run 0 undo --as l.bernard
run 0 show 4012102 --format json
json amount_cents 800000
run 0 decide 4012345 award --eligible 56250 --amount 15000
run 0 show 4012345 --format json
json waits false
run 3 propose 4012345 --withdraw --as l.bernard
refused
says "histoire"
run 3 propose 4012345 refuse --reason portage_insuffisant --as l.bernard
refused
says "déjà décidé"
run 0 register --verify
run 0 check
has "tout est en ordre"
finish
