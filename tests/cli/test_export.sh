#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# export: presets, formats, restriction, presets of one's own, provenance, what is refused.
. tests/cli/lib.sh
. tests/cli/base.sh

run 0 export --list
for preset in recapitulatif laureats comite refus chorus notations enveloppes echeances; do
	has "$preset"
done
for preset in recapitulatif laureats comite refus chorus notations enveloppes echeances; do
	for format in ods xlsx csv csv-machine json pdf note svg png; do
		run 0 export $preset --format $format -o "$T/$preset.$format"
		same "mode of $preset.$format" "$(stat -c %a "$T/$preset.$format")" 600
		what="the same $preset.$format"
		run 0 verify-export "$T/$preset.$format"
		has "Le fichier correspond à la base."
	done
done
same "first bytes of the PDF" "$(head -c 5 "$T/comite.pdf")" "%PDF-"
same "first bytes of the ODS" "$(dd if="$T/comite.ods" bs=1 skip=38 count=46 2>/dev/null)" \
	"application/vnd.oasis.opendocument.spreadsheet"

# The same moment and the same base give the same bytes, in every format; who grants is told by a setting.
mkdir "$T/reglages"
printf 'publication:\n  attribuant: Préfecture du Loiret\n  siret: "17450001500018"\n' \
	>"$T/reglages/pupitre.yaml"
PUPITRE_TEST_CLOCK=2021-10-08T14:30:00Z
export PUPITRE_TEST_CLOCK
twice() { # PRESET FORMAT
	for name in une deux; do
		run 0 --config "$T/reglages" export "$1" --format "$2" -o "$T/$name" --force
	done
	what="twice the same $1 as $2"
	if cmp -s "$T/une" "$T/deux"; then good "same bytes"; else wrong "other bytes"; fi
}
for preset in recapitulatif laureats comite refus chorus notations enveloppes echeances; do
	for format in ods xlsx csv csv-machine json pdf note svg png; do
		twice $preset $format
	done
done
for preset in recapitulatif laureats; do twice $preset scdl; done
same "provenance of both" "$(cat "$T/une.provenance.json")" "$(cat "$T/deux.provenance.json")"
unset PUPITRE_TEST_CLOCK

# Without --format the name tells; an end that tells nothing is refused. a name that contradicts the format is refused.
run 0 export comite -o "$T/nom.json"
run 0 verify-export "$T/nom.json"
same "a JSON by its name" "$(head -c 9 "$T/nom.json")" '{"rows":['
run 0 export comite -o "$T/NOM.CSV"
same "an office CSV by its name" "$(head -c 3 "$T/NOM.CSV" | od -An -tx1 | tr -d ' ')" efbbbf
run 2 export comite -o "$T/bilan.doc"
says "ajoutez --format"
run 2 export comite -o "$T/bilan"
run 0 export comite --format ods -o "$T/bilan"
run 3 export comite --format ods -o "$T/autre.csv"
says "le nom finit par .csv, mais le format est « Tableur ODS (LibreOffice) »"
same "files of that name" "$(find "$T" -name autre.csv | wc -l)" 0

# A query restricts; the columns are those asked for, in their order.
run 0 export recapitulatif 4012345 --format csv-machine --columns number,title,requested_cents -o -
same "titles" "$(head -n 1 "$T/out" | tr -d '\r')" "number,title,requested_cents"
same "lines" "$(wc -l <"$T/out")" 2
run 0 export recapitulatif 4012345 --format csv-machine --columns note,montant,dep --sort -montant -o -
same "words of the language" "$(head -n 1 "$T/out")" "points_milli,requested_cents,department"
run 0 list --format csv --columns note,montant,dep --sort=-requested_cents
run 2 export recapitulatif --columns montant,requested_cents --format csv -o -
says "deux fois"
run 2 export recapitulatif --columns '' --format csv -o -
run 2 export recapitulatif --sort bidon --format csv -o -
run 2 export enveloppes --sort montant --format csv -o -
run 0 export enveloppes --columns code,left_cents --format csv-machine -o -
same "columns of envelopes" "$(head -n 1 "$T/out")" "code,left_cents"
run 0 export --list --format json
json presets '[{"code":"recapitulatif"'
run 2 export recapitulatif --columns number,bidon --format csv -o -
says "bidon"
run 3 export recapitulatif '(dep:45' --format csv -o -
refused
run 2 export recapitulatif --format bidon -o -
says "bidon"

# Never over a file, nor in a folder that is not there.
run 3 export comite --format csv -o "$T/comite.csv"
says "existe déjà : choisissez un autre nom, ou ajoutez --force"
run 0 export comite --format csv -o "$T/comite.csv" --force
run 1 export comite --format csv -o "$T/nulle/part.csv"
refused

