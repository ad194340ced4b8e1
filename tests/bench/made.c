/* SPDX-License-Identifier: EUPL-1.2 */
#include "made.h"

#include <stdio.h>
#include <stdlib.h>

#include "pupitre/base/buf.h"

struct place {
	struct str siren, kind, code, name, department, population;
};

struct made_places {
	struct place *items;
	size_t count;
};

static const char *const projects[] = { "Portail famille", "Cimetière numérique",
	"Relation citoyen", "Gestion des salles", "Carte interactive", "Paiement en ligne",
	"Archivage électronique", "Signature électronique", "Sécurité des postes",
	"Réseau des mairies", "Inscription scolaire", "Guichet unique", "Donnée ouverte",
	"Éclairage connecté", "Suivi des consommations", "Dématérialisation des actes",
	"Prise de rendez-vous", "Bibliothèque en réseau", "Gestion du courrier",
	"Formation des agents" };
static const char *const categories[] = { "Relation à l'usager", "Dématérialisation interne",
	"Cybersécurité", "Données", "Équipement", "Formation" };
static const char *const words[] = { "commune", "service", "habitants", "agents", "démarche",
	"accueil", "numérique", "données", "partage", "sécurité", "logiciel", "hébergement",
	"formation", "déploiement", "territoire", "mutualisation", "élus", "familles",
	"associations", "mairie", "délais", "suivi", "qualité", "outil", "réseau", "usagers",
	"budget", "calendrier", "prestataire", "marché", "ouverture", "simplification",
	"transition", "inclusion" };
static const enum state states[] = { STATE_RECEIVED, STATE_RECEIVED, STATE_ADMISSIBLE,
	STATE_ADMISSIBLE, STATE_INSTRUCTION, STATE_INSTRUCTION, STATE_INSTRUCTION, STATE_MARKED,
	STATE_MARKED, STATE_AWARDED, STATE_AWARDED, STATE_REFUSED };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
enum { DAYS = 1300, WORDS = 40, SCHOOL_IN_1000 = 355 };

/* splitmix64 */
static uint64_t
draw(uint64_t *seed)
{
	uint64_t z = (*seed += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static size_t
draw_below(uint64_t *seed, size_t n)
{
	return (size_t)(draw(seed) % n);
}

static bool
read_place(struct str line, struct place *out)
{
	struct str region;

	return line.len && *line.ptr != '#' && str_cut(&line, '\t', &out->siren) &&
	       str_cut(&line, '\t', &out->kind) && str_cut(&line, '\t', &out->code) &&
	       str_cut(&line, '\t', &out->name) && str_cut(&line, '\t', &out->department) &&
	       str_cut(&line, '\t', &region) && (str_cut(&line, '\t', &out->population), true);
}

struct made_places *
made_places_load(struct arena *a, const char *path)
{
	struct made_places *p = ARENA_NEW(a, struct made_places);
	FILE *in = fopen(path, "r");
	size_t cap = 0, room = 0;
	char *line = NULL;
	ssize_t len;

	if (!in)
		return NULL;
	while ((len = getline(&line, &room, in)) > 0) {
		struct place place;

		if (read_place(arena_str(a, (struct str){ line, (size_t)len - 1 }), &place))
			ARENA_PUSH(a, p->items, p->count, cap, place);
	}
	free(line);
	fclose(in);
	return p->count ? p : NULL;
}

static struct str
describe(struct arena *a, uint64_t *seed, const struct place *place, bool rare)
{
	struct buf b = { 0 };
	struct str text;

	buf_addf(&b, "Pour %.*s, le projet améliore", STR_ARG(place->name));
	for (int i = 0; i < WORDS; i++)
		buf_addf(&b, "%s %s", i % 9 == 8 ? "," : "", words[draw_below(seed, COUNT(words))]);
	if (draw_below(seed, 1000) < SCHOOL_IN_1000)
		buf_addz(&b, " et l'école");
	if (rare)
		buf_addz(&b, " avec un " MADE_RARE);
	buf_addc(&b, '.');
	text = arena_str(a, buf_str(&b));
	buf_done(&b);
	return text;
}

void
made_dossier(
	const struct made_places *places, int64_t i, int64_t n, struct arena *a, struct made *out)
{
	uint64_t seed = UINT64_C(0x70757069747265) + (uint64_t)i * 7919;
	const struct place *place = &places->items[draw_below(&seed, places->count)];
	const char *project = projects[draw_below(&seed, COUNT(projects))];
	int64_t every = n / MADE_RARE_COUNT ? n / MADE_RARE_COUNT : 1;
	struct made m = { .number = MADE_FIRST + i };

	m.title = str_z(arena_printf(a, "%s de %.*s", project, STR_ARG(place->name)));
	m.applicant = place->name;
	m.kind = place->kind;
	m.siret = str_z(arena_printf(a, "%.*s00012", STR_ARG(place->siren)));
	m.department = place->department;
	m.insee = place->code;
	m.category = str_z(categories[draw_below(&seed, COUNT(categories))]);
	if (!str_int(place->population, &m.population))
		m.population = -1;
	m.requested_cents = (int64_t)(1000 + draw_below(&seed, 60000)) * 100;
	m.total_cents = m.requested_cents * 10 / 8;
	m.submitted = (struct day){ day_of(2018, 1, 2).n + (int32_t)(i * DAYS / n) };
	m.state = states[draw_below(&seed, COUNT(states))];
	m.points_milli =
		m.state >= STATE_MARKED ? (int)draw_below(&seed, 100001) : MADE_POINTS_NONE;
	m.description = describe(a, &seed, place, i % every == every / 2);
	*out = m;
}
