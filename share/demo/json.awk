# SPDX-License-Identifier: EUPL-1.2
# The JSON of generate.awk: values, fields, the applicant and the dossier as the platform writes
# them. str() and raw() give a member with a comma after it; object() takes the last comma away.

function quote(s) { # a text that already holds \u escapes keeps them
	gsub(/"/, "\\\"", s); gsub(/\n/, "\\n", s); gsub(/\r/, "\\r", s)
	return "\"" s "\""
}
function raw(key, value) { return "\"" key "\":" value "," }
function str(key, value) { return raw(key, quote(value)) }
function maybe(key, value) { return raw(key, value == "" ? "null" : quote(value)) }
function bool(key, yes) { return raw(key, yes ? "true" : "false") }
function object(members) { return "{" substr(members, 1, length(members) - 1) "}" }
function base64(s,  i, a, b, c, r, t) {
	t = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for (i = 1; i <= length(s); i += 3) {
		a = ord[substr(s, i, 1)]
		b = i + 1 > length(s) ? 0 : ord[substr(s, i + 1, 1)]
		c = i + 2 > length(s) ? 0 : ord[substr(s, i + 2, 1)]
		r = r substr(t, int(a / 4) + 1, 1) substr(t, a % 4 * 16 + int(b / 16) + 1, 1)
		r = r (i + 1 > length(s) ? "=" : substr(t, b % 16 * 4 + int(c / 64) + 1, 1))
		r = r (i + 2 > length(s) ? "=" : substr(t, c % 64 + 1, 1))
	}
	return r
}

# ---- fields: one descriptor per label, in the order of the form --------------------------------

function champ(type, label, value, more,  id) {
	if (!(label in descriptor)) {
		descriptor[label] = base64("Champ-" (91001 + descriptors++))
		form = form (form == "" ? "" : ",\n") object(str("__typename", type "Descriptor") \
			str("id", descriptor[label]) str("label", label) raw("description", "null") \
			raw("required", "false"))
	}
	id = descriptor[label]
	champs = champs (champs == "" ? "" : ",\n") object(str("id", id) str("champDescriptorId", id) \
		str("__typename", type) str("label", label) \
		raw("stringValue", value == "null" ? "null" : quote(value)) \
		str("updatedAt", paris(submitted)) raw("prefilled", "false") raw("columns", "[]") more)
}
function heading(label) { champ("HeaderSectionChamp", label, "", raw("level", 1)) }
function written(label, value) { champ("TextChamp", label, value, str("value", value)) }
function choice(label, value) { champ("DropDownListChamp", label, value, str("value", value)) }
function ticked(label, yes) {
	champ("CheckboxChamp", label, yes ? "true" : "false", bool("checked", yes))
}
function answered(label, yes) {
	champ("YesNoChamp", label, yes ? "true" : "false", bool("selected", yes))
}
function amount(label, x,  s) {
	s = x > 0 ? x == int(x) ? sprintf("%.0f", x) : sprintf("%.2f", x) : ""
	champ("DecimalNumberChamp", label, s, raw("decimalNumber", s == "" ? "null" : s))
}
function date(label, day) {
	set_day(day)
	champ("DateChamp", label, sprintf("%02d %s %d", mday, months[month], year),
		str("date", iso(day)))
}
function department_field(label, d) {
	champ("DepartementChamp", label, dep_value(d),
		raw("departement", object(str("name", dep_names[region[d]]) str("code", d))))
}
function epci_field(label, s) {
	champ("EpciChamp", label, name[s], raw("epci", object(str("name", name[s]) str("code", s))))
}
function files(label, list) {
	champ("PieceJustificativeChamp", label, "null", raw("files", "[" list "]"))
}
function file(title, least, most,  size) {
	size = between(least, most) * 1000 + pick(1000)
	return object(str("__typename", "File") str("filename", title) \
		str("contentType", "application/pdf") \
		str("checksum", base64(substr(title "0123456789abcdef", 1, 16))) str("byteSize", size) \
		str("url", "https://example.fr/" n "/" size) str("createdAt", paris(submitted)) \
		str("virusScanResult", "safe"))
}

# ---- the applicant -----------------------------------------------------------------------------

function luhn_key(digits,  i, c, sum) { # of the 13 first digits of a SIRET
	for (i = 13; i >= 1; i--) {
		c = substr(digits, i, 1)
		if (i % 2)
			c *= 2
		sum += c > 9 ? c - 9 : c
	}
	return (10 - sum % 10) % 10
}
function siret_of(s,  base, key) {
	base = s "0001"
	key = luhn_key(base)
	if (odd == "luhn")
		key = (key + 3) % 10
	return base key
}
function unknown_applicant(  list, s, i, c, sum) { # fictional, its key is right
	split("SIVOS des Trois Rivières|Syndicat scolaire de la Vallée|Syndicat des Deux Plateaux",
		list, "|")
	raison = list[1 + n % 3]
	s = "25" own_dep "9" sprintf("%03d", n % 1000)
	for (i = 1; i <= 8; i++) {
		c = substr(s, i, 1) * (i % 2 ? 1 : 2)
		sum += c > 9 ? c - 9 : c
	}
	return s ((10 - sum % 10) % 10)
}
function legal_form() {
	if (odd == "unknown")
		return "Syndicat intercommunal à vocation unique"
	if (kind[siren] == "commune")
		return "Commune et commune nouvelle"
	return kind[siren] == "cc" ? "Communauté de communes" : \
		kind[siren] == "ca" ? "Communauté d'agglomération" : "Métropole"
}
function address(  town) {
	town = grouped || odd == "unknown" ? "" : name[siren]
	return object(str("label", raison "\r\n" (grouped ? "Siège" : "Mairie") "\r\n" \
		(town == "" ? "" : town "\r\n") "FRANCE") str("type", "municipality") \
		raw("streetAddress", "null") raw("postalCode", "null") \
		maybe("cityName", town) maybe("cityCode", town == "" ? "" : code[siren]) \
		str("departmentName", dep_names[region[own_dep]]) str("departmentCode", own_dep) \
		str("regionName", "Centre-Val de Loire") str("regionCode", "24"))
}
function applicant(  s, siret) {
	s = siren
	raison = kind[s] == "commune" ? "Commune " of_name(name[s]) : name[s]
	if (odd == "unknown")
		s = unknown_applicant()
	siret = siret_of(s)
	return object(str("__typename", "PersonneMorale") str("siret", siret) bool("siegeSocial", 1) \
		str("naf", "84.11Z") str("libelleNaf", "Administration publique générale") \
		raw("address", address()) \
		raw("entreprise", object(str("siren", s) str("capitalSocial", "-1") \
			str("formeJuridique", legal_form()) str("nomCommercial", "") \
			str("raisonSociale", raison) str("siretSiegeSocial", siret) \
			str("etatAdministratif", "Actif"))) raw("association", "null"))
}

