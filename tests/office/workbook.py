# SPDX-License-Identifier: EUPL-1.2
"""What the parts of an XLSX say that no reading of cells tells: charts and their axes, paper, header and footer.

workbook.py FILE.xlsx CHARTS"""
import re
import sys
import zipfile

parts = {name: (z.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else None)
         for z in [zipfile.ZipFile(sys.argv[1])] for name in z.namelist()}
charts = [text for name, text in parts.items() if name.startswith("xl/charts/chart")]
if len(charts) != int(sys.argv[2]):
    sys.exit(f"{len(charts)} charts")
for chart in charts:
    labels = re.search(r"<c:catAx>.*?</c:catAx>", chart, re.S)[0]
    values = re.search(r"<c:valAx>.*?</c:valAx>", chart, re.S)[0]
    if '<c:tickLblSkip val="1"/>' not in labels:
        sys.exit("a chart may leave labels out")
    if '<c:min val="0"/>' not in values or 'formatCode="General"' in values:
        sys.exit(f"an axis without its format, or not from zero: {values[:300]}")
sheets = [text for name, text in sorted(parts.items()) if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)]
for text in sheets:
    setup = re.search(r"<pageSetup[^>]*>", text)[0]
    if 'paperSize="9"' not in setup or 'orientation="landscape"' not in setup:
        sys.exit(f"paper: {setup}")
    for word in ("PROVISOIRE", "page &amp;P / &amp;N", "exporté le"):
        if word not in re.search(r"<headerFooter>.*</headerFooter>", text, re.S)[0]:
            sys.exit(f"header and footer without {word}")
titles = re.findall(r'<definedName name="_xlnm.Print_Titles"[^>]*>([^<]*)<', parts["xl/workbook.xml"])
if len(titles) != len(sheets) or not all(t.endswith("$2:$2") for t in titles):
    sys.exit(f"titles on paper: {titles}")
