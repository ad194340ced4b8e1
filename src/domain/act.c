/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts: tables of what can change, the payload's bytes, the hash of an act. Layout: act.h. */
#include "pupitre/domain/act.h"

#include <stdio.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"

enum { PAYLOAD_FORMAT = 1, TAG_ABSENT = 0, TAG_INLINE = 1, TAG_TEXT = 2 };
enum { CHANGE_LEAST_BYTES = 20 }; /* three empty lstr and two absent values */

#define FIELDS(f) (f), sizeof(f) / sizeof((f)[0])
#define KEYS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const struct entity_field campaign_fields[] = {
	{ "name", N_("nom"), false, false, SHOW_PLAIN },
	{ "region", N_("région"), false, false, SHOW_PLAIN },
	{ "kind", N_("nature"), false, false, SHOW_CAMPAIGN },
	{ "frozen_day", N_("jour figé"), false, false, SHOW_DAY },
	{ "grid", N_("grille"), false, false, SHOW_PLAIN },
};
static const struct entity_field agent_fields[] = {
	{ "name", N_("nom"), false, false, SHOW_PLAIN },
	{ "roles", N_("rôles"), false, false, SHOW_ROLES },
	{ "departments", N_("départements"), false, false, SHOW_PLAIN },
	{ "active", N_("actif"), false, false, SHOW_YES_NO },
};
static const struct entity_field envelope_fields[] = {
	{ "amount_cents", N_("montant"), false, false, SHOW_MONEY },
	{ "label", N_("libellé"), false, false, SHOW_PLAIN },
	{ "parent", N_("enveloppe mère"), false, false, SHOW_PLAIN },
};
static const struct entity_field grid_fields[] = {
	{ "version", N_("version"), false, false, SHOW_PLAIN },
	{ "loaded_at", N_("chargée le"), false, true, SHOW_INSTANT },
};
static const struct entity_field instruction_fields[] = {
	{ "state", N_("état"), false, false, SHOW_STATE },
	{ "eligible_cents", N_("assiette"), false, false, SHOW_MONEY },
	{ "reason", N_("motif de l'état"), false, false, SHOW_PLAIN },
};
static const struct entity_field assignment_fields[] = {
	{ "since", N_("affecté le"), false, true, SHOW_INSTANT },
};
static const struct entity_field evaluation_fields[] = {
	{ "final", N_("évaluation finale"), false, false, SHOW_YES_NO },
	{ "grid", N_("grille"), false, true, SHOW_PLAIN },
	{ "volet", N_("volet"), false, true, SHOW_PLAIN },
	{ "points_milli", N_("points"), false, true, SHOW_POINTS },
	{ "opinion", N_("avis"), false, true, SHOW_OPINION },
	{ "comment", N_("commentaire de l'avis"), true, false, SHOW_PLAIN },
	{ "finalised_at", N_("finalisée le"), false, true, SHOW_INSTANT },
	{ "version", N_("version du dossier"), false, true, SHOW_INSTANT },
};
static const struct entity_field mark_fields[] = {
	{ "value", N_("note"), false, false, SHOW_MARK },
	{ "comment", N_("commentaire"), true, false, SHOW_PLAIN },
};
static const struct entity_field decision_fields[] = {
	{ "kind", N_("décision"), false, false, SHOW_DECISION },
	{ "eligible_cents", N_("assiette retenue"), false, false, SHOW_MONEY },
	{ "amount_cents", N_("montant accordé"), false, false, SHOW_MONEY },
	{ "envelope", N_("enveloppe imputée"), false, false, SHOW_PLAIN },
	{ "reason", N_("motif"), false, false, SHOW_PLAIN },
	{ "text", N_("texte"), true, false, SHOW_PLAIN },
	{ "origin", N_("origine"), false, true, SHOW_ORIGIN },
	{ "agent", N_("décidé par"), false, true, SHOW_PLAIN },
	{ "decided_at", N_("décidé le"), false, true, SHOW_INSTANT },
};
static const struct entity_field suspension_fields[] = {
	{ "pieces", N_("pièces demandées"), true, false, SHOW_PLAIN },
	{ "received", N_("pièces reçues le"), false, false, SHOW_DAY },
};
static const struct entity_field note_fields[] = {
	{ "dossier", N_("dossier"), false, false, SHOW_PLAIN },
	{ "agent", N_("auteur"), false, false, SHOW_PLAIN },
	{ "text", N_("texte"), true, false, SHOW_PLAIN },
	{ "written_at", N_("écrite le"), false, true, SHOW_INSTANT },
};
static const struct entity_field import_fields[] = {
	{ "root", N_("empreinte des lignes"), false, false, SHOW_PLAIN },
	{ "file", N_("fichier"), false, false, SHOW_PLAIN },
	{ "digest", N_("empreinte du fichier"), false, false, SHOW_PLAIN },
	{ "created", N_("dossiers créés"), false, false, SHOW_PLAIN },
	{ "changed", N_("dossiers modifiés"), false, false, SHOW_PLAIN },
	{ "unchanged", N_("dossiers inchangés"), false, false, SHOW_PLAIN },
	{ "refused", N_("enregistrements refusés"), false, false, SHOW_PLAIN },
};
static const struct entity_field tag_fields[] = {
	{ "since", N_("posée le"), false, true, SHOW_INSTANT },
};
static const struct entity_field shared_view_fields[] = {
	{ "name", N_("nom"), false, false, SHOW_PLAIN },
	{ "query", N_("recherche"), false, false, SHOW_PLAIN },
	{ "sorts", N_("tri"), false, false, SHOW_SORTS },
	{ "columns", N_("colonnes"), false, false, SHOW_COLUMNS },
	{ "agent", N_("enregistrée par"), false, false, SHOW_PLAIN },
};

