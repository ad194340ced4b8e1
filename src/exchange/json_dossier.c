/* SPDX-License-Identifier: EUPL-1.2 */
#include "json_dossier.h"

#include "pupitre/base/i18n.h"
#include "json_value.h"
#include "text.h"

struct builder {
	const struct json_context *c;
	struct arena *arena;
	struct dossier *d;
	struct field_list fields;
	size_t attachment_cap;
	int level; /* of the last heading */
	const char *why;
};

static struct instant
instant_of(const struct json_node *root, const char *key)
{
	struct instant at;

	return instant_parse(json_text(root, key), &at) ? at : INSTANT_NONE;
}

static enum field_kind
kind_of(const struct builder *b, const struct json_node *champ, struct str id)
{
	const struct question *q = questions_find(b->c->questions, id);
	enum field_kind kind;

	if (q)
		return q->d.kind;
	if (id.len && b->c->sink->find_descriptor &&
		b->c->sink->find_descriptor(b->c->sink->ctx, b->d->demarche, id, &kind))
		return kind;
	return json_kind_of(json_text(champ, "__typename"));
}

static void
add_files(struct builder *b, const struct json_node *champ, struct str label)
{
	const struct json_node *files = json_get(champ, "files");

	for (const struct json_node *n = files ? files->child : NULL; n; n = n->next) {
		struct attachment file = { .field = label, .bytes = -1 };
		struct str size = json_text(n, "byteSizeBigInt");

		file.name = text_line(b->arena, json_text(n, "filename"));
		file.type = text_line(b->arena, json_text(n, "contentType"));
		if (!str_int(size.ptr ? size : json_text(n, "byteSize"), &file.bytes))
			file.bytes = -1;
		if (file.name.ptr)
			ARENA_PUSH(b->arena, b->d->attachments, b->d->attachment_count,
				b->attachment_cap, file);
	}
}

static void
add_field(struct builder *b, struct field f)
{
	if (!b->why && !field_list_add(&b->fields, f))
		b->why = arena_printf(
			b->arena, _("plus de %d réponses dans un seul dossier"), FIELDS_MAX);
}

static void
add_champ(struct builder *b, const struct json_node *champ, enum section section, struct str row)
{
	struct field f = { .section = section, .row = row };

	f.descriptor = text_line(b->arena, json_text(champ, "champDescriptorId"));
	if (!f.descriptor.ptr)
		f.descriptor = text_line(b->arena, json_text(champ, "id"));
	f.kind = kind_of(b, champ, f.descriptor);
	f.label = text_line(b->arena, json_text(champ, "label"));
	if (!f.label.ptr)
		f.label = str_z(_("(question sans libellé)"));
	if (f.kind == FIELD_HEADER) {
		f.value = json_heading(b->arena, champ, &b->level);
	} else if (f.kind != FIELD_EXPLANATION) {
		text_field(b->arena, &f, json_value(b->arena, f.kind, champ));
		add_files(b, champ, f.label);
	}
	add_field(b, f);
}

static void add_champs(
	struct builder *b, const struct json_node *list, enum section section, struct str row);

/* A heading one level below, then the fields of each row; nothing when there is no row. */
static void
add_repetition(struct builder *b, const struct json_node *champ, enum section section)
{
	const struct json_node *rows = json_get(champ, "rows");
	struct field heading = { .section = section, .kind = FIELD_HEADER };

	if (!rows || !rows->child)
		return;
	heading.descriptor = text_line(b->arena, json_text(champ, "champDescriptorId"));
	heading.label = text_line(b->arena, json_text(champ, "label"));
	heading.value = str_z(arena_printf(b->arena, "%d", b->level + 1));
	add_field(b, heading);
	for (const struct json_node *row = rows->child; row; row = row->next) {
		struct str id = text_line(b->arena, json_text(row, "id"));

		if (!id.ptr)
			id = str_z(arena_printf(b->arena, "row-%zu", b->fields.n));
		add_champs(b, json_get(row, "champs"), section, id);
	}
}

static void
add_champs(struct builder *b, const struct json_node *list, enum section section, struct str row)
{
	if (list && list->kind != JSON_ARRAY) {
		b->why = _("la liste des réponses n’en est pas une");
		return;
	}
	for (const struct json_node *n = list ? list->child : NULL; n && !b->why; n = n->next) {
		if (n->kind != JSON_OBJECT)
			continue;
		if (!row.ptr && json_get(n, "rows"))
			add_repetition(b, n, section);
		else
			add_champ(b, n, section, row);
	}
}

static struct str
first_of(struct arena *a, const struct json_node *node, const char *const *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str text = text_line(a, json_text(node, keys[i]));

		if (text.ptr)
			return text;
	}
	return STR_NONE;
}