# ---- the dossier -------------------------------------------------------------------------------

function event(what, minutes, by, why) {
	return object(str("event", what) maybe("emailAgentTraitant", by) \
		str("dateTraitement", paris(minutes)) maybe("motivation", why))
}
function officer(d) {
	return (d == "45" || d == "41" ? "a.martin" : d == "37" || d == "36" ? "b.durand" : \
		"l.bernard") "@example.fr"
}
function platform_reason() {
	if (state == "refuse")
		return "Les dépenses présentées correspondent au renouvellement du matériel existant, que" \
			" l'appel à projets ne finance pas."
	if (state == "sans_suite")
		return "La collectivité a renoncé à son projet par courrier."
	return state == "accepte" ? "Le projet répond aux objectifs de l'appel à projets." : ""
}
function history(done,  s) {
	s = event("depose", submitted, "", "")
	if (state != "en_construction")
		s = s "," event("passe_en_instruction", opened, officer(own_dep), "")
	if (done)
		s = s "," event(state == "sans_suite" ? "classe_sans_suite" : state, settled,
			officer(own_dep), platform_reason())
	return "[" s "]"
}
function node_text(again,  done, modified) {
	done = state != "en_construction" && state != "en_instruction"
	seed(twin_of * 13 + 5)
	fields()
	modified = again ? 217 * 1440 + between(540, 1000) : done ? settled : \
		state == "en_instruction" ? opened : submitted
	return object(str("__typename", "Dossier") str("id", base64("Dossier-" n)) raw("number", n) \
		bool("archived", 0) bool("prefilled", 0) str("state", state) \
		str("dateDerniereModification", paris(modified)) str("dateDepot", paris(submitted)) \
		str("datePassageEnConstruction", paris(submitted)) \
		maybe("datePassageEnInstruction", state == "en_construction" ? "" : paris(opened)) \
		maybe("dateTraitement", done ? paris(settled) : "") \
		str("dateDerniereModificationChamps", paris(again ? modified : submitted)) \
		str("dateDerniereModificationAnnotations", paris(submitted)) \
		maybe("motivation", platform_reason()) \
		raw("usager", object(str("email", (grouped ? "contact." : "mairie.") n "@example.fr"))) \
		bool("deposeParUnTiers", 0) str("connectionUsager", "password") \
		raw("groupeInstructeur", object(str("id", base64("GroupeInstructeur-" (8200 + own_dep))) \
			raw("number", 8200 + own_dep) str("label", dep_value(own_dep)) \
			raw("instructeurs", "[]"))) \
		raw("demandeur", applicant()) \
		raw("demarche", object(raw("revision", object(str("id", revision))))) \
		raw("instructeurs", "[]") raw("traitements", history(done)) \
		raw("champs", "[" champs "]") raw("annotations", "[]") raw("avis", "[]") \
		raw("messages", "[]"))
}

# ---- pages: at most 100 dossiers each ----------------------------------------------------------

function write_node(b, node) {
	if (b in inside && inside[b] == 100) {
		sheet[b]++; inside[b] = 0
	}
	page[b, sheet[b] + 0] = page[b, sheet[b] + 0] (inside[b]++ ? ",\n" : "") node
}
function page_text(nodes) {
	return object(raw("data", object(raw("demarche", object(str("id", base64("Procedure-48210")) \
		raw("number", 48210) str("title", "Transformation numérique des collectivités," \
			" Centre-Val de Loire 2021 (fictif)") \
		raw("activeRevision", object(str("id", revision) \
			str("datePublication", "2021-02-22T09:00:00+01:00") \
			raw("champDescriptors", "[\n" form "]") raw("annotationDescriptors", "[]"))) \
		raw("dossiers", object(raw("pageInfo", object(bool("hasPreviousPage", 0) \
			bool("hasNextPage", 0) raw("startCursor", "null") raw("endCursor", "null"))) \
			raw("nodes", "[\n" nodes "]"))))))))
}
function close_pages(  b, k, path) {
	for (b = 1; b <= 6; b++)
		for (k = 0; k <= sheet[b]; k++) {
			path = out "/depot-" b "-" (k + 1) ".json"
			print page_text(page[b, k]) > path
			close(path)
		}
}