static const struct entity_field proposal_fields[] = {
	{ "kind", N_("décision proposée"), false, false, SHOW_DECISION },
	{ "eligible_cents", N_("assiette proposée"), false, false, SHOW_MONEY },
	{ "amount_cents", N_("montant proposé"), false, false, SHOW_MONEY },
	{ "envelope", N_("enveloppe proposée"), false, false, SHOW_PLAIN },
	{ "reason", N_("motif proposé"), false, false, SHOW_PLAIN },
	{ "text", N_("texte proposé"), true, false, SHOW_PLAIN },
	{ "proposed_at", N_("proposé le"), false, true, SHOW_INSTANT },
};
static const struct entity_field device_fields[] = {
	{ "owner", N_("à qui"), false, false, SHOW_PLAIN },
	{ "kind", N_("nature"), false, false, SHOW_DEVICE },
	{ "station", N_("poste"), false, false, SHOW_PLAIN },
	{ "status", N_("état de la clé"), false, false, SHOW_KEY },
	{ "since", N_("depuis le"), false, true, SHOW_INSTANT },
};
static const struct entity_field bundle_fields[] = {
	{ "agent", N_("délégué"), false, false, SHOW_PLAIN },
	{ "departments", N_("départements"), false, false, SHOW_PLAIN },
	{ "query", N_("recherche"), false, false, SHOW_PLAIN },
	{ "dossiers", N_("dossiers"), false, false, SHOW_PLAIN },
	{ "station", N_("poste"), false, false, SHOW_PLAIN },
	{ "signer", N_("clé de signature"), false, false, SHOW_PLAIN },
	{ "known", N_("registre connu"), false, false, SHOW_PLAIN },
	{ "created_at", N_("partie le"), false, true, SHOW_INSTANT },
	{ "expires_day", N_("expire le"), false, false, SHOW_DAY },
	{ "status", N_("état de la mallette"), false, false, SHOW_BUNDLE },
};
static const struct entity_field away_fields[] = {
	{ "since", N_("en tournée depuis le"), false, true, SHOW_INSTANT },
};
static const struct entity_field merge_fields[] = {
	{ "station", N_("poste"), false, false, SHOW_PLAIN },
	{ "seq", N_("rang"), false, false, SHOW_PLAIN },
	{ "known", N_("registre connu"), false, false, SHOW_PLAIN },
	{ "bundle", N_("mallette"), false, false, SHOW_PLAIN },
	{ "sender", N_("expéditeur"), false, false, SHOW_PLAIN },
	{ "label", N_("retour de"), false, false, SHOW_PLAIN },
	{ "digest", N_("empreinte du fichier"), false, false, SHOW_PLAIN },
	{ "root", N_("empreinte des issues"), false, false, SHOW_PLAIN },
	{ "applied", N_("actes appliqués"), false, false, SHOW_PLAIN },
	{ "convergent", N_("actes convergents"), false, false, SHOW_PLAIN },
	{ "questions", N_("actes en question"), false, false, SHOW_PLAIN },
	{ "received", N_("actes déjà reçus"), false, false, SHOW_PLAIN },
	{ "refused", N_("actes refusés"), false, false, SHOW_PLAIN },
};
static const struct entity_field question_fields[] = {
	{ "dossier", N_("dossier"), false, false, SHOW_PLAIN },
	{ "kind", N_("nature de la question"), false, false, SHOW_QUESTION },
	{ "status", N_("état de la question"), false, false, SHOW_ANSWER },
	{ "bundle", N_("mallette"), false, false, SHOW_PLAIN },
	{ "station", N_("poste"), false, false, SHOW_PLAIN },
	{ "act", N_("acte reçu"), false, false, SHOW_PLAIN },
	{ "agent", N_("auteur"), false, false, SHOW_PLAIN },
	{ "at", N_("écrit le"), false, false, SHOW_INSTANT },
	{ "why", N_("ce qui s'y oppose"), false, false, SHOW_PLAIN },
	{ "reason", N_("motif de la réponse"), true, false, SHOW_PLAIN },
	{ "answered_by", N_("répondue par"), false, false, SHOW_PLAIN },
	{ "answered_at", N_("répondue le"), false, false, SHOW_INSTANT },
};
static const struct entity_field question_field_fields[] = {
	{ "entity", N_("objet"), false, false, SHOW_PLAIN },
	{ "row", N_("ligne"), false, false, SHOW_PLAIN },
	{ "field", N_("champ"), false, false, SHOW_PLAIN },
	{ "base", N_("au départ"), true, false, SHOW_PLAIN },
	{ "here", N_("ici"), true, false, SHOW_PLAIN },
	{ "theirs", N_("reçu"), true, false, SHOW_PLAIN },
	{ "answer", N_("réponse"), true, false, SHOW_PLAIN },
};

