#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# import: counts, the same files in any order, dry run, refusals.
. tests/cli/lib.sh

ds=tests/data/ds
PUPITRE_BASE=$T/base.db
export PUPITRE_BASE
run 0 init
has "base créée : $T/base.db"
same "mode of the base" "$(stat -c %a "$T/base.db")" 600

run 0 import $ds/turgot-dossier.json --format json
json created 1
run 0 import $ds/getDemarche-small.json --format json
json created 3
json changed 0
run 0 import $ds/getDemarche-detr-page-1.json --format json
json created 50
run 0 import $ds/export-detr.csv --format json
json created 150
json changed 0
json unchanged 50
run 0 list --format csv --columns number
same "lines of the list" "$(wc -l <"$T/out")" 205
for file in turgot-dossier.json getDemarche-small.json getDemarche-detr-page-1.json export-detr.csv; do
	run 0 import $ds/$file --format json
	json created 0
	json changed 0
done
run 0 list --format json "état:refusé"
json state '"refused"'
json origin '"platform"'
json amount_cents null

# The other order: nothing flips, and the same dossiers are there.
cp "$T/base.db" "$T/first.db"
PUPITRE_BASE=$T/other.db
run 0 init
run 0 import $ds/export-detr.csv $ds/getDemarche-detr-page-1.json --format json
json created 200
run 0 import $ds/export-detr.csv --format json
json created 0
json changed 0
json unchanged 200
run 0 check

# Dry run: shown, not written.
PUPITRE_BASE=$T/small.db
run 0 init
run 0 import --dry-run tests/data/cli/campaign.json
has "4012345  créé"
has "créés 4, modifiés 0, inchangés 0, refusés 0"
has "rien n'a été écrit"
run 0 list --format json
same "the list" "$(tr -d ' \n' <"$T/out")" "[]"
run 0 import tests/data/cli/campaign.json
has "créés 4"
run 0 import --dry-run tests/data/cli/changed.json
has "20 000,00 € → 21 000,00 €"
has "créés 0, modifiés 1"
run 0 import --dry-run --format json tests/data/cli/changed.json
json outcome '"changed"'
run 0 import tests/data/cli/changed.json
has "modifiés 1"
run 0 show 4012102 --format json
json total_cents 2100000
run 0 import tests/data/cli/campaign.json
has "créés 0, modifiés 0, inchangés 4"

# One bad record does not stop the others; a file that cannot be read is refused whole.
run 3 import tests/data/cli/one-bad.json --format json
json created 1
says "refusé"
head -c 3000 tests/data/cli/campaign.json >"$T/cut.json"
run 3 import "$T/cut.json"
refused
says "cut.json"
echo "bonjour" >"$T/words.json"
run 3 import "$T/words.json"
refused
run 1 import "$T/none.json"
refused
says "none.json"
run 0 register --verify
run 0 check
has "tout est en ordre"
finish
