#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Words, options and help: what is not understood is refused with status 2 and a suggestion.
. tests/cli/lib.sh

run 0 --version
has "pupitre 0."
quiet
run 0 --help
for command in init demo import list show score move decide propose undo register export \
	"envelope set" "grid load" "agent add" check backup doctor "docs man"; do
	has "  $command "
done
run 0 list --help
has "Usage : pupitre list [RECHERCHE]"
has "--columns A,B"
has "--base FICHIER"
run 0 envelope --help
has "pupitre envelope set CODE EUROS"
has "pupitre envelope list"
run 0 envelope set --help
has "--under CODE"

run 2 lst
refused
says "commande inconnue : « lst » ; vouliez-vous dire « list » ?"
run 2 zzzzzz
says "commande inconnue : « zzzzzz » (pupitre --help"
run 2 envelope
says "« envelope » attend une action parmi : list, set"
run 2 envelope lits
says "vouliez-vous dire « list » ?"
run 2 list --colunms number
refused
says "option inconnue : --colunms ; vouliez-vous dire --columns ?"
run 2 list --limit
says "l'option --limit attend une valeur"
run 2 list --limit dix
says "--limit : « dix » n'est pas un nombre"
run 2 list --limit 3 --limit=4
says "donnée deux fois"
run 2 list --base=a --columns nombre
says "colonne inconnue : « nombre » ; vouliez-vous dire « number » ?"
run 2 check --rebuild=oui
says "l'option --rebuild n'attend pas de valeur"
run 2 show
says "il manque un mot : pupitre show NUMÉRO"
run 2 show 1 2
says "un mot de trop : « 2 »"
run 2 show abc
says "« abc » n'est pas un numéro de dossier"
run 2 show 0
run 2 list --format xml
says "format inconnu : « xml »"
run 2 backup --format json x
says "« backup » ne sait pas écrire au format json"
run 2 register 12 --verify
says "ne donnez pas de numéro"
run 2 decide 1 aword
says "décision inconnue : « aword » ; vouliez-vous dire « award » ?"
run 2 decide 1 award --amount douze
says "--amount : « douze » n'est pas un montant"
run 2 move 1 instructoin
says "vouliez-vous dire « instruction » ?"
run 2 score 1 --set
says "l'option --set attend une valeur"
run 2 envelope set 45 beaucoup
says "n'est pas un montant"
run 2 agent add x
says "il manque --role"
run 2 agent add x --role chef
says "rôles inconnus : « chef »"
run 2 export recapitulatif
says "il manque -o FICHIER"
run 2 init --demo-day hier
says "--demo-day : « hier » n'est pas un jour"
run 2 docs completion fish
says "complétion inconnue"

# Without a terminal, and on a dumb one, the workstation is refused with the way out.
run 2
refused
says "pupitre list"
finish