const struct entity_row entity_rows[ENTITY_COUNT] = {
	[ENTITY_CAMPAIGN] = { "campaign", N_("campagne"), KEYS("id"), FIELDS(campaign_fields) },
	[ENTITY_AGENT] = { "agent", N_("agent"), KEYS("login"), FIELDS(agent_fields) },
	[ENTITY_ENVELOPE] = { "envelope", N_("enveloppe"), KEYS("code"), FIELDS(envelope_fields) },
	[ENTITY_GRID] = { "grid", N_("grille"), KEYS("hash"), FIELDS(grid_fields) },
	[ENTITY_INSTRUCTION] = { "instruction", N_("instruction"), KEYS("dossier"),
		FIELDS(instruction_fields) },
	[ENTITY_ASSIGNMENT] = { "assignment", N_("affectation"), KEYS("dossier", "agent"),
		FIELDS(assignment_fields) },
	[ENTITY_EVALUATION] = { "evaluation", N_("évaluation"), KEYS("dossier", "agent"),
		FIELDS(evaluation_fields) },
	[ENTITY_MARK] = { "mark", N_("note"), KEYS("dossier", "agent", "item"),
		FIELDS(mark_fields) },
	[ENTITY_DECISION] = { "decision", N_("décision"), KEYS("dossier"),
		FIELDS(decision_fields) },
	[ENTITY_SUSPENSION] = { "suspension", N_("demande de pièces"), KEYS("dossier", "from_day"),
		FIELDS(suspension_fields) },
	[ENTITY_NOTE] = { "note", N_("remarque"), KEYS("id"), FIELDS(note_fields) },
	[ENTITY_IMPORT] = { "import", N_("import"), KEYS("act"), FIELDS(import_fields) },
	[ENTITY_TAG] = { "tag", N_("étiquette"), KEYS("dossier", "tag"), FIELDS(tag_fields) },
	[ENTITY_SHARED_VIEW] = { "shared_view", N_("vue partagée"), KEYS("id"),
		FIELDS(shared_view_fields) },
	[ENTITY_PROPOSAL] = { "proposal", N_("proposition"), KEYS("dossier", "agent"),
		FIELDS(proposal_fields) },
	[ENTITY_DEVICE] = { "device", N_("clé"), KEYS("key"), FIELDS(device_fields) },
	[ENTITY_BUNDLE] = { "bundle", N_("mallette"), KEYS("id"), FIELDS(bundle_fields) },
	[ENTITY_AWAY] = { "away", N_("dossier en tournée"), KEYS("dossier", "bundle"),
		FIELDS(away_fields) },
	[ENTITY_MERGE] = { "merge", N_("fusion"), KEYS("act"), FIELDS(merge_fields) },
	[ENTITY_QUESTION] = { "question", N_("question"), KEYS("id"), FIELDS(question_fields) },
	[ENTITY_QUESTION_FIELD] = { "question_field", N_("champ en question"),
		KEYS("question", "position"), FIELDS(question_field_fields) },
};

