# SPDX-License-Identifier: EUPL-1.2
"""A second reading of the SCDL schema "subventions" 2.1.1, from its documentation, over one of our files.

https://schema.data.gouv.fr/scdl/subventions/2.1.1/documentation.html"""
import csv
import datetime
import re
import sys

FIELDS = [("nomAttribuant", True, r".+"), ("idAttribuant", True, r"\d{14}"),
          ("dateConvention", True, r"\d{4}-\d\d-\d\d"), ("referenceDecision", False, r".*"),
          ("nomBeneficiaire", True, r".+"), ("idBeneficiaire", False, r"\d{14}"),
          ("rnaBeneficiaire", False, r"W\d{9}"), ("objet", True, r".{1,256}"),
          ("montant", True, r"-?\d+(\.\d+)?"), ("nature", True, r"aide en numéraire|aide en nature.*"),
          ("conditionsVersement", True, r".+"), ("datesPeriodeVersement", False, r"[\d/-]+"),
          ("idRAE", False, r".*"), ("notificationUE", True, r"oui|non"),
          ("pourcentageSubvention", True, r"1(\.0+)?|0(\.\d+)?"), ("dispositifAide", False, r".*")]

rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))
if rows[0] != [name for name, _, _ in FIELDS]:
    sys.exit(f"fields: {rows[0]}")
if len(rows) < 2:
    sys.exit("no line")
for line in rows[1:]:
    for value, (name, required, form) in zip(line, FIELDS, strict=True):
        if required and not value or value and not re.fullmatch(form, value):
            sys.exit(f"{name}: {value!r}")
    datetime.date.fromisoformat(line[2])
