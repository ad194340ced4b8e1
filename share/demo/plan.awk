# SPDX-License-Identifier: EUPL-1.2
# Prints what the agents of the demonstration do, one line `run INSTANT LOGIN COMMAND...` per act,
# to be sorted by instant: awk -f lib.awk -f plan.awk marks.txt decisions.txt dossiers.tsv
# The marks follow the hidden quality that also wrote the texts (generate.awk).

BEGIN {
	split("I1 I2 I3 I4 I5 E1 E2 E3 E4 P1 P2 P3 P4 P5", items, " ")
	split("12 8 8 7 5 10 10 6 4 8 8 7 4 3", weights, " ")
	split("92 122 154 184 203 219", imports, " ") # days of the six imports
	split("136 199 220", sessions, " ")           # days of the decisions
	split("45 41 37 36 18 28", deps, " ")
	split("a.martin a.martin b.durand b.durand l.bernard l.bernard", ones, " ")
	split("b.durand l.bernard l.bernard a.martin a.martin b.durand", twos, " ")
	split("0.6074 0.44 0.52 0.37 0.41 0.56", shares, " ") # of the envelope to award
	for (i = 1; i <= 6; i++) {
		first_agent[deps[i]] = ones[i]; second_agent[deps[i]] = twos[i]
		goal[deps[i]] = int(297000 * shares[i] / 100 + 0.5) * 100
	}
	seed(20211008)
}
/^#/ { next }
FILENAME ~ /marks.txt$/ { keep($1 $2, rest(3)); next }
FILENAME ~ /decisions.txt$/ {
	keep($1, $2 " " rest(3)); keep($1 "." $2, rest(3))
	next
}
{
	n = number[dossiers++] = $1
	dep[n] = $2; grouped[n] = $3 != "commune"; volet[n] = $4; fam[n] = $5
	asked[n] = $6; total[n] = $7
	day[n] = $8; known[n] = imports[$9]; level[n] = $10; state[n] = $11; odd[n] = $12
	special[n] = $13 == "showcase"
}
END {
	for (i = 0; i < dossiers; i++)
		if (state[number[i]] ~ /^en_/ && !special[number[i]] && !early_end(number[i]))
			instruct(number[i])
	decide_all()
	for (i = 0; i < marks; i++)
		if (!(marked[i] in decided))
			take_back(marked[i])
	showcase()
}

