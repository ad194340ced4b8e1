# SPDX-License-Identifier: EUPL-1.2
# The words of generate.awk: names and articles, invented persons, and the filling of the texts.

function capital(s) { return toupper(substr(s, 1, 1)) substr(s, 2) }
function of_name(s) {
	if (s ~ /^Le /)
		return "du " substr(s, 4)
	if (s ~ /^Les /)
		return "des " substr(s, 5)
	return (s ~ /^([AEIOUY]|É|È|Œ|Î)/ ? "d'" : "de ") s
}
function long_name(s,  t) {
	t = name[s]
	if (kind[s] == "commune")
		return "la commune " of_name(t)
	if (t ~ /^CA Agglo /)
		return "l'" substr(t, 4)
	if (t ~ /^CC /)
		return "la communauté de communes " substr(t, 4)
	if (t ~ /^CA /)
		return "la communauté d'agglomération " substr(t, 4)
	return t
}
function of_long(s) { return s ~ /^[AEIOU]/ ? "d'" s : "de " s }
function grouped_digits(n,  s, r) {
	s = sprintf("%.0f", n)
	while (length(s) > 3) {
		r = "\302\240" substr(s, length(s) - 2) r # a no-break space
		s = substr(s, 1, length(s) - 3)
	}
	return s r
}
function person(who,  list, n, family_name) {
	woman[who] = draw() < 0.55
	n = split(people[woman[who] ? "f" : "m"], list, " ")
	first[who] = list[1 + pick(n)]
	n = split(people["n"], list, " ")
	family_name = list[1 + pick(n)]
	last[who] = family_name == "Da" || family_name == "Silva" ? "Da Silva" : family_name
	return (woman[who] ? "Mme " : "M. ") first[who] " " last[who]
}
function set_words(  chef, elu, job, place_of) {
	place_of = grouped ? siren : parent[siren]
	word["coll"] = kind[siren] == "commune" ? "la commune" : \
		kind[siren] == "cc" ? "la communauté de communes" : \
		kind[siren] == "ca" ? "la communauté d'agglomération" : "la métropole"
	word["Coll"] = capital(word["coll"])
	word["qui"] = long_name(siren)
	word["Qui"] = capital(word["qui"]); word["dqui"] = of_long(word["qui"])
	word["epci"] = long_name(place_of); word["depci"] = of_long(word["epci"])
	word["nbcom"] = members[place_of] + 0
	word["pop"] = grouped_digits(population[siren])
	agents = grouped ? clamp(int(population[siren] * 0.0045), 14, 900) : \
		clamp(int(population[siren] * 0.0115), 4, 1100)
	word["nag"] = agents
	word["dep_du"] = dep_du[region[own_dep]]
	word["elus"] = !grouped ? "conseil municipal" : \
		kind[siren] == "metropole" ? "conseil métropolitain" : "conseil communautaire"
	neighbours(place_of)
	person("maire")
	word["maire"] = grouped ? woman["maire"] ? "la présidente" : "le président" : \
		woman["maire"] ? "la maire" : "le maire"
	elu = person("elu"); job = elected_job()
	word["elu"] = elu ", " job; word["elu_p"] = elu " (" job ")"
	word["referent"] = woman["elu"] ? "l'élue référente" : "l'élu référent"
	chef = person("chef"); contact = chef; post = chief_job()
	word["chef"] = chef ", " post; word["chef_p"] = chef " (" post ")"
	word["Suite"] = human ? "La poursuite des actions" : "La maintenance"
	word["relais"] = human ? "l'animation" : "l'administration de l'outil"
	word["annuel"] = grouped_digits( \
		clamp(int(total * texts[fam ".annuel", 0] / 1000) * 10, 240, 30000))
}
function neighbours(group,  i, n, seen, s) {
	for (i = 1; i <= 3; i++) {
		for (n = 0; n < 40; n++) {
			s = member[group, pick(members[group])]
			if (s != name[siren] && !(s in seen))
				break
		}
		seen[s] = 1
		word["v" i] = s
	}
}
function elected_job(  f) {
	f = woman["elu"]
	if (grouped)
		return f ? "vice-présidente chargée du numérique" : "vice-président chargé du numérique"
	return pick(2) ? (f ? "première adjointe" : "premier adjoint") : \
		(f ? "conseillère déléguée au numérique" : "conseiller délégué au numérique")
}
function chief_job(  f) {
	f = woman["chef"]
	if (grouped)
		return pick(2) ? (f ? "chargée" : "chargé") " de mission numérique" : \
			(f ? "directrice" : "directeur") " des services à la population"
	if (population[siren] < 2000)
		return "secrétaire de mairie"
	return pick(2) ? (f ? "directrice générale des services" : "directeur général des services") : \
		"responsable des systèmes d'information"
}

# Replaces <a|b> and the {words} of a text; the same figure comes out twice within a dossier.
function fill(text,  at, to, inside, rest, branch) {
	rest = ""
	while ((at = index(text, "<"))) {
		to = index(text, ">")
		split(substr(text, at + 1, to - at - 1), branch, "|")
		text = substr(text, 1, at - 1) branch[grouped ? 2 : 1] substr(text, to + 1)
	}
	while ((at = index(text, "{"))) {
		to = index(text, "}")
		inside = substr(text, at + 1, to - at - 1)
		rest = rest substr(text, 1, at - 1) figure(inside)
		text = substr(text, to + 1)
	}
	return rest text
}
function figure(f,  op, arg, part) {
	if (f in word)
		return word[f]
	op = substr(f, 1, 2); arg = substr(f, 3)
	if (op == "y:")
		return number_of(arg)
	if (op == "c:")
		return 100 - number_of(arg)
	if (op == "d:") {
		split(arg, part, ";")
		return number_of(part[1]) - number_of(part[2])
	}
	if (op == "n:")
		return grouped_digits(number_of(arg))
	if (op == "p:") { # so many for a thousand inhabitants, at least
		split(arg, part, "/")
		return grouped_digits(two_digits(clamp(population[siren] * part[1] / 1000, part[2], 1e6)))
	}
	print "unknown word {" f "}" > "/dev/stderr"
	exit 1
}
function number_of(range,  part, ends, step) {
	if (!(range in memo)) {
		split(range, part, "/"); split(part[1], ends, "-")
		step = part[2] ? part[2] : 1
		memo[range] = ends[1] + step * pick((ends[2] - ends[1]) / step + 1)
	}
	return memo[range]
}
function two_digits(x,  unit) {
	for (unit = 1; x / unit >= 100; unit *= 10)
		;
	return int(x / unit) * unit
}
# The sentences of a section, ranks 1 to r of the family.
function section(key, r,  i, s, t) {
	for (i = 1; i <= r; i++)
		if ((t = any(fam "." key i)) != "")
			s = s (s == "" ? "" : " ") fill(t)
	return s
}
function common(key, r) { return fill(any(key r)) }
function expenses(  i, n, parts, sum, price, s) {
	n = counts[fam ".poste"]
	for (i = 0; i < n; i++) {
		split(texts[fam ".poste", i], parts, " ")
		price = i == n - 1 ? total - sum : int(total * parts[1] / 1000) * 10
		sum += price
		s = s (i ? "\n" : "") substr(texts[fam ".poste", i], length(parts[1]) + 2) \
			" : " euros(price) " € HT"
	}
	return s
}
function euros(x,  cents) {
	cents = sprintf("%.0f", (x - int(x)) * 100)
	return grouped_digits(int(x)) (cents + 0 ? sprintf(",%02d", cents) : "")
}
