# SPDX-License-Identifier: EUPL-1.2
"""Whether the text of a PDF has each dossier and each column of the export, sums that are not broken, and on each page what
it is and where it comes from.

paper.py TEXT LIST.json EXPORT.json: the text of the PDF, `list --format json`, the same export as JSON.
"""
import json
import re
import sys
from datetime import date

text = open(sys.argv[1], encoding="utf-8").read().replace("\u00a0", " ")
words = " ".join(text.split())
missing = [d["number"] for d in json.load(open(sys.argv[2], encoding="utf-8"))
           if str(d["number"]) not in text]
if missing:
    sys.exit(f"not on paper: {missing[:5]}")
pages = text.split("\f")[:-1]
for n, page in enumerate(pages, 1):
    line = " ".join(page.split())
    for wanted in ("Récapitulatif des décisions · PROVISOIRE", "exporté le", "départements : tous", f"page {n} "):
        if wanted not in line + " ":
            sys.exit(f"page {n} does not say: {wanted}")
    # The last one may have nothing but the provenance.
    if n < len(pages) and ("dossier" not in page or not re.search(r"^ *\S.* 40\d{5}|^ *40\d{5}", page, re.M)):
        sys.exit(f"page {n} has no table: {page[:300]}")
end = " ".join(pages[-1].split())
facts = json.load(open(sys.argv[3], encoding="utf-8"))["provenance"]
for label, value in (("Provenance Programme", facts["program"]), ("Par", facts["author"]), ("Périmètre (départements)", facts["scope"]),
                     ("Grille en vigueur", facts["grid"]), ("Caractère", "provisoire"), ("Lignes", facts["rows"]),
                     ("Total de contrôle", facts["control"]), ("Tête du registre", facts["head"]),
                     ("Empreinte des lignes", facts["digest"]), ("Pages", str(len(pages)))):
    if f"{label} {value}".replace("\u00a0", " ") not in end:
        sys.exit(f"the last page does not say {label} {value}")


def amount(cents):
    return f"{cents // 100:,}".replace(",", " ") + f",{cents % 100:02d}"


def paper(column, value):
    """How a value that stands on one line is printed; None: it may be broken."""
    if column.endswith("_cents"):
        return amount(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    return str(value) if column in ("number", "siret", "insee", "department") else None


rows = json.load(open(sys.argv[3], encoding="utf-8"))["rows"]
money = sum(column.endswith("_cents") for column in rows[0])
if text.count("(€)") < money:
    sys.exit(f"{text.count('(€)')} columns say their unit, {money} have one")
sums = {}
for row in rows:
    for column, value in row.items():
        shown = None if value is None else paper(column, value)
        if shown and shown not in words:
            sys.exit(f"{row['number']}: {column} {shown} is not on paper")
        if column.endswith("_cents"):
            sums[column] = sums.get(column, 0) + (value or 0)
for column, total in sums.items():
    if amount(total) not in words:
        sys.exit(f"the sum of {column}, {amount(total)}, is not on paper")
