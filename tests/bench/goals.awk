# SPDX-License-Identifier: EUPL-1.2
# Raw figures (name, what, n, p50, p95, bytes; several rounds) to a line per goal.
# Variables: size, missing. Each figure is the median of its rounds.

function middle(list,    v, n, i, j, t)
{
	n = split(list, v, " ")
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && v[j] + 0 < v[j - 1] + 0; j--) {
			t = v[j]
			v[j] = v[j - 1]
			v[j - 1] = t
		}
	return n ? v[int((n + 1) / 2)] : ""
}

function ms(name, what) { return middle(p50[name, what]) }
function slow(name, what) { return middle(p95[name, what]) }
function sent(name, what) { return middle(bytes[name, what]) }

# A ratio that must not exceed most.
function goal(number, text, ours, theirs, most, unit)
{
	if (ours == "" || theirs == "" || theirs + 0 == 0) {
		printf "%-4s %-52s not measured\n", number, text
		return
	}
	printf "%-4s %-52s %9.2f %9.2f %-4s ratio %6.2f  goal %5.2f  %s\n", number, text, ours, theirs, \
		unit, ours / theirs, most, (ours / theirs <= most ? "met" : "NOT MET")
}

function at_least(number, text, ours, least)
{
	printf "%-4s %-52s %9.2f %35s %5.2f  %s\n", number, text, ours, "goal >=", least, \
		(ours >= least ? "met" : "NOT MET")
}

function peer(name)
{
	if (ms(name, "start") != "")
		printf "     %-14s start %8.1f ms, line %6.2f ms, page %6.2f ms, %d bytes a line\n", name, \
			ms(name, "start"), ms(name, "down"), ms(name, "pagedown"), sent(name, "down")
}

{
	p50[$1, $2] = p50[$1, $2] " " $4
	p95[$1, $2] = p95[$1, $2] " " $5
	bytes[$1, $2] = bytes[$1, $2] " " $6
}

END {
	us = "pupitre-" size
	floor = "floor-" size
	small = "pupitre-1000"
	printf "%d dossiers, 120x40; ours, the other side, ratio\n\n", size
	goal("1", "start, against the floor", ms(us, "start"), ms(floor, "start"), 1.5, "ms")
	goal("1", "start, against 1 000 dossiers", ms(us, "start"), ms(small, "start"), 1.2, "ms")
	n = split("lnav visidata neomutt tig", peers, " ")
	for (i = 1; i <= n; i++)
		if (ms(peers[i], "start") != "")
			goal("2", "start at 100 000, against " peers[i], ms("pupitre-100000", "start"), \
				ms(peers[i], "start"), 0.1, "ms")
	goal("3", "one line down, p50", ms(us, "down"), ms(floor, "down"), 1.5, "ms")
	goal("3", "one line down, p95", slow(us, "down"), slow(floor, "down"), 2, "ms")
	goal("4", "bytes per line down", sent(us, "down"), sent(floor, "down"), 1.1, "B")
	goal("4", "bytes per line when scrolling", sent(us, "scroll"), sent(floor, "scroll"), 1.1, "B")
	goal("5", "one page down", ms(us, "pagedown"), ms(floor, "pagedown"), 1, "ms")
	goal("5", "bytes per page", sent(us, "pagedown"), sent(floor, "pagedown"), 1.1, "B")
	split("down pageup home pagedown end", moves, " ")
	for (i = 1; i <= 5; i++)
		goal("6", moves[i] ", against 1 000 dossiers", ms(us, moves[i]), ms(small, moves[i]), \
			i <= 3 ? 1.3 : 2, "ms")
	goal("7", "peak memory", ms(us, "memory") / 1024, ms(floor, "memory") / 1024, 2, "MB")
	goal("8", "rare word, typed and found", ms(us, "rare"), ms(floor, "rare"), 2, "ms")
	if (ms("neomutt", "rare") != "")
		goal("8", "rare word at 100 000, against neomutt", ms("pupitre-100000", "rare"), \
			ms("neomutt", "rare"), 0.5, "ms")
	goal("9", "frequent word, first page, against FTS5 rank", ms("engine", "frequent-page"), \
		ms("engine", "naive-rank"), 0.1, "ms")
	goal("10", "group totals, against GROUP BY", ms("engine", "totals"), \
		ms("engine", "naive-totals"), 0.02, "ms")
	goal("13", "CSV of 100 000 x 20, against sqlite3 -csv", ms("export-csv-machine", "wall"), \
		ms("peer-csv", "wall"), 1.3, "ms")
	goal("13", "JSON of the same, against our CSV", ms("export-json", "wall"), \
		ms("export-csv-machine", "wall"), 2, "ms")
	goal("14", "XLSX of the same, against libxlsxwriter", ms("export-xlsx", "wall"), \
		ms("peer-xlsx", "wall"), 1.1, "ms")
	goal("14", "ODS of the same, against libxlsxwriter", ms("export-ods", "wall"), \
		ms("peer-xlsx", "wall"), 1.1, "ms")
	goal("14", "peak memory of ODS, against a tenth of the rows", sent("export-ods", "wall") / 1024, \
		sent("export-tenth-ods", "wall") / 1024, 1.2, "MB")
	floor_mark = ms("engine", "naive-commit-p50") + ms(floor, "down")
	goal("15", "a mark, from its key to the screen once saved, p50", ms(us, "mark"), floor_mark, 2, "ms")
	goal("15", "the same, p95", slow(us, "mark"), floor_mark, 3, "ms")
	at_least("16", "16 writers: no error", -ms("engine", "gate-errors"), 0)
	goal("16", "16 writers: longest wait, against busy_timeout", ms("engine", "gate-longest"), \
		ms("engine", "naive-longest"), 0.1, "ms")
	at_least("16", "16 writers: slowest against fastest", ms("engine", "gate-fairness"), 0.4)
	at_least("16", "16 writers: throughput against one", \
		ms("engine", "gate-per-second") / ms("engine", "one-per-second"), 0.6)
	goal("18", "5 000 returned acts merged, against by script", ms("mallette", "merge-5000"), \
		ms("mallette", "script-5000"), 3, "ms")
	goal("18", "the same, against five times 1 000", ms("mallette", "merge-5000"), \
		5 * ms("mallette", "merge-1000"), 1.2, "ms")
	at_least("19", "idle for ten seconds: no byte", -sent("idle", "idle"), 0)
	at_least("19", "idle for ten seconds: no processor tick", -ms("idle", "idle"), 0)
	if (size < 1000000)
		print "     goals 9 and 10 are stated for 1 000 000 dossiers: run with SIZE=1000000"
	printf "\n     totals under a filter %.1f ms, frequent word by points %.1f ms, jumps %.1f %.1f %.1f ms\n", \
		ms("engine", "totals-filtered"), ms("engine", "frequent-points"), \
		ms("engine", "jump-number"), ms("engine", "jump-inside"), ms("engine", "jump-words")
	printf "     PDF of 10 000 rows: %.0f ms, %.1f MB at most\n", ms("export-pdf", "wall"), \
		sent("export-pdf", "wall") / 1024
	for (i = 400; i <= 5000; i += 4600)
		printf "     mallette of %d dossiers: made %.0f ms, opened %.0f ms, returned %.0f ms, merged %.0f ms\n", \
			i, ms("mallette", "make-" i), ms("mallette", "open-" i), \
			ms("mallette", "return-" i), ms("mallette", "merge-" i)
	for (i = 1; i <= n; i++)
		peer(peers[i])
	if (missing != "")
		printf "     not installed, so not run:%s\n", missing
}
