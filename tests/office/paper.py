# SPDX-License-Identifier: EUPL-1.2
"""Whether the text of a PDF has each dossier and each column of the export, and sums that are not broken.

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
if "PROVISOIRE" not in text:
    sys.exit("does not say that it is provisional")


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
