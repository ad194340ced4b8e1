#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Exports read back by programs that know nothing of us: LibreOffice, poppler. Where one is missing it is said,
# and what needs it is skipped.
# Usage: tests/office/run.sh BUILD_FOLDER
set -u

build=$PWD/$1
pupitre=$build/pupitre
here=$PWD/tests/office
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM
HOME=$T
PUPITRE_TEST_CLOCK=2021-10-08T14:30:00Z
export HOME PUPITRE_TEST_CLOCK
failed=0
ok() { echo "ok $*"; }
bad() { echo "not ok $*"; failed=1; }
check() { # NAME COMMAND...
	name=$1
	shift
	if "$@"; then ok "$name"; else bad "$name"; fi
}
export_to() { # BASE PRESET FORMAT FILE
	"$pupitre" --base "$1" export "$2" --format "$3" -o "$T/$4" --force 2>/dev/null ||
		bad "export $2 as $3"
}
# As LibreOffice reads it: one XML file, each cell with its type and value.
convert() { # FILE [FILTER]
	rm -rf "$T/read" && mkdir "$T/read"
	soffice --headless "-env:UserInstallation=file://$T/profile" ${2:+"--infilter=$2"} \
		--convert-to fods --outdir "$T/read" "$T/$1" >/dev/null 2>&1
	mv "$T/read/${1%.*}.fods" "$T/$1.fods" 2>/dev/null || bad "LibreOffice reads $1"
}
# A CSV has no types: figures and days are looked for in the first reading, texts kept in the second.
CSV='Text - txt - csv (StarCalc):59,34,76,1,,1036,false,true,false,false'
CSV_TEXT='Text - txt - csv (StarCalc):59,34,76,1,,1036,true,false,false,false'
# Amounts are looked at as a French office shows them.
mkdir -p "$T/profile/user"
cat >"$T/profile/user/registrymodifications.xcu" <<-XCU
	<?xml version="1.0" encoding="UTF-8"?>
	<oor:items xmlns:oor="http://openoffice.org/2001/registry">
	<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
	</oor:items>
XCU

for program in soffice python3 pdftotext pdftoppm pdffonts; do
	command -v "$program" >/dev/null || { echo "office: $program is not installed, nothing was read back"; exit 0; }
done

cp "$build/demo.db" "$T/demo.db"
"$pupitre" --base "$T/demo.db" list --format json >"$T/list.json"
export_to "$T/demo.db" recapitulatif json recap.json
export_to "$T/demo.db" notations json notations.json
for format in ods xlsx csv; do
	export_to "$T/demo.db" recapitulatif $format recap.$format
	if [ $format = csv ]; then convert recap.csv "$CSV"; else convert recap.$format; fi
	check "every cell of the 400 dossiers in $format" \
		python3 "$here/compare.py" $format "$T/recap.$format" "$T/recap.$format.fods" "$T/list.json" "$T/recap.json"
	[ $format = csv ] && continue
	check "what sums up, and where it comes from, in $format" python3 "$here/sheets.py" \
		"$T/recap.$format.fods" "$T/recap.json" "$T/notations.json" "$T/list.json"
	export_to "$T/demo.db" notations $format marks.$format
	convert marks.$format
	check "marks are numbers in $format" python3 "$here/marks.py" "$T/marks.$format.fods" "$T/notations.json"
done
check "charts and paper of the XLSX" python3 "$here/workbook.py" "$T/recap.xlsx" 7

# Hostile texts: as titles and as names of applicants. Open data has only what is awarded.
python3 "$here/hostile.py" import >"$T/hostile.json"
H=$T/hostile.db
{
	"$pupitre" --base "$H" init
	"$pupitre" --base "$H" import "$T/hostile.json"
	"$pupitre" --base "$H" envelope set 45 1000000
	n=1001
	while [ $n -le 1200 ]; do
		"$pupitre" --base "$H" score $n --set I1=4 --set I2=4 --set I3=4 --set I4=4 --set I5=4 --set E1=4 --set E2=4 \
			--set E3=4 --set E4=4 --set P1=4 --set P2=4 --set P3=4 --set P4=4 --set P5=4 --final
		"$pupitre" --base "$H" decide $n award --eligible 1000 --amount 500 --text "$n"
		n=$((n + 1))
	done
} >/dev/null 2>&1
"$pupitre" --base "$H" list --format json >"$T/hostile.list.json"
for format in ods xlsx csv; do
	export_to "$H" recapitulatif $format hostile.$format
	if [ $format = csv ]; then convert hostile.csv "$CSV_TEXT"; else convert hostile.$format; fi
	check "200 hostile texts in $format" python3 "$here/hostile.py" $format "$T/hostile.$format.fods" "$T/hostile.list.json"
