# SPDX-License-Identifier: EUPL-1.2
"""Whether the sentences of the note hold the figures of `pupitre list --format json`."""
import json
import re
import sys

text = re.sub(r"[\s\u00a0\u202f]", "", open(sys.argv[1], encoding="utf-8").read())
dossiers = json.load(open(sys.argv[2], encoding="utf-8"))
decided = [d["decision"] for d in dossiers if d["decision"]]
awarded = sum(d["amount_cents"] or 0 for d in decided)


def euros(cents):
    return f"{cents // 100},{cents % 100:02d}"


for figure in (f"{len(dossiers)}dossiersdemandent{euros(sum(d['requested_cents'] or 0 for d in dossiers))}",
               f"{len(decided)}sontdécidés",
               f"dont{sum(d['kind'] == 'award' for d in decided)}accordés", f"pour{euros(awarded)}",
               f"{len(dossiers) - len(decided)}restentàdécider", "PROVISOIRE"):
    if figure not in text:
        sys.exit(f"not in the note: {figure}")
