# SPDX-License-Identifier: EUPL-1.2
"""Every cell of the first sheet as LibreOffice read it, type included, against `pupitre list --format json` where that has
the value, else against the same export as JSON, which must itself agree with the list; then its sums, its titles on screen,
its filter and its widths.

compare.py FORMAT FILE FODS LIST.json EXPORT.json"""
import json
import re
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import fods

DAYS = {"submitted", "instruction", "decided", "notified", "start", "end", "deadline"}
INTEGERS = {"order", "number", "volet", "population", "rank"}
SUMS = {"total_cents", "eligible_cents", "requested_cents", "other_funding_cents", "amount_cents"}
UNITS = {"_cents": 100, "_milli": 1000, "_bp": 10000}
DECISIONS = {"award": "accordé", "refuse": "refusé", "dismiss": "classé sans suite", "redirect": "réorienté",
             "postpone": "ajourné"}


def day_in_paris(instant):
    return datetime.fromisoformat(instant.replace("Z", "+00:00")).astimezone(ZoneInfo("Europe/Paris")).date().isoformat()


def of_list(d):
    """What the list says of a dossier, by the codes of the export."""
    decision, applicant = d["decision"] or {}, d["applicant"]
    out = {"number": d["number"], "title": d["title"], "department": d["department"], "submitted": d["submitted"],
           "applicant": applicant["name"], "siret": applicant["siret"], "insee": applicant["insee"],
           "population": applicant["population"], "category": d["category"],
           "requested_cents": d["requested_cents"], "total_cents": d["total_cents"],
           "eligible_cents": d["eligible_cents"], "points_milli": d["points_milli"],
           "decision": DECISIONS.get(decision.get("kind")), "amount_cents": decision.get("amount_cents"),
           "reason": decision.get("reason"), "envelope": decision.get("envelope")}
    if decision.get("origin") == "agent":
        out["decided"] = day_in_paris(decision["at"])
        out["text"] = decision.get("text")
    return out


def unit_of(code):
    return next((n for end, n in UNITS.items() if code.endswith(end)), None)


def same_in_csv(cell, code, value):
    """All cells of a CSV are quoted: what looks like a figure or a day is one for its reader."""
    if code in DAYS:
        return cell.kind == "date" and cell.value[:10] == value
    if unit_of(code) or code in INTEGERS:
        return fods.number(cell) is not None and round(fods.number(cell) * (unit_of(code) or 1)) == value
    if cell.kind == "string":
        return cell.text.removeprefix("'" if value[:1] != "'" else "") == re.sub(r"[\r\n\t]+", " ", value)
    return value.isdigit() and fods.number(cell) == int(value)


def same(cell, code, value, form):
    if cell.formula:
        return False
    if value is None or value == "":
        return cell.text == ""
    if form == "csv":
        return same_in_csv(cell, code, value)
    if code in DAYS:
        return cell.kind == "date" and cell.value[:10] == value
    if code in INTEGERS:
        return cell.kind == "float" and fods.number(cell) == value
    unit = unit_of(code)
    if unit:
        kinds = {100: ("currency", "float"), 1000: ("float",), 10000: ("percentage",)}[unit]
        return cell.kind in kinds and round(fods.number(cell) * unit) == value
    return cell.kind == "string" and cell.text == value


def check_rows(sheet, codes, listed, exported, form):
    for i, (line, row) in enumerate(zip(sheet.rows, exported, strict=True)):
        known = of_list(listed[row["number"]])
        for code, cell in zip(codes, line, strict=True):
            value = known.get(code, row[code])
            if value != row[code] and not (value in (None, "") and row[code] in (None, "")):
                sys.exit(f"{row['number']}: {code} is {row[code]!r} in JSON, {value!r} in the list")
            if not same(cell, code, value, form):
                sys.exit(f"row {i}, dossier {row['number']}: {code} is {cell}, {value!r} expected")


def check_total(sheet, codes, exported, form):
    if sheet.total is None or sheet.total[0].text != "Total":
        sys.exit(f"no row of sums: {sheet.total}")
    for code, cell in list(zip(codes, sheet.total))[1:]:
        value = sum(row[code] or 0 for row in exported) if code in SUMS else None
        if not same(cell, code, value, form):
            sys.exit(f"sum of {code} is {cell}, {value} expected")


def check_screen(path, book, sheet):
    name = sheet.name
    if set(fods.frozen_rows(path)) != {2} or len(fods.frozen_rows(path)) != len(book.nodes):
        sys.exit(f"rows that stay on screen: {fods.frozen_rows(path)}")
    if book.filtered(name) != (2, 2 + len(sheet.rows)):
        sys.exit(f"{name}: filter on rows {book.filtered(name)}")
    if "PROVISOIRE" not in " ".join(sheet.above):
        sys.exit(f"{name}: what stands above does not say provisional: {sheet.above}")
    widths = book.widths()
    seen = {widths.get(style) for style in sheet.columns}
    if len(seen) < 8:
        sys.exit(f"{name}: columns have widths {seen}")


def check_shown(sheet, codes, exported):
    """An amount is shown as in France: groups, comma, no plain blank that a line may be broken at."""
    cell = sheet.total[codes.index("requested_cents")]
    if not re.fullmatch(r"\d{1,3}([\u202f\u00a0]\d{3})+,\d\d[\u202f\u00a0 ]€", cell.text):
        sys.exit(f"shown as {cell.text!r}")


def main():
    form, path, read, listed, exported = sys.argv[1:]
    listed = {d["number"]: d for d in json.load(open(listed, encoding="utf-8"))}
    exported = json.load(open(exported, encoding="utf-8"))["rows"]
    book = fods.Book(read)
    sheet = book.first("Intitulé")
    codes = list(exported[0])
    if len(sheet.titles) != len(codes) or len(sheet.rows) != len(listed):
        sys.exit(f"{len(sheet.rows)} rows of {len(sheet.titles)} columns, {len(listed)} of {len(codes)} expected")
    check_rows(sheet, codes, listed, exported, form)
    check_total(sheet, codes, exported, form)
    if form != "csv":
        check_screen(path, book, sheet)
        check_shown(sheet, codes, exported)


main()