const char *const origin_codes[ORIGIN_COUNT] = { "screen", "command", "import", "bundle",
	"platform" };
const char *const origin_labels[ORIGIN_COUNT] = { N_("écran"), N_("commande"), N_("import"),
	N_("mallette"), N_("plateforme") };

/* Creation, imports and grids are not undone: a newer import or grid corrects them. */
const struct verb_row verb_rows[VERB_COUNT] = {
	[VERB_INIT] = { "init", N_("création de la base"), CAN_CONFIGURE, false },
	[VERB_IMPORT] = { "import", N_("import"), CAN_IMPORT, false },
	[VERB_EVALUATE] = { "evaluate", N_("évaluation"), CAN_EVALUATE, true },
	[VERB_MOVE] = { "move", N_("changement d'état"), CAN_MOVE, true },
	[VERB_DECIDE] = { "decide", N_("décision"), CAN_DECIDE, true },
	[VERB_ASSIGN] = { "assign", N_("affectation"), CAN_ASSIGN, true },
	[VERB_ENVELOPE] = { "envelope", N_("enveloppe"), CAN_MANAGE_MONEY, true },
	[VERB_GRID] = { "grid", N_("grille"), CAN_CONFIGURE, false },
	[VERB_AGENT] = { "agent", N_("agent"), CAN_CONFIGURE, true },
	[VERB_NOTE] = { "note", N_("remarque"), CAN_EVALUATE, true },
	[VERB_CAMPAIGN] = { "campaign", N_("campagne"), CAN_CONFIGURE, true },
	[VERB_UNDO] = { "undo", N_("annulation"), CAN_READ, true },
	[VERB_TAG] = { "tag", N_("étiquette"), CAN_EVALUATE, true },
	[VERB_VIEW] = { "view", N_("vue partagée"), CAN_EVALUATE, true },
	[VERB_PROPOSE] = { "propose", N_("proposition"), CAN_PROPOSE, true },
	[VERB_DEVICE] = { "device", N_("clé"), CAN_READ, false },
	[VERB_BUNDLE] = { "bundle", N_("mallette"), CAN_BUNDLE, false },
	[VERB_DEPART] = { "depart", N_("départ en mallette"), CAN_READ, false },
	[VERB_STATION] = { "station", N_("nouveau poste"), CAN_READ, false },
	[VERB_MERGE] = { "merge", N_("fusion"), CAN_BUNDLE, false },
	[VERB_QUESTION] = { "question", N_("question"), CAN_BUNDLE, false },
	[VERB_ANSWER] = { "answer", N_("réponse à une question"), CAN_ANSWER, false },
};

