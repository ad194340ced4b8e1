# SPDX-License-Identifier: EUPL-1.2
"""Cells as LibreOffice read them, against `pupitre list --format json`: values and types.

Usage: compare.py FORMAT FODS JSON; FORMAT hostile-*: titles only, which must be text and no formula."""
import json
import re
import sys
import xml.etree.ElementTree as xml

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def text_of(node):
    """Text of a paragraph: spaces and tabs are elements of their own."""
    out = node.text or ""
    for child in node:
        if child.tag == TEXT + "s":
            out += " " * int(child.get(TEXT + "c", "1"))
        elif child.tag == TEXT + "tab":
            out += "\t"
        elif child.tag == TEXT + "line-break":
            out += "\n"
        else:
            out += text_of(child)
        out += child.tail or ""
    return out


def cells(row):
    for cell in row:
        if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            continue
        kind = cell.get(OFFICE + "value-type")
        text = "\n".join(text_of(p) for p in cell.findall(TEXT + "p"))
        value = cell.get(OFFICE + "date-value") if kind == "date" else cell.get(OFFICE + "value")
        formula = cell.get(TABLE + "formula")
        for _ in range(min(int(cell.get(TABLE + "number-columns-repeated", "1")), 64)):
            yield kind, value, text, formula


def rows(path):
    sheet = xml.parse(path).getroot().find(f".//{TABLE}table")
    for row in sheet.iter(TABLE + "table-row"):
        yield list(cells(row))


def records(path):
    table = rows(path)
    titles = []
    while "Intitulé" not in titles:
        titles = [c[2] for c in next(table)]
    for row in table:
        record = dict(zip(titles, row))
        if record.get("N° dossier", ("",) * 4)[2]:
            yield record


def same_money(cell, cents):
    kind, value, text, _ = cell
    if cents is None:
        return text == ""
    return kind in ("float", "currency") and round(float(value) * 100) == cents


def same_text(found, expected, form):
    """A CSV neutralises a formula by an apostrophe and has one line a cell; XLSX has 32 767 characters a cell."""
    if "csv" in form:
        found = found[1:] if found[:1] == "'" and expected[:1] != "'" else found
        return found == re.sub(r"\r\n|[\x00-\x1f\x7f]", " ", expected)
    if "xlsx" in form and len(expected) > 32767:
        return len(found) > 32700 and expected.startswith(found.removesuffix(" […]"))
    return found == expected


def wrong(record, expected, form):
    """The first column that differs, or None."""
    title = record["Intitulé"]
    if title[3] or (title[0] != "string" and title[2]):
        return "Intitulé: not text", title[0], title[3], title[2][:60]
    if not same_text(title[2], expected["title"] or "", form):
        return "Intitulé", len(title[2]), title[2][:60], (expected["title"] or "")[:60], title[2][-5:]
    if form.startswith("hostile"):
        return None
    # All cells of a CSV are quoted: what looks like a figure is one for its reader.
    if (form != "csv" and record["Département"][0] != "string") \
            or record["Département"][2] != expected["department"]:
        return "Département", record["Département"]
    if form != "csv" and (record["Date de dépôt"][0] != "date"
                          or record["Date de dépôt"][1][:10] != expected["submitted"]):
        return "Date de dépôt", record["Date de dépôt"], expected["submitted"]
    decision = expected["decision"] or {}
    for column, cents in (("Montant demandé", expected["requested_cents"]),
                          ("Coût total HT", expected["total_cents"]),
                          ("Montant accordé", decision.get("amount_cents"))):
        if not same_money(record[column], cents):
            return column, record[column], cents
    points, milli = record["Note totale /100"], expected["points_milli"]
    if milli is None and points[2] != "":
        return "Note totale", points
    if milli is not None and (points[0] != "float" or round(float(points[1]) * 1000) != milli):
        return "Note totale", points, milli
    return None


def main():
    form, path, listed = sys.argv[1:]
    expected = {d["number"]: d for d in json.load(open(listed, encoding="utf-8"))}
    seen = 0
    for record in records(path):
        kind, value, text, _ = record["N° dossier"]
        if kind != "float" and form != "hostile-csv":
            sys.exit(f"number of dossier as {kind}: {text}")
        found = wrong(record, expected[int(float(value or text))], form)
        if found:
            sys.exit(f"dossier {value}: {found}")
        seen += 1
    if seen != len(expected):
        sys.exit(f"{seen} rows read, {len(expected)} expected")


main()