static struct str
company_name(struct arena *a, const struct json_node *who)
{
	static const char *const company[] = { "raisonSociale" },
				 *const association[] = { "titre" },
				 *const trade[] = { "nomCommercial", "enseigne" };
	const struct json_node *firm = json_get(who, "entreprise");
	struct str name = first_of(a, firm, company, 1);

	if (!name.ptr)
		name = first_of(a, json_get(who, "association"), association, 1);
	if (!name.ptr)
		name = first_of(a, firm, trade, 2);
	return name.ptr ? name : text_person(a, json_text(firm, "prenom"), json_text(firm, "nom"));
}

static void
set_applicant(struct builder *b, const struct json_node *root)
{
	const struct json_node *who = json_get(root, "demandeur"),
			       *address = json_get(who, "address");
	struct applicant *out = &b->d->applicant;

	out->population = -1;
	out->siret = text_line(b->arena, json_text(who, "siret"));
	out->name = out->siret.ptr ? company_name(b->arena, who)
				   : text_person(b->arena, json_text(who, "prenom"),
					     json_text(who, "nom"));
	out->address = text_address(b->arena, json_text(address, "label"));
	out->city = text_line(b->arena, json_text(address, "cityName"));
	out->email = text_line(b->arena, json_text(json_get(root, "usager"), "email"));
	if (!out->email.ptr)
		out->email = text_line(b->arena, json_text(who, "email"));
}

static void
set_demarche(struct builder *b, const struct json_node *root)
{
	const struct json_node *demarche = json_get(root, "demarche");

	b->d->demarche = text_line(b->arena, json_text(demarche, "number"));
	b->d->demarche_title = text_line(b->arena, json_text(demarche, "title"));
	if (!b->d->demarche.ptr) {
		b->d->demarche = arena_str(b->arena, b->c->demarche);
		b->d->demarche_title = arena_str(b->arena, b->c->demarche_title);
	}
}

/* The newest of the known dates stands in for an absent dateDerniereModification. */
static void
set_dates(struct dossier *d, const struct json_node *root)
{
	const struct instant *known[] = { &d->decided_at, &d->instruction_at, &d->submitted_at };

	d->submitted_at = instant_of(root, "dateDepot");
	if (!instant_is(d->submitted_at))
		d->submitted_at = instant_of(root, "datePassageEnConstruction");
	d->instruction_at = instant_of(root, "datePassageEnInstruction");
	d->decided_at = instant_of(root, "dateTraitement");
	d->modified = instant_of(root, "dateDerniereModification");
	for (size_t i = 0; i < 3 && !instant_is(d->modified); i++)
		d->modified = *known[i];
	if (!instant_is(d->modified))
		d->modified = (struct instant){ 1 }; /* older than all, and not 0: see answered */
}

static const char *
check_head(struct arena *a, const struct json_node *root, int64_t *number, struct str *state)
{
	struct str shown = json_text(root, "state"),
		   date = json_text(root, "dateDerniereModification");
	struct instant at;

	if (root->kind != JSON_OBJECT || !json_get(root, "number"))
		return _("le numéro du dossier manque");
	if (!str_int(json_text(root, "number"), number) || *number <= 0) {
		*number = 0;
		return _("le numéro du dossier n’est pas un nombre entier positif");
	}
	*state = text_state(shown);
	if (!shown.ptr)
		return _("l’état du dossier manque");
	if (!state->ptr)
		return arena_printf(a, _("état inconnu de la plateforme : « %.*s »"),
			STR_ARG(text_line(a, shown)));
	if (date.ptr && !instant_parse(date, &at))
		return arena_printf(a, _("date de dernière modification illisible : « %.*s »"),
			STR_ARG(text_line(a, date)));
	return NULL;
}

const char *
json_dossier(const struct json_context *c, const struct json_node *root, struct dossier *out,
	int64_t *number)
{
	struct builder b = { .c = c, .arena = c->sink->arena, .d = out };

	*number = 0;
	*out = (struct dossier){ .source = SOURCE_JSON, .start = DAY_NONE, .end = DAY_NONE };
	b.fields.arena = b.arena;
	b.why = check_head(b.arena, root, number, &out->platform_state);
	if (b.why)
		return b.why;
	out->number = *number;
	set_dates(out, root);
	set_demarche(&b, root);
	set_applicant(&b, root);
	out->motivation = text_block(b.arena, json_text(root, "motivation"));
	out->group = text_line(b.arena, json_text(json_get(root, "groupeInstructeur"), "label"));
	add_champs(&b, json_get(root, "champs"), SECTION_FORM, STR_NONE);
	b.level = 0;
	add_champs(&b, json_get(root, "annotations"), SECTION_ANNOTATION, STR_NONE);
	out->fields = b.fields.items;
	out->field_count = b.fields.n;
	return b.why;
}