# Nor over the base or what it lives by, whatever is confirmed.
for to in base.db base.db-wal base.db.verrou; do
	run 3 export recapitulatif --format csv -o "$T/$to" --force
	says "est la base"
	run 3 bundle create --dept 45 --agent "$(id -un)" -o "$T/$to" --force
	refused
	run 3 backup "$T/$to"
	says "est la base"
done
run 0 check
run 3 export recapitulatif --format csv -o "$T" --force
says "est un dossier"
mkfifo "$T/tube.csv"
run 3 export recapitulatif -o "$T/tube.csv" --force
says "fichier ordinaire"

# A preset of one's own: saved, used by name, deleted.
run 0 export recapitulatif 4012345 --columns number,title --save "Mon dossier"
run 0 export "Mon dossier" --format csv-machine -o -
same "lines of the saved one" "$(wc -l <"$T/out")" 2
run 0 export "Mon dossier" --delete
run 2 export "Mon dossier" --format csv -o -
run 3 export comite --delete
says "ne se supprime pas"

# Open data: who grants is told by a setting, each line is checked first.
run 3 export laureats --format scdl -o -
says "publication: attribuant"
run 0 --config "$T/reglages" export laureats --format scdl -o -
same "fields of the schema" "$(head -n 1 "$T/out")" "nomAttribuant,idAttribuant,dateConvention,\
referenceDecision,nomBeneficiaire,idBeneficiaire,rnaBeneficiaire,objet,montant,nature,conditionsVersement,\
datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention,dispositifAide"
run 3 --config "$T/reglages" export enveloppes --format scdl -o -
says "laureats"

# What was typed in the provenance is seen; a name or a query that a shell would cut deceives nobody.
forge() { # WAS NOW
	run 0 export recapitulatif --format csv -o "$T/faux.csv" --force
	sed "s/$1/$2/" "$T/faux.csv" >"$T/faux2.csv"
	run 3 verify-export "$T/faux2.csv"
	says "la provenance a été modifiée"
}
forge '"provisoire";"status"' '"définitif";"status"'
forge '"tous";"scope"' '"45";"scope"'
forge '"4";"rows"' '"40";"rows"'
forge 'accordé 0,00' 'accordé 9,00'
forge '"Essais 2021"' '"Essais 2022"'
forge '"2021.2 ' '"2021.3 '
run 0 export recapitulatif --save "Pour le préfet"
run 0 export "Pour le préfet" 'état:recevable' -o "$T/prefet.csv"
run 0 verify-export "$T/prefet.csv"
run 0 export recapitulatif '" --format json " OU 4012345' -o "$T/mots.csv"
run 0 verify-export "$T/mots.csv"
run 0 --config "$T/reglages" --as "$(id -un)" export comite -o "$T/au-nom.json"
what="who and how"
if grep -qF "pupitre --as $(id -un) --config $T/reglages export comite" "$T/au-nom.json"; then
	good "are in the command"
else
	wrong "are not in the command"
fi
run 0 verify-export "$T/au-nom.json"
sed "s/--as $(id -un)/--as personne/" "$T/au-nom.json" >"$T/faux3.json"
run 3 verify-export "$T/faux3.json"
says "la provenance a été modifiée"

# A preset is kept or a file is written, one at a time; its name has no blanks around.
run 2 export recapitulatif --save Nom -o "$T/ensemble.csv"
says "retirez -o"
run 0 export recapitulatif --save '  Sans bords '
says "« Sans bords »"
run 0 export 'Sans bords' --format csv -o -
run 0 export recapitulatif --columns numéro,motivation --format csv-machine -o -
run 0 list --columns numéro,étiquette

# What stands around the rows has changed: neither a lie of the file, nor a file that still holds.
run 0 export recapitulatif 4012345 -o "$T/classeur.ods"
run 0 verify-export "$T/classeur.ods"
run 0 envelope set 45 400000
run 3 verify-export "$T/classeur.ods"
says "la base a changé depuis"

# The base changed: the file says another thing.
run 0 verify-export "$T/recapitulatif.csv"
printf 'x' >>"$T/chorus.csv"
run 3 verify-export "$T/chorus.csv"
says "a été modifié"
run 0 move 4012345 incomplete --reason "plan de financement"
run 3 verify-export "$T/recapitulatif.csv"
says "elle a changé depuis"
echo "n'importe quoi" >"$T/autre.csv"
run 3 verify-export "$T/autre.csv"
refused
finish
