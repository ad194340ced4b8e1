/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/parcels.h"

#include <stdlib.h>
#include <string.h>

#define STATION "00112233445566778899aabbccddeeff"

enum { ACTS = 12, CHANGES = 2 };

/* Two changes per act; a first field absent ends them. */
static const struct {
	const char *verb;
	struct {
		const char *entity, *key, *field, *was, *now;
	} changes[CHANGES];
} acts[ACTS] = {
	{ "evaluate", { { "mark", "4012345/l.bernard/I1", "value", NULL, "3" },
			      { "mark", "4012345/l.bernard/I1", "comment", NULL,
				      "gain chiffré par la régie" } } },
	{ "evaluate", { { "mark", "4012345/l.bernard/I2", "value", NULL, "NE" } } },
	{ "evaluate", { { "mark", "4012345/l.bernard/I2", "value", "NE", "4" },
			      { "mark", "4012345/l.bernard/I1", "value", "3", "2" } } },
	{ "evaluate", { { "evaluation", "4012345/l.bernard", "opinion", NULL, "favourable" },
			      { "evaluation", "4012345/l.bernard", "comment", NULL,
				      "Projet mûr.\nPortage clair." } } },
	{ "evaluate", { { "evaluation", "4012345/l.bernard", "final", NULL, "1" } } },
	{ "move", { { "instruction", "4012345", "state", "instruction", "marked" } } },
	{ "tag", { { "tag", "4012346/à revoir", "since", NULL, "1791792000000" } } },
	{ "undo", { { "tag", "4012346/à revoir", "since", "1791792000000", NULL } } },
	{ "note", { { "note", "0f0e0d0c0b0a09080706050403020100", "dossier", NULL, "4012346" },
			  { "note", "0f0e0d0c0b0a09080706050403020100", "text", NULL,
				  "Appeler la mairie" } } },
	{ "note", { { "note", "0f0e0d0c0b0a09080706050403020100", "text", "Appeler la mairie",
			  "Mairie appelée" } } },
	{ "evaluate", { { "mark", "4012347/l.bernard/E1", "value", NULL, "SO" } } },
	{ "evaluate", { { "mark", "4012347/l.bernard/E1", "value", "SO", "0" } } },
};

static struct uid
made_uid(unsigned char kind, size_t i)
{
	return (struct uid){ { kind, 0, 0xA5, [15] = (uint8_t)(i + 1) } };
}

static size_t
made_changes(size_t i, struct change out[CHANGES])
{
	size_t n = 0;

	while (n < CHANGES && acts[i].changes[n].entity) {
		struct change *c = &out[n];

		if (!entity_find(str_z(acts[i].changes[n].entity), &c->entity))
			abort();
		c->key = str_z(acts[i].changes[n].key);
		c->field = entity_field_find(c->entity, str_z(acts[i].changes[n].field));
		c->was = str_z(acts[i].changes[n].was);
		c->now = str_z(acts[i].changes[n].now);
		n++;
	}
	return n;
}

void
sample_hash(struct parcel_act *p)
{
	p->act.hash = act_hash(&p->act);
}

static struct parcel_act
made_act(struct arena *a, size_t i, const struct act *before)
{
	struct uid_source salts = { .seed = 1000 + i };
	struct change changes[CHANGES];
	size_t n = made_changes(i, changes);
	struct parcel_act p = { .act = {
					.id = made_uid(1, i),
					.station = STR(STATION),
					.seq = (int64_t)i + 1,
					.at = { 1791792000000 + (int64_t)i * 60000 },
					.agent = STR("l.bernard"),
					.role = STR("delegate"),
					.origin = STR("bundle"),
					.verb = str_z(acts[i].verb),
					.dossier = 4012345,
					.batch = made_uid(1, i),
				} };

	p.act.payload = act_payload_encode(a, changes, n, &p.texts, &p.text_count, &salts);
	if (str_eqz(p.act.verb, "undo"))
		p.act.undoes = made_uid(1, i - 1);
	p.act.has_prev = before != NULL;
	if (before)
		p.act.prev = before->hash;
	sample_hash(&p);
	return p;
}

struct parcel
sample_return(struct arena *a)
{
	struct parcel p = { .schema = 2,
		.base = made_uid(2, 0),
		.bundle = made_uid(3, 0),
		.sender = STR(STATION),
		.label = STR("l.bernard"),
		.made_at = { 1791800000000 },
		.acts = ARENA_ARRAY(a, struct parcel_act, ACTS),
		.act_count = ACTS };

	for (size_t i = 0; i < ACTS; i++)
		p.acts[i] = made_act(a, i, i ? &p.acts[i - 1].act : NULL);
	return p;
}

struct parcel
sample_sending(struct arena *a)
{
	static const char *const yaml[] = { "version: 2026-1\n",
		"version: 2026-2\ncriteria: []\n" };
	struct parcel p = sample_return(a);

	p.bundle = (struct uid){ { 0 } };
	p.label = STR("Préfecture du Loiret");
	p.grid_count = 2;
	p.grids = ARENA_ARRAY(a, struct parcel_grid, p.grid_count);
	for (size_t i = 0; i < p.grid_count; i++)
		p.grids[i] = (struct parcel_grid){ hash_sha256(str_z(yaml[i])), str_z(yaml[i]) };
	p.dossier_count = 3;
	p.dossiers = ARENA_ARRAY(a, struct parcel_dossier, p.dossier_count);
	for (size_t i = 0; i < p.dossier_count; i++)
		p.dossiers[i] = (struct parcel_dossier){ i == 2 ? -7 : 4012345 + (int64_t)i,
			hash_of(str_z(yaml[i % 2])), 17 + (int64_t)i, STR("contenu compressé") };
	return p;
}

struct mallette
sample_mallette(struct arena *a, const struct sign_key *device)
{
	struct mallette m = { .face = {
				      .base = made_uid(2, 0),
				      .bundle = made_uid(3, 0),
				      .host = STR(STATION),
				      .campaign = STR("Axe 3, 2026, Centre-Val de Loire"),
				      .agent = STR("l.bernard"),
				      .agent_name = STR("Léa Bernard"),
				      .departments = STR("45"),
				      .dossiers = 400,
				      .made_at = { 1791792000000 },
				      .expires = day_of(2026, 12, 31),
				      .program = STR("0.1.0"),
				      .schema = 2,
				      .seal = device ? MALLETTE_DEVICE : MALLETTE_PASSPHRASE,
			      } };

	if (device)
		memcpy(m.face.device, device->pub, sizeof(device->pub));
	m.sealed = arena_str(a, STR("PUPITRE-SCEAU-1\nrien que personne n'ouvre"));
	return m;
}

bool
sample_sign(const struct sign_key *k, size_t magic, char *bytes, size_t len)
{
	uint64_t length = len;

	if (len < magic + 8 + sizeof(k->pub) + 64)
		return false;
	for (size_t i = 0; i < 8; i++)
		bytes[magic + i] = (char)(length >> (56 - 8 * i));
	memcpy(bytes + magic + 8, k->pub, sizeof(k->pub));
	sign_bytes(k, (struct str){ bytes, len - 64 }, (uint8_t *)bytes + len - 64);
	return true;
}
