# SPDX-License-Identifier: EUPL-1.2
"""An import of 200 dossiers whose titles and applicants are what a spreadsheet should never run nor lose.

hostile.py import: the import, on standard output.
hostile.py FORMAT FILE LIST.json: whether FILE, as LibreOffice read it (ods, xlsx, csv: one XML file) or as it is
(csv-machine, json, scdl), holds each of them as text and nothing else."""
import csv
import json
import re
import sys

COUNT = 200
FIRST = 1001
CELL_MOST = 32767  # of XLSX
OBJECT_MOST = 256  # of SCDL
FORMULAS = ["=1+1", "=HYPERLINK(\"http://x\")", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1", "\r=1+1",
            "\n=1+1", "＝1+1", "＋1", "－1", "＠a", "=DDE(\"a\";\"b\")", "'=1+1", "\"=1+1", " =1+1", "\u00a0=1+1",
            "%0A=1", "|calc", "=IMPORTXML(\"http://x\";\"//a\")", "{=1}", "=-1", "of:=1+1", "=#REF!"]
QUOTES = ["\"", "\"\"", "a\"b", "\"a\"", "a;b", "a,b", "a\tb", "a|b", "'", "''a", "«a»", "a\\b", "a\\\"b", "\"a;b\"\n\"c\""]
LINES = ["a\nb", "a\r\nb", "a\rb", "a\n\nb", "\na", "a\n", "a\u2028b", "a\u2029b", "a\u0085b"]
MARKUP = ["]]>", "<b>", "&amp;", "&", "<!--", "-->", "<?xml?>", "&#0;", "&lt;", "<text:p>", "_x0041_", "_x0000_", "%PDF-", "PK\x03\x04"]
BIDI = ["\u202eabc", "\u0627\u0644\u0633\u0644\u0627\u0645", "\u05e9\u05dc\u05d5\u05dd", "abc \u0627\u0644 123", "\u2066a\u2069",
        "\u200fa", "\u061c1", "a\u202ab\u202c"]
LETTERS = ["😀👩‍👩‍👧", "e\u0301", "\ufeffa", "\u00a0", "a\u00a0b", "\u200b", "\U0001F1EB\U0001F1F7", "ﬁ", "ẞ", "\U00010348", "\ufffd",
           "a" + "\u0301" * 40, "Œuvre d’été"]
FIGURES = ["1/2", "01/02/2021", "1E5", "00123", "VRAI", "FAUX", "#NOM?", "#N/A", "1,5", "1 000", "12:30", "50 %", "12 €", "NaN", "0x1F",
           "2021-01-01", "1e309", "12345678901234567890"]
LONG = ["x" * 32768, "é" * 20000, "😀" * 17000, "a\n" * 9000, "<&>" * 9000, "x" * 32767, "x" * 257]
BLANKS = ["  deux espaces  au milieu", " devant", "derrière ", "     ", "a  ", "a   b"]
CONTROLS = [f"a{chr(c)}{c}b" for c in [*range(1, 32), 127, *range(128, 145)]]


def cleaned(text):
    """About what the import keeps of it: two texts that come to the same would try the same."""
    return re.sub(r"[\r\n\v\f\x85\u2028\u2029]+", "\n", re.sub(r"[\ufeff\u200b\u200d]", "", text)).strip()


def titles():
    seeds = FORMULAS + QUOTES + LINES + MARKUP + BIDI + LETTERS + FIGURES + LONG + BLANKS + CONTROLS
    seeds += [f"{formula}{end}" for formula in FORMULAS for end in ("\"", ";é", "\nb", "<a>", "\t1")]
    distinct = {}
    for seed in seeds:
        distinct.setdefault(cleaned(seed), seed)
    distinct.pop("", None)
    return list(distinct.values())[:COUNT]


def champ(identifier, kind, label, value):
    return {"id": identifier, "champDescriptorId": identifier, "__typename": kind, "label": label, "stringValue": value}


