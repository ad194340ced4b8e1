# SPDX-License-Identifier: EUPL-1.2
"""The detailed marks as LibreOffice read them: a mark is a number, NE and SO are words beside.

marks.py FODS NOTATIONS.json"""
import json
import sys

import fods

rows = json.load(open(sys.argv[2], encoding="utf-8"))["rows"]
records = fods.Book(sys.argv[1]).first("Sous-critère").records()
if len(records) != len(rows):
    sys.exit(f"{len(records)} rows, {len(rows)} expected")
words = 0
for record, row in zip(records, rows):
    mark, mention = record["Note"], record["Mention"]
    if row["mark"] is None:
        words += 1
        good = not mark.text and mention.text == row["mention"] and mention.text in ("NE", "SO")
    else:
        good = mark.kind == "float" and fods.number(mark) == row["mark"] and not mention.text
    if not good or round(fods.number(record["Total de l'évaluation /100"]) * 1000) != row["points_milli"]:
        sys.exit(f"{row['number']} {row['item']}: {mark} {mention}, {row} expected")
if not words:
    sys.exit("no mark in words: nothing was tried")
