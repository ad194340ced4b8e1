# SPDX-License-Identifier: EUPL-1.2
"""Whether the text of a PDF names each dossier of `pupitre list --format json`."""
import json
import sys

text = open(sys.argv[1], encoding="utf-8").read()
missing = [d["number"] for d in json.load(open(sys.argv[2], encoding="utf-8"))
           if str(d["number"]) not in text]
if missing:
    sys.exit(f"not on paper: {missing[:5]}")
if "PROVISOIRE" not in text:
    sys.exit("does not say that it is provisional")
