#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Agents, roles and scopes; the grid.
. tests/cli/lib.sh
. tests/cli/base.sh

run 0 agent add a.martin --name "Alice Martin" --role instructor --departments 45,41
run 0 agent add l.lecteur --role reader --departments "*"
run 3 agent add a.martin --role reader
refused
run 3 agent add "pas un login" --role reader
refused
run 0 agent list
has "Alice Martin"
has "instructeur"
run 0 agent list --format json
json login '"a.martin","name":"AliceMartin","roles":["instructor"],"departments":"45,41","active":true'
run 0 score 4012345 --as a.martin --set I1=3
run 5 decide 4012345 dismiss --reason desistement --as a.martin
refused
says "a.martin ne peut pas décider"
run 5 score 4012500 --as a.martin --set I1=3
refused
says "périmètre"
run 5 score 4012345 --as l.lecteur --set I1=3
refused
run 5 import tests/data/cli/changed.json --as l.lecteur
refused
run 5 envelope set 45 10 --as a.martin
refused
run 5 agent add x --role reader --as a.martin
refused
run 0 list --as l.lecteur
has 4012500
run 5 list --as inconnu
refused
says "inconnu"
# A draft is private: nobody else sees it.
run 0 score 4012345 --as a.martin --format json
json I1 3
run 0 show 4012345 --as l.lecteur --format json
json evaluations '[]'

run 0 agent role a.martin supervisor,instructor
run 0 agent list --format json
json roles '["instructor","supervisor"]'
run 0 agent role l.lecteur --disable
run 5 list --as l.lecteur
refused
run 3 agent role personne reader
refused
says "agent inconnu : « personne »"

run 0 grid check config/grid.yaml
has "14 sous-critères"
sed 's/poids: 12/poids: 13/' config/grid.yaml >"$T/grid.yaml"
run 3 grid check "$T/grid.yaml"
refused
says "grid.yaml:"
says "100"
sed 's/question:/qestion:/' config/grid.yaml >"$T/grid.yaml"
run 3 grid load "$T/grid.yaml"
refused
says "question"
run 0 grid show
has "I3  Résultat concret sous 24 mois (poids 8)"
sed 's/2021\.2/2021.3/' config/grid.yaml >"$T/grid.yaml"
run 0 grid load "$T/grid.yaml"
run 0 grid show
has "version 2021.3"
run 0 check
finish
