#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# score, move, decide, envelope, undo: a morning's work, and every wrong move of it.
. tests/cli/lib.sh
. tests/cli/base.sh

head_of_register() { "$PUPITRE" register --verify --format json | tr -d ' \n' | sed 's/.*"head":"\([0-9a-f]*\).*/\1/'; }
unchanged() { same "the register after a refusal" "$(head_of_register)" "$before"; }

run 0 envelope set 24 1782000 --label Région
run 0 envelope set 45 60000 --under 24
run 0 envelope list --format json
json code '"45","label"'
json remaining_cents 6000000
run 0 envelope list
has "60 000,00 €"
before=$(head_of_register)
run 3 envelope set 45 60000 --under 99
refused
run 3 envelope set 24 1 --under 45
refused
unchanged

# Marks: refused ones write nothing, not even those before them.
run 0 score 4012345
has "à commencer"
run 3 score 4012345 --set I1=3 --set I2=5
refused
says "I2"
says "0 à 4"
run 3 score 4012345 --set I1=3 --set Z9=1
refused
says "sous-critère inconnu : « Z9 »"
run 2 score 4012345 --set I1
says "attendu : CRITÈRE=VALEUR"
run 0 score 4012345 --format json
json I1 '"NE"'
json missing 14
run 0 score 4012345 --set I1=3 --set I2=2 --set E3=SO --comment I1="Parcours refondu" \
	--comment opinion="Favorable" --format json
json I1 3
json E3 '"SO"'
json draft true
json points_milli null
unchanged
run 3 score 4012345 --final
refused
says "à noter"
unchanged
all="--set I1=3 --set I2=2 --set I3=3 --set I4=2 --set I5=4 --set E1=3 --set E2=3 --set E3=SO --set E4=2"
for p in P1 P2 P3 P4 P5; do all="$all --set $p=3"; done
# shellcheck disable=SC2086 # options
run 0 score 4012345 $all --final --format json
json final true
json missing 0
run 0 show 4012345 --format json
json state '"marked"'
run 0 show 4012345
has "I1 : Parcours refondu"
before=$(head_of_register)
run 3 score 4012345 --final
refused
unchanged

# Decisions: rules of money.
run 3 decide 4012345 award --eligible 80000 --amount 1000
refused
says "coût total"
run 3 decide 4012345 award --eligible 50000 --amount 50000,01
refused
says "assiette"
run 3 decide 4012345 refuse --reason portage_insuffisant --amount 10
refused
says "n'a pas de montant"
run 3 decide 4012345 refuse
refused
says "motif"
run 3 decide 4012345 award --eligible 75000 --amount 60000,01
refused
says "reste à attribuer"
run 3 decide 4012345 award --eligible 75000 --amount 1000 --envelope 99
refused
run 3 decide 4012102 award --eligible 10000 --amount 1000
refused
says "Recevable"
run 3 decide 999 award --eligible 10000 --amount 1000
refused
unchanged
run 0 decide 4012345 award --eligible "56 250,00" --amount 45000 --reason priorites --text "Accordé."
has "4012345"
run 0 envelope list --format json
json remaining_cents 1500000
run 0 list --format json portail
json kind '"award"'
json amount_cents 4500000
json reason '"priorites"'
json text '"Accordé."'
run 0 export recapitulatif --format csv -o -
has 4012345
run 0 register 4012345
has "45 000,00 €"
run 0 undo
run 0 envelope list --format json
json remaining_cents 6000000
run 0 show 4012345 --format json
json decision null
json state '"marked"'

# Undo by identifier, and what cannot be undone.
run 0 decide 4012345 postpone --reason session_suivante --text "À la session suivante"
act=$("$PUPITRE" register 4012345 | sed -n 's/.*\[\([0-9a-f]*\)\].*/\1/p' | head -n 1)
run 0 undo "$act"
run 3 undo "$act"
refused
run 2 undo pas-un-acte
refused
run 3 undo 000000000000
refused

# Moves.
before=$(head_of_register)
run 3 move 4012500 marked
refused
run 3 move 4012500 awarded
refused
says "décision"
run 3 move 4012500 incomplete
refused
says "pièces"
unchanged
run 0 move 4012500 incomplete --reason "Devis manquant"
run 0 show 4012500 --format json
json state '"incomplete"'
json state_reason '"Devismanquant"'
run 0 undo
run 0 register --verify
run 0 check
has "tout est en ordre"
finish
