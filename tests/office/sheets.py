# SPDX-License-Identifier: EUPL-1.2
"""The sheets that sum up, against the rows of the export and the detailed marks; the sheet of provenance.

sheets.py FODS EXPORT.json NOTATIONS.json LIST.json"""
import json
import statistics
import sys
from collections import Counter, defaultdict
from datetime import date

import fods


def cents(cell):
    return round((fods.number(cell) or 0) * 100)


def check(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: {found}, {expected} expected")


book = fods.Book(sys.argv[1])
export = json.load(open(sys.argv[2], encoding="utf-8"))
rows = export["rows"]
marks = json.load(open(sys.argv[3], encoding="utf-8"))["rows"]
listed = json.load(open(sys.argv[4], encoding="utf-8"))

for name, column, label in (("Par département", "department", lambda text: text.split(" ")[0]),
                            ("Par type de porteur", "kind", str), ("Par catégorie", "category", str),
                            ("Par décision", "decision", str)):
    sheet = book.sheet(name, "Dossiers")
    records = sheet.records()
    for title, value in (("Dossiers", len(rows)), ("Demandé", sum(r["requested_cents"] or 0 for r in rows)),
                         ("Accordé", sum(r["amount_cents"] or 0 for r in rows)),
                         ("Dossiers notés", sum(r["points_milli"] is not None for r in rows))):
        scale = 100 if title in ("Demandé", "Accordé") else 1
        total = dict(zip(sheet.titles, sheet.total))[title]
        check(f"{name}, {title}, sum of rows", sum(round((fods.number(r[title]) or 0) * scale) for r in records), value)
        check(f"{name}, {title}, total", round(fods.number(total) * scale), value)
    groups = Counter(r[column] for r in rows if r[column])
    found = {label(r["Groupe"].text): int(fods.number(r["Dossiers"])) for r in records}
    check(name, {k: v for k, v in found.items() if k in groups}, dict(groups))

motives = defaultdict(lambda: [0, 0])
for row in rows:
    if row["reason_label"]:
        motives[row["reason_label"]][0] += 1
        motives[row["reason_label"]][1] += row["requested_cents"] or 0
check("Motifs", {r["Motif"].text: [int(fods.number(r["Dossiers"])), cents(r["Demandé"])]
                 for r in book.sheet("Motifs", "Motif").records()}, dict(motives))

here = {d["number"] for d in listed if d["decision"] and d["decision"]["origin"] == "agent"}
days = [(date.fromisoformat(r["decided"]) - date.fromisoformat(r["submitted"])).days
        for r in rows if r["number"] in here]
delays = book.sheet("Délais", "Délai").records()[0]
check("Délais", [fods.number(delays[title]) for title in
                 ("Dossiers", "Médiane, jours", "Le plus court, jours", "Le plus long, jours")],
      [len(days), statistics.median(days), min(days), max(days)])

sheets = {(m["number"], m["evaluator"]): m["points_milli"] for m in marks
          if next(r for r in rows if r["number"] == m["number"])["points_milli"] is not None}
by_agent = defaultdict(list)
for (_, agent), points in sheets.items():
    by_agent[agent].append(points)
for record in book.sheet("Par évaluateur", "Évaluateur").records():
    points = by_agent.pop(record["Évaluateur"].text)
    tens = Counter(min(p // 10000, 9) for p in points)
    check(f"marks of {record['Évaluateur'].text}",
          [fods.number(record[t]) for t in ("Évaluations", "La plus basse", "La plus haute")]
          + [fods.number(record[f"{i * 10}-{i * 10 + 10}"]) for i in range(10)],
          [len(points), min(points) / 1000, max(points) / 1000] + [tens[i] for i in range(10)])
    if abs(fods.number(record["Moyenne"]) - statistics.mean(points) / 1000) > 0.0006:
        sys.exit(f"mean of {record['Évaluateur'].text}: {record['Moyenne']}")
check("evaluators without a line", dict(by_agent), {})

envelopes = book.sheet("Par enveloppe", "Libellé").records()
root = next(r for r in envelopes if not r["Part de"].text)
check("Par enveloppe, left", cents(root["Montant"]) - cents(root["Accordé"]), cents(root["Reste à attribuer"]))

facts = {r["Libellé"].text: r["Valeur"] for r in book.sheet("Provenance", "Libellé").records()}
if list(book.nodes)[-1] != "Provenance":
    sys.exit(f"the last sheet is {list(book.nodes)[-1]}")
for label, code in (("Par", "author"), ("Campagne", "campaign"), ("Périmètre (départements)", "scope"),
                    ("Caractère", "status"), ("Grille en vigueur", "grid"), ("Lignes", "rows"),
                    ("Total de contrôle", "control"), ("Tête du registre", "head"),
                    ("Empreinte des lignes", "digest")):
    check(f"Provenance, {label}", (facts[label].kind, facts[label].text), ("string", export["provenance"][code]))