struct encoder {
	struct arena *a;
	struct buf bytes;
	struct act_text *texts;
	size_t text_count, text_cap;
	struct uid_source *salts;
};

static void
encode_value(struct encoder *e, bool as_text, struct str value)
{
	struct act_text t = { .text = value };
	struct uid salt;

	if (!value.ptr) {
		buf_add_u32(&e->bytes, TAG_ABSENT);
		return;
	}
	if (!as_text) {
		buf_add_u32(&e->bytes, TAG_INLINE);
		buf_add_lstr(&e->bytes, value);
		return;
	}
	salt = uid_new(e->salts);
	t.salt = (struct str){ arena_dup(e->a, salt.b, sizeof(salt.b)), sizeof(salt.b) };
	t.hash = act_text_hash(t.salt, value);
	buf_add_u32(&e->bytes, TAG_TEXT);
	buf_add(&e->bytes, t.hash.b, sizeof(t.hash.b));
	ARENA_PUSH(e->a, e->texts, e->text_count, e->text_cap, t);
}

struct decoder {
	struct arena *a;
	struct str rest;
	bool (*find_text)(void *ctx, const struct hash *h, struct str *out);
	void *ctx;
};

static bool
decode_text(struct decoder *d, struct str *out)
{
	struct hash h;

	if (d->rest.len < sizeof(h.b))
		return false;
	memcpy(h.b, d->rest.ptr, sizeof(h.b));
	d->rest.ptr += sizeof(h.b);
	d->rest.len -= sizeof(h.b);
	if (!d->find_text || !d->find_text(d->ctx, &h, out))
		*out = STR_NONE;
	*out = arena_str(d->a, *out);
	return true;
}

static bool
decode_value(struct decoder *d, struct str *out)
{
	uint32_t tag;

	*out = STR_NONE;
	if (!cut_u32(&d->rest, &tag))
		return false;
	if (tag == TAG_TEXT)
		return decode_text(d, out);
	if (tag == TAG_INLINE) {
		if (!cut_lstr(&d->rest, out) || !out->ptr)
			return false;
		*out = arena_str(d->a, *out);
		return true;
	}
	return tag == TAG_ABSENT;
}

static bool
decode_change(struct decoder *d, struct change *c)
{
	struct str entity, field;

	if (!cut_lstr(&d->rest, &entity) || !cut_lstr(&d->rest, &c->key) ||
		!cut_lstr(&d->rest, &field))
		return false;
	if (!c->key.ptr || !entity_find(entity, &c->entity))
		return false;
	c->key = arena_str(d->a, c->key);
	c->field = entity_field_find(c->entity, field);
	return c->field >= 0 && decode_value(d, &c->was) && decode_value(d, &c->now);
}

bool
entity_is_local(enum entity e)
{
	return e == ENTITY_IMPORT || e == ENTITY_MERGE || e == ENTITY_QUESTION ||
	       e == ENTITY_QUESTION_FIELD;
}

bool
entity_find(struct str code, enum entity *out)
{
	for (int e = 0; e < ENTITY_COUNT; e++) {
		if (str_eqz(code, entity_rows[e].code)) {
			*out = (enum entity)e;
			return true;
		}
	}
	return false;
}

int
entity_field_find(enum entity e, struct str name)
{
	for (size_t i = 0; i < entity_rows[e].field_count; i++) {
		if (str_eqz(name, entity_rows[e].fields[i].name))
			return (int)i;
	}
	return -1;
}

