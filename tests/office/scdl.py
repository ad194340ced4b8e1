# SPDX-License-Identifier: EUPL-1.2
"""A second reading of the SCDL schema "subventions" 2.1.1, from its published documentation, over one of our files.

https://schema.data.gouv.fr/scdl/subventions/2.1.1/documentation.html"""
import csv
import datetime
import re
import sys

NATURES = ["aide en numéraire", "aide en nature", "aide en numéraire;aide en nature",
           "aide en nature;aide en numéraire"]
# Property, "Obligatoire" of the list of properties, "Motif" or the values that are allowed, most characters.
SCHEMA = [("nomAttribuant", True, None, None),
          ("idAttribuant", True, r"^\d{14}$", None),
          ("dateConvention", True, None, None),
          ("referenceDecision", False, None, None),
          ("nomBeneficiaire", True, None, None),
          ("idBeneficiaire", False, None, None),
          ("rnaBeneficiaire", False, r"^W\d{9}$", None),
          ("objet", True, None, 256),
          ("montant", True, None, None),
          ("nature", True, "^(" + "|".join(NATURES) + ")$", None),
          ("conditionsVersement", True, None, 256),
          ("datesPeriodeVersement", True,
           r"^[0-9]{4}\-[0-9]{2}\-[0-9]{2}(\/[0-9]{4}\-[0-9]{2}\-[0-9]{2})?$", None),
          ("idRAE", False, None, 5),
          ("notificationUE", True, "^(oui|non)$", None),
          ("pourcentageSubvention", True, None, None),
          ("dispositifAide", False, None, None)]


def problem(line):
    for value, (name, required, form, most) in zip(line, SCHEMA, strict=True):
        if not value:
            if required:
                return f"{name} is missing"
            continue
        if form and not re.match(form, value):
            return f"{name}: {value!r}"
        if most and len(value) > most:
            return f"{name}: {len(value)} characters"
    cells = dict(zip([row[0] for row in SCHEMA], line))
    try:
        datetime.date.fromisoformat(cells["dateConvention"])
        days = [datetime.date.fromisoformat(d) for d in cells["datesPeriodeVersement"].split("/")]
        amount, share = cells["montant"], cells["pourcentageSubvention"]
        if not re.fullmatch(r"\d+(\.\d+)?", amount) or not re.fullmatch(r"\d+(\.\d+)?", share):
            return f"no numbers: {amount!r} {share!r}"
        if not 0.01 <= float(share) <= 1:
            return f"pourcentageSubvention: {share}"
        if days != sorted(days):
            return f"datesPeriodeVersement ends before it begins: {days}"
    except ValueError as e:
        return str(e)
    return None


def main():
    rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))
    if rows[0] != [row[0] for row in SCHEMA]:
        sys.exit(f"fields: {rows[0]}")
    if len(rows) < 2:
        sys.exit("no line")
    for number, line in enumerate(rows[1:], 2):
        found = problem(line)
        if found:
            sys.exit(f"line {number}: {found}")


main()
