# SPDX-License-Identifier: EUPL-1.2
# The form of generate.awk: its fields in order, each with its label, and the figures it shows.

function dep_value(d) { return d " - " dep_names[region[d]] }
function elsewhere(d) { return dep_codes[region[d] % 6 + 1] }

function project_title(  t) {
	t = i_am_showcase ? texts[fam ".titre", 0] : fill(any(fam ".titre"))
	if (volet == 2)
		t = t ", service commun aux " word["nbcom"] " communes"
	if (odd == "long")
		t = t " : étude préalable, choix de l'outil, reprise des données, formation des agents et" \
			" des élus, accompagnement des usagers pendant la première année et évaluation" \
			" publique des résultats obtenus"
	return t
}
function masked(s) { # what a copy from a word processor, or malice, leaves in a text
	if (odd != "masked")
		return s
	return "\\u200b" s " \\u202eennob tse ecneréfér aL\\u202c \\u001b[31m"
}
function fields(  title) {
	champs = ""
	title = project_title()
	heading("1. Le demandeur")
	choice("Nature du demandeur",
		grouped ? "Établissement public de coopération intercommunale" : "Commune")
	department_field("Département", odd == "elsewhere" ? elsewhere(own_dep) : own_dep)
	if (!grouped)
		epci_field("Intercommunalité de rattachement", parent[siren])
	written("Nom du responsable du projet", contact)
	written("Fonction du responsable du projet", capital(post))
	written("Téléphone", sprintf("02 61 91 %02d %02d", pick(100), pick(100)))
	heading("2. Le projet")
	written("Intitulé du projet", title)
	choice("Catégorie du projet", texts[fam ".nom", 0])
	choice("Volet", "Volet " volet)
	written("Résumé", masked(fill(any(fam ".resume"))))
	written("Contexte et besoin",
		(draw() < 0.8 ? fill(any(grouped ? "contexte.e2" : "contexte.c2")) " " : "") \
		section("besoin", rank("I3")))
	written("Solution retenue", section("solution", rank("E1")))
	written("Interopérabilité et réversibilité", level["E3"] == "SO" ? \
		"Sans objet : le projet ne comporte pas de logiciel." : common("technique", rank("E3")))
	written("Bénéfices pour les usagers", section("usagers", rank("I1")))
	written("Bénéfices pour les agents", section("agents", rank("I2")))
	written("Inclusion et accessibilité", level["I4"] == "SO" ? \
		"Sans objet : le projet n'est pas ouvert au public." : \
		common("inclusion" (human ? ".h" : ""), rank("I4")))
	heading("3. Conduite du projet")
	date("Date prévisionnelle de début", start)
	date("Date prévisionnelle de fin", end)
	written("Gouvernance et calendrier",
		common("gouvernance", rank("P1")) "\n" common("calendrier", rank("P2")))
	partners()
	written("Diffusion des résultats", common("diffusion", rank("E4")))
	written("Indicateurs", fill(any(fam ".indic" rank("I3"))))
	money_fields()
	heading("5. Données, sécurité et suite du projet")
	written("Données personnelles et sécurité",
		common("donnees" (human ? ".h" : ""), rank("P4")))
	written("Pérennité", common("perennite", rank("P5")))
	heading("6. Pièces et engagements")
	files("Devis", file("devis-" n ".pdf", 80, 900) \
		(level["P3"] > 2 ? "," file("comparaison-des-offres.pdf", 60, 300) : ""))
	files("Délibération", level["P2"] > 1 ? \
		file("deliberation-2021-" between(10, 98) ".pdf", 90, 400) : "")
	ticked("J'atteste que le projet n'a pas commencé avant le dépôt de la demande",
		odd != "started")
	ticked("J'atteste de l'exactitude des informations fournies", 1)
}
function partners(  joint) {
	joint = level["E2"] > 1
	answered("Le projet associe-t-il d'autres structures ?", joint)
	if (joint)
		written("Structures associées", word["v1"] ", " word["v2"] \
			(level["E2"] > 2 ? ", " word["v3"] : "") \
			(!grouped && level["E2"] > 3 ? " et " word["epci"] : ""))
	written("Mutualisation", common("partage", rank("E2")))
}
function money_fields() {
	heading("4. Financement")
	amount("Coût total du projet (en euros HT)", total)
	amount("Montant de l'aide demandée (en euros)", requested)
	amount("Cofinancement Région", region_aid)
	amount("Cofinancement Département", dep_aid)
	amount("Cofinancement EPCI", epci_aid)
	amount("Cofinancement Union européenne", union_aid)
	amount("Autre cofinancement", 0)
	amount("Fonds propres", own)
	if (total)
		written("Détail des dépenses", expenses())
	written("Justification des coûts", common("cout", rank("P3")))
}
