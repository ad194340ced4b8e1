# SPDX-License-Identifier: EUPL-1.2
"""An import of 200 dossiers whose titles are what a spreadsheet should never run nor lose."""
import json

FORMULAS = ["=1+1", "=HYPERLINK(\"http://x\")", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0",
            "\t=1+1", "\r=1+1", "＝1+1", "＋1", "－1", "＠a", "=DDE(\"a\";\"b\")", "'=1+1", "\"=1+1"]
OTHERS = ["\"", "\"\"", "a\"b", "a;b", "a,b", "a\nb", "a\r\nb", "]]>", "<b>", "&amp;", "&", "<!--",
          "\u202eabc", "\u0627\u0644\u0633\u0644\u0627\u0645", "\u05e9\u05dc\u05d5\u05dd", "😀👩‍👩‍👧",
          "e\u0301", "\u0001\u0002", "a\u0000b".replace("\u0000", ""), "a\u000bb", "\u001b[31m",
          "x" * 32768, "é" * 20000, "  deux espaces  au milieu", "#NOM?", "1/2", "01/02/2021", "1E5",
          "00123", "VRAI", "{=1}", "%PDF-", "\ufeffa", "\u2028", "\u00a0"]


def champ(identifier, kind, label, value):
    return {"id": identifier, "champDescriptorId": identifier, "__typename": kind, "label": label,
            "stringValue": value}


def dossier(number, title):
    return {"__typename": "Dossier", "number": number, "state": "en_instruction",
            "dateDerniereModification": "2021-09-01T10:00:00+02:00",
            "dateDepot": "2021-08-30T09:00:00+02:00", "annotations": [],
            "champs": [champ("c1", "TextChamp", "Intitulé du projet", title),
                       champ("c2", "DepartementChamp", "Département", "45")]}


seeds = FORMULAS + OTHERS
titles = [seeds[i % len(seeds)] + ("" if i < len(seeds) else f" {i}") for i in range(200)]
print(json.dumps([dossier(1001 + i, t) for i, t in enumerate(titles)]))