bool
verb_find(struct str code, enum verb *out)
{
	for (int v = 0; v < VERB_COUNT; v++) {
		if (str_eqz(code, verb_rows[v].code)) {
			*out = (enum verb)v;
			return true;
		}
	}
	return false;
}

struct str
act_payload_encode(struct arena *a, const struct change *changes, size_t n, struct act_text **texts,
	size_t *text_count, struct uid_source *salts)
{
	struct encoder e = { .a = a, .salts = salts };
	struct str payload;

	buf_add_u32(&e.bytes, PAYLOAD_FORMAT);
	buf_add_u32(&e.bytes, (uint32_t)n);
	for (size_t i = 0; i < n; i++) {
		const struct entity_row *row = &entity_rows[changes[i].entity];
		const struct entity_field *f = &row->fields[changes[i].field];

		buf_add_lstr(&e.bytes, str_z(row->code));
		buf_add_lstr(&e.bytes, changes[i].key);
		buf_add_lstr(&e.bytes, str_z(f->name));
		encode_value(&e, f->text, changes[i].was);
		encode_value(&e, f->text, changes[i].now);
	}
	payload = arena_str(a, buf_str(&e.bytes));
	buf_done(&e.bytes);
	*texts = e.texts;
	*text_count = e.text_count;
	return payload;
}

bool
act_payload_decode(struct arena *a, struct str payload,
	bool (*find_text)(void *ctx, const struct hash *h, struct str *out), void *ctx,
	struct change **changes, size_t *n)
{
	struct decoder d = { a, payload, find_text, ctx };
	struct change *list;
	uint32_t format, count;

	if (!cut_u32(&d.rest, &format) || format != PAYLOAD_FORMAT || !cut_u32(&d.rest, &count))
		return false;
	if (count > d.rest.len / CHANGE_LEAST_BYTES)
		return false;
	list = ARENA_ARRAY(a, struct change, count);
	for (uint32_t i = 0; i < count; i++) {
		if (!decode_change(&d, &list[i]))
			return false;
	}
	if (d.rest.len > 0)
		return false;
	*changes = list;
	*n = count;
	return true;
}

static void
add_integer(struct buf *b, int64_t v)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%lld", (long long)v);

	buf_add_lstr(b, (struct str){ text, (size_t)len });
}

static void
add_uid(struct buf *b, const struct uid *id)
{
	buf_add_lstr(b, (struct str){ (const char *)id->b, sizeof(id->b) });
}

struct hash
act_hash(const struct act *act)
{
	struct buf b = { 0 };
	struct hash h;

	buf_addz(&b, "pupitre-act-1");
	add_uid(&b, &act->id);
	buf_add_lstr(&b, act->station);
	add_integer(&b, act->seq);
	add_integer(&b, act->at.ms);
	buf_add_lstr(&b, act->agent);
	buf_add_lstr(&b, act->role);
	buf_add_lstr(&b, act->origin);
	buf_add_lstr(&b, act->verb);
	add_integer(&b, act->dossier);
	add_uid(&b, &act->batch);
	if (uid_is(act->undoes))
		add_uid(&b, &act->undoes);
	else
		buf_add_lstr(&b, STR_NONE);
	buf_add_lstr(&b, act->payload);
	buf_add_lstr(&b, act->has_prev
				 ? (struct str){ (const char *)act->prev.b, sizeof(act->prev.b) }
				 : STR_NONE);
	h = hash_of(buf_str(&b));
	buf_done(&b);
	return h;
}

struct hash
act_text_hash(struct str salt, struct str text)
{
	struct buf b = { 0 };
	struct hash h;

	buf_add_lstr(&b, salt);
	buf_add_lstr(&b, text);
	h = hash_of(buf_str(&b));
	buf_done(&b);
	return h;
}

size_t
key_split(struct str key, struct str parts[4])
{
	size_t n = 0;
	bool more = key.ptr != NULL;

	while (more && n < 4)
		more = str_cut(&key, '/', &parts[n++]);
	return n;
}
