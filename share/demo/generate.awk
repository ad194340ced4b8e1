# SPDX-License-Identifier: EUPL-1.2
# Prints the applications of the demonstration as the platform's API answers them (pages of a
# getDemarche) into the folder `out`, and out/dossiers.tsv, what plan.awk must know of them:
# awk -v out=DIR -f lib.awk -f words.awk -f form.awk -f json.awk -f generate.awk \
#     families.txt common.txt people.txt territories.tsv
# The collectivités are real (territories.tsv), the projects and the persons are invented.
# A hidden quality per dossier and item of the grid drives the texts here and the marks there.

BEGIN {
	FS = "\t"
	split("18 28 36 37 41 45", dep_codes, " ")
	split("Cher|Eure-et-Loir|Indre|Indre-et-Loire|Loir-et-Cher|Loiret", dep_names, "|")
	split("du Cher|d'Eure-et-Loir|de l'Indre|d'Indre-et-Loire|de Loir-et-Cher|du Loiret",
		dep_du, "|")
	split("62 70 52 70 64 82", dep_shares, " ")
	split("janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		months, " ")
	split("I1 I2 I3 I4 I5 E1 E2 E3 E4 P1 P2 P3 P4 P5", items, " ")
	for (i = 32; i < 127; i++)
		ord[sprintf("%c", i)] = i
	revision = base64("ProcedureRevision-48211")
	for (i = 1; i <= 6; i++)
		region[dep_codes[i]] = i
	split("92 122 154 184 203 219", batch_ends, " ") # each import holds what came before that day
}

FILENAME ~ /families.txt$/ {
	if ($0 !~ /^[a-z]/)
		next
	at = index($0, " "); key = substr($0, 1, at - 1); text = substr($0, at + 1)
	if (key == "famille")
		family[families++] = text
	keep(family[families - 1] "." key, text)
	next
}
FILENAME ~ /common.txt$/ {
	if ($0 !~ /^[a-z]/)
		next
	split($0, word, " ")
	keep(word[1] word[2], substr($0, length(word[1]) + length(word[2]) + 3))
	next
}
FILENAME ~ /people.txt$/ {
	if ($0 ~ /^[fmn] /)
		people[substr($0, 1, 1)] = substr($0, 3)
	next
}
$2 != "commune" || ($5 in region) {
	name[$1] = $4; kind[$1] = $2; code[$1] = $3
	dep[$1] = $5; population[$1] = $7; parent[$1] = $8
	gsub(/''/, "", name[$1]); sub(/ \([A-Z]*\)$/, "", name[$1])
}
$6 == 24 && ($5 in region) {
	if ($2 != "commune")
		grouping[$5, groupings[$5]++] = $1
	else if ($7 >= 350 && $4 !~ /^H/)
		commune[$5, communes[$5]++] = $1
	if ($2 == "commune") {
		member[$8, members[$8]++] = $4
	}
}
END {
	schedule()
	for (i = 0; i < total_dossiers; i++)
		make(i)
	close_pages()
}

function keep(key, text) { texts[key, counts[key]++] = text }
function any(key) { return counts[key] ? texts[key, pick(counts[key])] : "" }

# ---- who applies for what, and when ------------------------------------------------------------

function schedule(  d, i, j, n, t) {
	seed(20210301)
	for (d = 1; d <= 6; d++)
		for (i = 0; i < dep_shares[d]; i++)
			place[n++] = dep_codes[d]
	total_dossiers = n
	for (i = n - 1; i > 0; i--) { # shuffled: numbers do not follow the départements
		j = pick(i + 1); t = place[i]; place[i] = place[j]; place[j] = t
	}
	for (i = 0; i < n; i++)
		minute[i] = submission()
	for (i = 1; i < n; i++) {
		t = minute[i]
		for (j = i - 1; j >= 0 && minute[j] > t; j--)
			minute[j + 1] = minute[j]
		minute[j + 1] = t
	}
	showcase = -1
	for (i = 0; i < n; i++) {
		number[i] = 4011800 + int(minute[i] / 64)
		if (i && number[i] <= number[i - 1])
			number[i] = number[i - 1] + 1
		if (showcase < 0 && number[i] >= 4012345) {
			showcase = i; number[i] = 4012345; place[i] = "45"
		}
	}
	quirks()
}
# Office hours, more at the start and the end of the call, hardly any at week-ends.
function submission(  n) {
	do {
		n = draw() < 0.3 ? pick(60) : pick(219)
	} while ((n % 7 == 5 || n % 7 == 6) && draw() < 0.9)
	return n * 1440 + between(8 * 60, 19 * 60)
}
# The oddities that an instructor must notice; dossiers are named by their rank.
function quirks(  list, n, i) {
	n = split("9 luhn,31 luhn,212 luhn,17 elsewhere,148 elsewhere,289 elsewhere,12 unknown," \
		"96 unknown,251 unknown,23 started,57 started,104 started,171 started,260 started," \
		"333 started,41 greedy,120 greedy,199 greedy,305 greedy,45 masked,133 masked,277 masked," \
		"66 long,88 nototal,160 overtotal,142 twin,230 twin,72 gap,316 gap,28 changed,61 changed," \
		"110 changed", list, ",")
	for (i = 1; i <= n; i++)
		quirk[list[i] + 0] = substr(list[i], index(list[i], " ") + 1)
}
function choose_applicant(i,  d, n, s, tries) {
	d = place[i]
	if (i == showcase)
		return "200070183"
	if (draw() < 0.24)
		return grouping[d, pick(groupings[d])]
	do {
		s = commune[d, pick(communes[d])]
	} while (draw() > clamp(sqrt(population[s] / 9000), 0.12, 1) && ++tries < 50)
	return s
}
function choose_family(siren,  n, i, sum, goal, want) {
	want = kind[siren] == "commune" ? "commune" : "epci"
	for (n = 0; n < 20; n++) {
		sum = 0
		for (i = 0; i < families; i++)
			sum += suits(i, want)
		goal = draw() * sum
		for (i = 0; goal >= suits(i, want); i++)
			goal -= suits(i, want)
		if (!((siren, i) in taken))
			break
	}
	taken[siren, i] = 1
	return family[i]
}
function suits(i, want,  p) {
	p = texts[family[i] ".pour", 0]
	return p == "deux" || p == want ? texts[family[i] ".poids", 0] + 0 : 0
}

# ---- one dossier -------------------------------------------------------------------------------

function make(i,  j) {
	delete memo
	seed(number[i] * 7 + 11)
	n = number[i]; odd = (i in quirk) ? quirk[i] : ""
	siren = choose_applicant(i); d = place[i]
	if (i == showcase)
		taken[siren, 0] = 1 # the first family is the portal of families
	fam = i == showcase ? family[0] : choose_family(siren)
	if (odd == "twin") { # the same request, sent again a few weeks later
		siren = last_siren[d]; fam = last_family[d]
	}
	twin_of = odd == "twin" ? last_number[d] : n
	last_siren[d] = siren; last_family[d] = fam; last_number[d] = twin_of
	seed(twin_of * 17 + 3)
	own_dep = dep[siren]
	grouped = kind[siren] != "commune"
	d = own_dep
	volet = grouped && draw() < 0.3 ? 2 : 1
	if (i == showcase)
		volet = 1
	submitted = minute[i]
	for (batch = 1; submitted >= batch_ends[batch] * 1440; batch++)
		;
	set_quality(i)
	set_money(i)
	set_words()
	set_dates()
	set_state(i)
	write_node(batch, node_text(0))
	if (odd == "changed") { # the applicant corrected his request while it was instructed
		requested = int(requested * 0.9 / 100) * 100
		own = total - requested - others
		write_node(6, node_text(1))
	}
	printf "%d\t%s\t%s\t%d\t%s\t%.2f\t%.2f\t%d\t%d\t%s\t%s\t%s\t%s\n", n, \
		odd == "elsewhere" ? elsewhere(d) : d, kind[siren], volet, fam,
		requested, total, int(submitted / 1440), batch, marks_text(), state, \
		odd == "" ? "-" : odd, i_am_showcase ? "showcase" : "-" \
		> (out "/dossiers.tsv")
}
function marks_text(  j, s) {
	for (j = 1; j <= 14; j++)
		s = s (j > 1 ? "," : "") level[items[j]]
	return s
}
function set_quality(i,  q, j) {
	i_am_showcase = i == showcase
	q = clamp(0.56 + 0.2 * gauss(), 0.12, 0.95)
	if (i_am_showcase)
		q = 0.74
	for (j = 1; j <= 14; j++)
		level[items[j]] = clamp(int(4 * q + 0.5 + 0.75 * gauss()), 0, 4)
	j = population[siren] / (grouped ? 12 : 1)
	level["I5"] = j < 1000 ? 4 : j < 3500 ? 3 : j < 9000 ? 2 : j < 25000 ? 1 : 0
	level["E2"] = clamp(level["E2"] + (volet == 2 ? 1 : grouped ? 0 : -1), 0, 4)
	human = fam == "formation" || fam == "schema" || fam == "mediation" # builds no software
	if (human)
		level["E3"] = "SO"
	if (fam == "securite" || fam == "archives")
		level["I4"] = "SO"
}
function rank(item) { return level[item] == "SO" || level[item] == 2 ? 2 : level[item] > 2 ? 3 : 1 }

function set_money(i,  x, rate, rest) {
	x = texts[fam ".mediane", 0] * exp(0.45 * gauss() + 0.13 * log(population[siren] / 2500))
	x = volet == 2 ? clamp(5 * x, 40000, 250000) : clamp(grouped ? 1.3 * x : x, 5000, 60000)
	total = x > 20000 ? int(x / 500) * 500 : draw() < 0.6 ? int(x / 50) * 50 : \
		int(x) + pick(100) / 100
	x = draw()
	rate = x < 0.22 ? 50 : x < 0.42 ? 70 : x < 0.54 ? 75 : x < 0.88 ? 80 : x < 0.94 ? 100 : \
		between(35, 65)
	if (volet == 2 && rate == 100)
		rate = 80
	if (odd == "greedy")
		rate = between(86, 95)
	if (i == showcase) {
		total = 75000; rate = 60
	}
	requested = rate == 100 ? total : int(total * rate / 1000) * 10
	if (odd == "overtotal")
		requested = int(total * 0.112) * 10
	split_rest(i, total - requested)
	if (odd == "gap") # the plan does not add up
		own = int(own * 0.6)
	if (odd == "nototal")
		total = 0
}
# Who pays what the State is not asked for: the applicant keeps at least a fifth where he can.
function split_rest(i, rest,  spare) {
	region_aid = dep_aid = epci_aid = union_aid = 0
	spare = rest - 0.2 * total
	if (i == showcase)
		region_aid = 15000
	else if (spare > 800 && draw() < 0.55) {
		spare = int(spare * between(4, 10) / 1000) * 100
		if (grouped && volet == 2 && draw() < 0.5)
			union_aid = spare
		else if (draw() < 0.45)
			region_aid = spare
		else if (grouped || draw() < 0.5)
			dep_aid = spare
		else
			epci_aid = spare
	}
	others = region_aid + dep_aid + epci_aid + union_aid
	own = rest - others > 0 ? rest - others : 0
}
function set_dates(  from, base) {
	from = int(submitted / 1440)
	base = clamp(from + between(40, 160), between(125, 235), 330)
	if (odd == "started")
		base = from - between(12, 70)
	start = base
	end = base + between(5, 16) * 30 + between(0, 20)
	if (odd == "elsewhere")
		end = base + 420
	word["debut"] = month_text(start); word["fin"] = month_text(end)
}
function month_text(n) { set_day(n); return months[month] " " year }

function set_state(i,  day) {
	day = int(submitted / 1440)
	state = draw() < (day > 170 ? 0.78 : day > 120 ? 0.4 : 0.14) ? "en_construction" : \
		"en_instruction"
	if (i_am_showcase)
		state = "en_instruction"
	if (i == 14 || i == 52 || i == 83)
		state = "accepte"
	if (i == 37 || i == 119)
		state = "refuse"
	if (i == 75)
		state = "sans_suite"
	opened = submitted + between(4, 25) * 1440
	if (opened > 217 * 1440)
		opened = 217 * 1440 + 600
	settled = opened + between(30, 60) * 1440
}
