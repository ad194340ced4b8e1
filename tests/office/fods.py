# SPDX-License-Identifier: EUPL-1.2
"""A workbook as LibreOffice read it: one XML file, each cell with its type, its value and what is shown."""
import re
import xml.etree.ElementTree as xml
import zipfile
from collections import namedtuple

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
COLUMNS_MOST = 64

Cell = namedtuple("Cell", "kind value text formula")
EMPTY = Cell(None, None, "", None)


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
        for _ in range(min(int(cell.get(TABLE + "number-columns-repeated", "1")), COLUMNS_MOST)):
            yield Cell(kind, value, text, cell.get(TABLE + "formula"))


class Sheet:
    """Titles, rows below them and, where there is one, the row of sums."""

    def __init__(self, node, heading):
        self.name = node.get(TABLE + "name")
        lines = [list(cells(row)) for row in node.iter(TABLE + "table-row")]
        at = next(i for i, line in enumerate(lines) if heading in [c.text for c in line])
        self.above = [c.text for line in lines[:at] for c in line if c.text]
        self.titles = [c.text for c in lines[at]]
        while self.titles and not self.titles[-1]:
            self.titles.pop()
        self.rows, self.total = [], None
        for line in lines[at + 1:]:
            line = (line + [EMPTY] * len(self.titles))[:len(self.titles)]
            if not any(c.text for c in line):
                break
            if line[0].text == "Total" or line[0].formula:
                self.total = line
                break
            self.rows.append(line)
        self.columns = [c.get(TABLE + "style-name") for c in node.iter(TABLE + "table-column")]

    def records(self):
        return [dict(zip(self.titles, row)) for row in self.rows]


class Book:
    def __init__(self, path):
        self.root = xml.parse(path).getroot()
        self.nodes = {n.get(TABLE + "name"): n for n in self.root.find(f".//{OFFICE}spreadsheet").findall(TABLE + "table")}

    def first(self, heading):
        return Sheet(next(iter(self.nodes.values())), heading)

    def sheet(self, name, heading):
        return Sheet(self.nodes[name], heading)

    def filtered(self, name):
        """First and last row of the filter of a sheet, None where it has none."""
        for area in self.root.iter(TABLE + "database-range"):
            target = area.get(TABLE + "target-range-address")
            match = re.fullmatch(r"(?:'((?:[^']|'')*)'|([^.']+))\.[A-Z]+(\d+):.*?\.?[A-Z]+(\d+)", target)
            if match and (match[1] or match[2]) == name and area.get(TABLE + "display-filter-buttons") == "true":
                return int(match[3]), int(match[4])
        return None

    def widths(self):
        """Widths of the styles of columns."""
        return {s.get(STYLE + "name"): p.get(STYLE + "column-width")
                for s in self.root.iter(STYLE + "style")
                for p in s.findall(STYLE + "table-column-properties")}


def frozen_rows(path):
    """Rows that stay on screen, of each sheet of an ODS or XLSX: LibreOffice without a screen does not hand them on."""
    with zipfile.ZipFile(path) as z:
        if "settings.xml" not in z.namelist():
            return [int((re.search(r'<pane [^>]*ySplit="(\d+)"[^>]*state="frozen"', z.read(n).decode()) or [0, 0])[1])
                    for n in z.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)]
        tables = next(m for m in xml.fromstring(z.read("settings.xml")).iter(CONFIG + "config-item-map-named")
                      if m.get(CONFIG + "name") == "Tables")
    items = [{i.get(CONFIG + "name"): i.text for i in entry.iter(CONFIG + "config-item")} for entry in tables]
    return [int(i["VerticalSplitPosition"]) if i.get("VerticalSplitMode") == "2" else 0 for i in items]


def number(cell):
    return None if cell.value is None else float(cell.value)