def dossier(number, title):
    return {"__typename": "Dossier", "number": number, "state": "en_instruction",
            "dateDerniereModification": "2021-09-01T10:00:00+02:00", "dateDepot": "2021-08-30T09:00:00+02:00", "annotations": [],
            "demandeur": {"__typename": "PersonneMorale", "siret": "21180279800010", "siegeSocial": True, "codePostal": "45000",
                          "localite": "Orléans", "entreprise": {"siren": "211802798", "raisonSociale": title[:100]}},
            "champs": [champ("c1", "TextChamp", "Intitulé du projet", title), champ("c2", "DepartementChamp", "Département", "45")]}


# ---- reading back ----


def one_line(text):
    return re.sub(r"\r\n|[\x00-\x1f\x7f]", " ", text)


def starts_formula(text):
    return text.lstrip(" \u00a0\u202f\u3000")[:1] in set("=+-@|%\t\r\n＝＋－＠｜％")


def same(found, expected, form):
    """A CSV tells that a formula is text by an apostrophe before it; that of offices must, and has one line a cell."""
    if form in ("csv", "csv-machine", "scdl"):
        shown = one_line(expected) if form == "csv" else expected
        if not starts_formula(expected):
            return found == shown
        return found == "'" + shown or (form != "csv" and found == shown)
    if form == "xlsx" and len(expected.encode("utf-16-le")) // 2 > CELL_MOST:
        kept = found.removesuffix(" […]")
        return found != kept and len(found.encode("utf-16-le")) // 2 > CELL_MOST - 100 and expected.startswith(kept)
    if form == "ods":
        return found == expected.replace("\t", " ")  # LibreOffice reads no tab in a cell
    return found == expected


def read_office(path):
    import fods
    for record in fods.Book(path).first("Intitulé").records():
        for column in ("Intitulé", "Bénéficiaire"):
            cell = record[column]
            if cell.formula or cell.kind not in ("string", None):
                sys.exit(f"{record['N° dossier'].text}: {column} is no text: {cell}"[:300])
        yield int(float(record["N° dossier"].value or record["N° dossier"].text)), record["Intitulé"].text, record["Bénéficiaire"].text


def read_tables(path, number, title, applicant):
    csv.field_size_limit(1 << 20)
    for row in csv.DictReader(open(path, encoding="utf-8", newline="")):
        yield int(row[number]), row[title], row[applicant]


def read_json(path):
    for row in json.load(open(path, encoding="utf-8"))["rows"]:
        yield row["number"], row["title"] or "", row["applicant"] or ""


def read(form, path):
    if form == "json":
        return read_json(path)
    if form == "csv-machine":
        return read_tables(path, "number", "title", "applicant")
    if form == "scdl":
        return read_tables(path, "referenceDecision", "objet", "nomBeneficiaire")
    return read_office(path)


def main():
    if sys.argv[1] == "import":
        print(json.dumps([dossier(FIRST + i, t) for i, t in enumerate(titles())]))
        return
    form, path, listed = sys.argv[1:]
    expected = {d["number"]: (d["title"] or "", d["applicant"]["name"] or "") for d in json.load(open(listed, encoding="utf-8"))}
    if len(expected) != COUNT or len({title for title, _ in expected.values() if title}) != COUNT:
        sys.exit(f"{len(expected)} dossiers, {len({t for t, _ in expected.values()})} titles: too few are left to try")
    seen = 0
    for number, title, applicant in read(form, path):
        seen += 1
        for what, found, wanted in (("title", title, expected[number][0]), ("applicant", applicant, expected[number][1])):
            wanted = wanted[:OBJECT_MOST] if form == "scdl" and what == "title" else wanted
            if not same(found, wanted, form):
                sys.exit(f"{number}: {what} of {len(found)} is {found[:60]!r}…{found[-8:]!r}, {wanted[:60]!r} of {len(wanted)} expected")
    if seen != COUNT:
        sys.exit(f"{seen} rows")


main()
