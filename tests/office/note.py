# SPDX-License-Identifier: EUPL-1.2
"""Whether a note says what `pupitre list --format json` says: its sentences, and the words of its pictures.

note.py NOTE.pdf TEXT LIST.json [public]: a public note has no envelopes and no marks."""
import json
import re
import sys
from collections import Counter


ENVELOPES = "Consommation des enveloppes, tous dossiers confondus"


def squeezed(text):
    return re.sub(r"[\s\u00a0\u202f]", "", text)


def euros(cents):
    return f"{cents // 100},{cents % 100:02d}"


note, text, listed = sys.argv[1:4]
text = squeezed(open(text, encoding="utf-8").read())
dossiers = json.load(open(listed, encoding="utf-8"))
decided = [d["decision"] for d in dossiers if d["decision"]]
ended = {"lapsed", "withdrawn", "renounced"}
awards = sum(d["decision"] is not None and d["decision"]["kind"] == "award" and d["state"] not in ended for d in dossiers)
awarded = sum(d["amount_cents"] or 0 for d in dossiers)
requested = sum(d["requested_cents"] or 0 for d in dossiers)
left = len(dossiers) - len(decided)
s = "s" if len(decided) > 1 else ""

figures = [f"{len(dossiers)}dossiersdemandent{euros(requested)}",
           f"{len(decided)}{'sont' if s else 'est'}décidé{s}",
           f"dont{awards}accordé{'s' if awards > 1 else ''}pour{euros(awarded)}",
           f"{left}reste{'nt' if left > 1 else ''}àdécider"]
if left:
    figures.append("PROVISOIRE")
for figure in figures:
    if figure not in text:
        sys.exit(f"not in the note: {figure}")
if not left and "PROVISOIRE" in text:
    sys.exit("provisional, and everything is decided")

# "Title. label : 82, 24 accordés, 8 autres décisions, 50 à décider ; ..."
raw = open(note, "rb").read()
words = [bytes.fromhex(alt.decode()).decode("utf-16-be") for alt in re.findall(rb"/Alt <FEFF([0-9A-F]*)>", raw)]
pictures = {title: dict(part.rsplit(" : ", 1) for part in rest.split(" ; ") if " : " in part)
            for title, rest in (alt.split(". ", 1) for alt in words)}
titles = set(pictures)
if len(sys.argv) > 4 and titles & {ENVELOPES, "Répartition des notes, sur 100"}:
    sys.exit(f"not public: {titles}")


def numbers(picture):
    return {label: [int(n) for n in re.findall(r"(?:^|, )(\d+)", text)] for label, text in picture.items()}


for title in ("Décisions par département", "Décisions par catégorie", "Décisions par type de porteur"):
    sums = [sum(column) for column in zip(*numbers(pictures[title]).values())]
    if sums != [len(dossiers), awards, len(decided) - awards, left]:
        sys.exit(f"{title}: {sums} do not sum to the whole")
    if len(pictures[title]) > 14:
        sys.exit(f"{title}: {len(pictures[title])} bars")
departments = Counter(d["department"] for d in dossiers)
drawn = {label.split(" ")[0]: n[0] for label, n in numbers(pictures["Décisions par département"]).items()}
if drawn != departments or any(" " not in label for label in pictures["Décisions par département"]):
    sys.exit(f"departments: {drawn}, {dict(departments)} expected")
months = Counter(d["submitted"][5:7] + "/" + d["submitted"][2:4] for d in dossiers)
drawn = {label: n[0] for label, n in numbers(pictures["Rythme, par mois"]).items() if n[0]}
if drawn != months:
    sys.exit(f"submitted by month: {drawn}, {dict(months)} expected")
others = sum(d["kind"] != "award" for d in decided)
if others and sum(n[0] for n in numbers(pictures["Motifs des décisions qui n'accordent pas"]).values()) != others:
    sys.exit("motives do not sum to the decisions that award nothing")
marked = [d["points_milli"] for d in dossiers if d["points_milli"] is not None]
tens = Counter(min(milli // 10000, 9) for milli in marked)
if "Répartition des notes, sur 100" in pictures:
    drawn = [n[0] for n in numbers(pictures["Répartition des notes, sur 100"]).values()]
    if drawn != [tens[i] for i in range(10)]:
        sys.exit(f"marks: {drawn}")
if len(sys.argv) <= 4 and not pictures.get(ENVELOPES):
    sys.exit("no envelopes")
for label, amounts in pictures.get(ENVELOPES, {}).items():
    amount, awarded_there, remaining = (int(re.sub(r"\D", "", n)) for n in re.findall(r"[\d\u00a0]+,\d\d", amounts))
    if amount != awarded_there + remaining:
        sys.exit(f"envelope {label}: {amounts}")
largest = sorted((d["amount_cents"] for d in decided if d["amount_cents"]), reverse=True)[:10]
if "Aides les plus élevées" in pictures:
    drawn = [squeezed(amount) for amount in pictures["Aides les plus élevées"].values()]
    if drawn != [euros(cents) + "€" for cents in largest]:
        sys.exit(f"the largest awards: {drawn}")
elif len(sys.argv) > 4:
    sys.exit("a public note has room for the largest awards")