function keep(key, text) { texts[key, counts[key]++] = text }
function any(key) { return texts[key, pick(counts[key])] }
function rest(from,  i, s) {
	for (i = from; i <= NF; i++)
		s = s (i > from ? " " : "") $i
	return s
}
function quoted(s) { gsub(/'/, "'\\''", s); return "'" s "'" }
function run(at, minute, who, what) {
	printf "run %sT%02d:%02d:%02dZ %s %s\n", iso(at), int(minute / 60), minute % 60, pick(60),
		who, what
}
function office_hour() { return between(6 * 60 + 40, 15 * 60 + 20) } # UTC
function office_day(d) { return d % 7 == 5 ? d + 2 : d % 7 == 6 ? d + 1 : d } # day 0 is a Monday
function after(d, least, most) { return clamp(office_day(d + between(least, most)), d, 219) }

# ---- checks and early ends ---------------------------------------------------------------------

# Dossiers that need no marks; true when this one is such.
function early_end(n,  d) {
	d = known[n]
	if (odd[n] == "twin")
		return decide_early(n, after(d, 3, 20), "dismiss", "doublon")
	if (odd[n] == "unknown" && d < 200) {
		run(after(d, 2, 9), office_hour(), first_agent[dep[n]],
			"move " n " ineligible --reason " quoted(bare(any("ground"))))
		return 1
	}
	if (fam[n] == "identite" && !grouped[n] && d < 160 && redirected < 3 && draw() < 0.4) {
		redirected++
		return decide_early(n, after(d, 5, 30), "redirect", "axe_2")
	}
	if (fam[n] == "mediation" && d < 190 && moved < 2 && draw() < 0.4) {
		moved++
		return decide_early(n, after(d, 5, 30), "redirect", "autre_fonds")
	}
	if (d < 190 && left_out < 3 && draw() < 0.02) {
		left_out++
		return decide_early(n, after(d, 15, 30), "dismiss",
			left_out == 1 ? "sans_reponse" : "desistement")
	}
	return state[n] == "en_construction" && check_pieces(n)
}
function bare(s) { return substr(s, index(s, " ") + 1) }
function decide_early(n, at, kind, reason) {
	run(at, office_hour(), "c.leroy", "decide " n " " kind " --reason " reason \
		" --text " quoted(any(kind "." reason)))
	return 1
}
# A dossier still on the applicant's side of the platform: pieces asked, found complete, or waiting.
function check_pieces(n,  x, d, who) {
	x = draw(); d = after(known[n], 1, 12); who = first_agent[dep[n]]
	if (d >= 219 || x > (known[n] < 190 ? 0.88 : 0.5)) # the old ones have nearly all been seen
		return draw() < 0.75
	if (x < 0.25) {
		run(d, office_hour(), who,
			"move " n " incomplete --reason " quoted(bare(any("pieces"))))
		if (x < 0.09 && d < 195)
			run(after(d, 8, 24), office_hour(), who,
				"move " n " admissible --reason " quoted("Pièces reçues et conformes."))
		return 1
	}
	run(d, office_hour(), who, "move " n " admissible")
	return 1
}

# ---- marks -------------------------------------------------------------------------------------

function instruct(n,  chance_of, d, two) {
	chance_of = day[n] < 70 ? 0.62 : day[n] < 120 ? 0.46 : day[n] < 180 ? 0.28 : 0.1
	if (dep[n] == "45") # the Loiret is ahead of the others
		chance_of += 0.12
	if (odd[n] == "changed" || volet[n] == 2 && day[n] < 190)
		chance_of = 1
	if (draw() > chance_of) {
		if (drafts < 25 && draw() < 0.25) {
			drafts++
			draft(n, first_agent[dep[n]], after(known[n], 1, 40))
		}
		return
	}
	d = after(known[n], 1, known[n] > 180 ? 15 : 55)
	two = draw() < 0.55
	sheet(n, first_agent[dep[n]], d, 0.34)
	if (two) {
		d = after(d, 1, 12)
		sheet(n, second_agent[dep[n]], d, 0.2)
	}
	done[n] = d
	marked[marks++] = n
}
function sheet(n, who, d, talk,  i, m, s, sum, list, best) {
	split(level[n], list, ",")
	for (i = 1; i <= 14; i++) {
		m = list[i]
		if (m != "SO")
			m = clamp(m + (draw() < 0.14 ? -1 : draw() < 0.12 ? 1 : 0), 0, 4)
		s = s " --set " items[i] "=" m
		if (m != "SO") {
			sum += weights[i] * m; best += weights[i] * 4
			if (draw() < talk)
				s = s " --comment " \
					quoted(items[i] "=" any(items[i] (m > 2 ? 3 : m == 2 ? 2 : 1)))
		}
	}
	points[n] = points[n] ? (points[n] + 100 * sum / best) / 2 : 100 * sum / best
	if (draw() < 0.6)
		s = s " --comment " \
			quoted("opinion=" any("avis" (points[n] >= 64 ? 3 : points[n] >= 48 ? 2 : 1)))
	run(d, office_hour(), who, "score " n s " --final")
}
function draft(n, who, d,  i, s, list) {
	split(level[n], list, ",")
	for (i = 1; i <= 14; i++)
		if (draw() < 0.62)
			s = s " --set " items[i] "=" (draw() < 0.08 && list[i] != "SO" ? "NE" : list[i])
	run(d, office_hour(), who, "score " n (s == "" ? " --set I1=" list[1] : s))
}

# ---- decisions ---------------------------------------------------------------------------------

function decide_all(  i, k, n, best) {
	for (i = 0; i < marks; i++) { # the best first
		best = i
		for (k = i + 1; k < marks; k++)
			if (points[marked[k]] > points[marked[best]])
				best = k
		n = marked[best]; marked[best] = marked[i]; marked[i] = n
	}
	for (i = 0; i < marks; i++)
		if (session_of(marked[i]))
			award(marked[i])
	for (i = marks - 1; i >= 0; i--)
		if (session_of(marked[i]) && !(marked[i] in decided))
			refuse(marked[i])
}
function session_of(n,  i) {
	for (i = 1; i <= 3; i++)
		if (sessions[i] > done[n])
			return i
	return 0
}
function award(n,  d, eligible, sum, reason) {
	d = dep[n]
	if (points[n] < 50 || odd[n] != "-" || goal[d] <= 0 || asked[n] > 90000)
		return
	if (volet[n] == 2 && joint[d]++ >= 2)
		return
	eligible = total[n]; sum = asked[n]
	reason = volet[n] == 2 ? "mutualisation" : points[n] > 76 ? "exemplaire" : \
		!grouped[n] && total[n] < 9000 ? "rattrapage" : "priorites"
	if (draw() < 0.2) {
		eligible = int(total[n] * between(80, 94) / 1000) * 10
		sum = int(sum * eligible / total[n] / 10) * 10; reason = "assiette_reduite"
	}
	if (sum > goal[d]) {
		if (sum > 2 * goal[d])
			return
		sum = goal[d] # what the session still had
	}
	goal[d] -= sum
	decided[n] = 1
	run(sessions[session_of(n)], decision_minute(), "c.leroy", "decide " n " award --eligible " \
		euro(eligible) " --amount " euro(sum) " --reason " reason \
		" --text " quoted(any("award." reason)))
	if (draw() < (session_of(n) == 1 ? 0.6 : session_of(n) == 2 ? 0.15 : 0))
		run(after(sessions[session_of(n)], 7, 18), office_hour(), "c.leroy",
			"move " n " notified")
}
function refuse(n,  d, kind) {
	d = dep[n]
	kind = points[n] < 45 && refused[d] < 1 ? "refuse" : \
		points[n] > 45 && points[n] < 60 && postponed < 5 && draw() < 0.2 ? "postpone" : ""
	if (kind == "")
		return
	if (kind == "refuse")
		refused[d]++
	else
		postponed++
	decided[n] = 1
	split(any(kind), word, " ")
	run(sessions[session_of(n)], decision_minute(), "c.leroy", "decide " n " " kind \
		" --reason " word[1] " --text " quoted(any(kind "." word[1])))
}
# Some sheets are opened again: the applicant changed his dossier, or the readers want to talk.
function take_back(n,  reason) {
	if (odd[n] == "changed")
		reason = "Demande modifiée par la collectivité : évaluation à reprendre."
	else if (draw() < 0.3)
		reason = pick(2) ? "Seconde lecture demandée avant la session." : \
			"Précisions attendues de la collectivité sur les coûts annuels."
	if (reason != "")
		run(odd[n] == "changed" ? 220 : after(done[n], 1, 12), between(15 * 60 + 30, 16 * 60 + 50),
			first_agent[dep[n]], "move " n " instruction --reason " quoted(reason))
}
function decision_minute() { return 13 * 60 + (decisions++ % 150) }
function euro(x) { return x == int(x) ? sprintf("%d", x) : sprintf("%.2f", x) }

# The dossier of the pictures: one colleague has just finished, the other is at work.
function showcase(  i, n) {
	for (i = 0; i < dossiers; i++)
		if (special[number[i]])
			n = number[i]
	run(221, 7 * 60 + 52, "a.martin", "score " n \
		" --set I1=3 --set I2=2 --set I4=NE --set I5=4 --set E1=3 --set E2=3 --set E3=SO" \
		" --set E4=2 --comment " \
		quoted("I2=Une ressaisie disparaît ; l'organisation ne change pas."))
	run(221, 8 * 60 + 28, "b.durand", "score " n \
		" --set I1=3 --set I2=3 --set I3=3 --set I4=3 --set I5=2 --set E1=3 --set E2=3 --set E3=3" \
		" --set E4=2 --set P1=3 --set P2=3 --set P3=2 --set P4=3 --set P5=3 --comment " \
		quoted("I1=Le gain est décrit démarche par démarche, volumes à l'appui.") " --final")
}