done
mkdir "$T/reglages"
printf 'publication:\n  attribuant: Préfecture\n  siret: "17450001500018"\n' >"$T/reglages/pupitre.yaml"
export_scdl() { # BASE PRESET FILE [QUERY]
	"$pupitre" --base "$1" --config "$T/reglages" export "$2" ${4:+"$4"} --format scdl -o "$T/$3" 2>/dev/null ||
		bad "export $2 as scdl"
}
export_scdl "$H" recapitulatif hostile.scdl
for format in csv-machine json scdl; do
	[ $format = scdl ] || export_to "$H" recapitulatif $format hostile.$format
	check "200 hostile texts in $format" python3 "$here/hostile.py" $format "$T/hostile.$format" "$T/hostile.list.json"
done

export_to "$T/demo.db" recapitulatif pdf recap.pdf
pdftotext -layout "$T/recap.pdf" "$T/recap.txt"
check "each dossier, column and sum on paper" python3 "$here/paper.py" "$T/recap.txt" "$T/list.json" "$T/recap.json"
export_to "$T/demo.db" refus pdf refus.pdf
pdftotext -layout "$T/refus.pdf" "$T/refus.txt"
check "the refusals have a row of sums" grep -q '^ *Total  *81' "$T/refus.txt"
check "no code is broken" grep -q 'portage_insuffisant' "$T/refus.txt"
check "the tables are tagged" sh -c "pdfinfo '$T/refus.pdf' | grep -q '^Tagged: *yes'"
check "the PDF has its date" sh -c "pdfinfo '$T/recap.pdf' | grep -q '^CreationDate: '"
check "every font is in the file" sh -c "pdffonts '$T/recap.pdf' | tail -n +3 | awk '{ if (\$(NF - 4) != \"yes\") bad = 1 } END { exit bad || NR == 0 }'"
pdftoppm -r 20 -png "$T/recap.pdf" "$T/page"
check "every page is drawn" test "$(find "$T" -name 'page-*.png' | wc -l)" -eq \
	"$(pdfinfo "$T/recap.pdf" | sed -n 's/^Pages: *//p')"
export_scdl "$T/demo.db" laureats scdl.csv 'accordé>0'
check "open data by another validator" python3 "$here/scdl.py" "$T/scdl.csv"
# A note is about the dossiers, whatever the preset; a sort changes nothing of it.
note() { # WHICH QUERY PRESET [OPTION...]
	which=$1 query=$2
	shift 2
	"$pupitre" --base "$T/demo.db" list "$query" --format json \
		--columns number,department,submitted,requested,points,state,decision,amount >"$T/note.json"
	"$pupitre" --base "$T/demo.db" export "$@" --format note -o "$T/note.pdf" --force 2>/dev/null ||
		bad "export $1 as note"
	pdftotext "$T/note.pdf" "$T/note.txt"
	check "the note $which says the figures of the list" \
		python3 "$here/note.py" "$T/note.pdf" "$T/note.txt" "$T/note.json" $public
	check "the note $which has two pages" test "$(pdfinfo "$T/note.pdf" | sed -n 's/^Pages: *//p')" -eq 2
	check "the note $which is tagged" sh -c "pdfinfo '$T/note.pdf' | grep -q '^Tagged: *yes'"
}
public=
"$pupitre" --base "$T/demo.db" move 4011812 renounced --reason "le demandeur y renonce" >/dev/null ||
	bad "an award is given up"
for preset in recapitulatif notations enveloppes; do note $preset '' $preset; done
note comite état:noté comite
note chorus avec:accordé chorus
note refus décision:refusé refus
note "from the last" '' recapitulatif --sort -submitted
note "of one department" dep:45 recapitulatif dep:45
public=public
note laureats "décision:accordé -état:désistement" laureats
for format in ods xlsx csv csv-machine json pdf note svg png; do
	export_to "$T/demo.db" comite $format first
	export_to "$T/demo.db" comite $format second
	check "twice the same $format" cmp "$T/first" "$T/second"
done
exit $failed
