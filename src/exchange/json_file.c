/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file is one document, several one after the other, or an array of them. A document is
 *
 *   answer     { "data": { "dossier": D } } or { "data": { "demarche": M } } or groupeInstructeur,
 *              with "errors" beside: then the data may be partial, with nulls among the nodes
 *   dossier    D itself
 *   démarche   M itself: { number, title, activeRevision, dossiers: { nodes: [ D ] } ... }
 *
 * The first pass finds what each document is, the descriptors and the démarche (which may stand
 * after the dossiers); the second one builds the dossiers. Runs of equal documents take one entry,
 * so that memory does not grow with the number of dossiers.
 */
#include "json_file.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "json_dossier.h"
#include "text.h"

enum role { ROLE_UNKNOWN, ROLE_ANSWER, ROLE_DOSSIER, ROLE_DEMARCHE };

struct document {
	enum role role;
	struct str demarche, title;
	int64_t count; /* of consecutive equal documents */
};

struct file {
	struct input *in;
	const struct reader_sink *sink;
	struct arena arena, scratch;
	struct questions questions;
	size_t first_question; /* of the current document */
	struct document now;
	struct document *runs;
	size_t run_count, run_cap, run;
	int64_t in_run;
	int position; /* of the next descriptor */
	int64_t records, nulls, errors;
	char *error; /* the first one of the platform */
};

static bool
named(const struct json_path *p, int depth, const char *name)
{
	return depth > 0 && depth <= p->depth && strcmp(p->frames[depth - 1].name, name) == 0;
}

/* Depth of the document's own container. */
static int
document_depth(const struct json_path *p)
{
	return p->depth > 0 && p->frames[0].array ? 2 : 1;
}

static bool
is_document(const struct json_path *p)
{
	return p->depth == document_depth(p) && !p->frames[p->depth - 1].array;
}

static bool
is_element(const struct json_path *p)
{
	return p->depth > 1 && p->frames[p->depth - 2].array;
}

static bool
is_one_of(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

/* The container that begins is one node of the connection: nodes[] or edges[].node. */
static bool
is_node_of(const struct json_path *p, const char *connection)
{
	if (is_element(p) && named(p, p->depth - 1, "nodes"))
		return named(p, p->depth - 2, connection);
	return named(p, p->depth, "node") && named(p, p->depth - 2, "edges") &&
	       named(p, p->depth - 3, connection);
}

static bool
is_answered_dossier(const struct json_path *p)
{
	return named(p, p->depth, "dossier") && named(p, p->depth - 1, "data") &&
	       p->depth == document_depth(p) + 2;
}

static void
note_role(struct file *f, const char *key)
{
	static const char *const answer[] = { "data", "errors", NULL };
	static const char *const dossier[] = { "champs", "annotations", "dateDepot", "demandeur",
		"usager", "datePassageEnConstruction", NULL };
	static const char *const demarche[] = { "activeRevision", "revisions", "dossiers",
		"groupeInstructeurs", "champDescriptors", "chorusConfiguration", NULL };

	if (is_one_of(key, answer))
		f->now.role = ROLE_ANSWER;
	else if (is_one_of(key, dossier) && f->now.role != ROLE_ANSWER)
		f->now.role = ROLE_DOSSIER;
	else if (is_one_of(key, demarche) && f->now.role == ROLE_UNKNOWN)
		f->now.role = ROLE_DEMARCHE;
}

static bool
same_document(const struct document *a, const struct document *b)
{
	return a->role == b->role && str_eq(a->demarche, b->demarche) && str_eq(a->title, b->title);
}

static void
end_document(struct file *f)
{
	struct document *last = f->run_count ? &f->runs[f->run_count - 1] : NULL;

	if (f->now.role == ROLE_DOSSIER)
		f->now.demarche = f->now.title = STR_NONE;
	for (size_t i = f->first_question; i < f->questions.n; i++)
		f->questions.items[i].demarche = arena_str(&f->questions.arena, f->now.demarche);
	f->first_question = f->questions.n;
	if (last && same_document(last, &f->now)) {
		last->count++;
	} else {
		f->now.count = 1;
		f->now.demarche = arena_str(&f->arena, f->now.demarche);
		f->now.title = arena_str(&f->arena, f->now.title);
		ARENA_PUSH(&f->arena, f->runs, f->run_count, f->run_cap, f->now);
	}
	f->now = (struct document){ 0 };
	arena_reset(&f->scratch);
}

static enum json_take
scan_enter(void *ctx, const struct json_path *p)
{
	static const char *const ways[] = { "data", "demarche", "groupeInstructeur", "dossier",
		"dossiers", "nodes", "edges", "node", "activeRevision", "draftRevision", "revision",
		"revisions", "champDescriptors", "annotationDescriptors", "errors", NULL };
	struct file *f = ctx;
	const char *name = p->frames[p->depth - 1].name;
	const char *list = p->depth > 1 ? p->frames[p->depth - 2].name : "";

	if (p->depth == document_depth(p) + 1)
		note_role(f, name);
	if (p->depth <= document_depth(p))
		return JSON_WALK;
	if (!is_element(p)) {
		if (strstr(name, "Descriptors"))
			f->position = 0;
		return is_one_of(name, ways) ? JSON_WALK : JSON_SKIP;
	}
	if (strcmp(list, "champDescriptors") == 0 || strcmp(list, "annotationDescriptors") == 0)
		return JSON_BUILD;
	if (strcmp(list, "errors") == 0)
		return JSON_BUILD;
	return is_one_of(list, ways) ? JSON_WALK : JSON_SKIP;
}

static bool
in_active_revision(const struct json_path *p)
{
	for (int i = 1; i <= p->depth; i++)
		if (named(p, i, "activeRevision"))
			return true;
	return false;
}

static void
note_error(struct file *f, const struct json_node *root)
{
	struct str text;

	f->errors++;
	if (f->error)
		return;
	text = root ? text_line(&f->arena, json_text(root, "message")) : STR_NONE;
	f->error = arena_z(&f->arena, text.ptr ? text : str_z(_("erreur sans message")));
}

static enum status
scan_tree(void *ctx, const struct json_path *p, const struct json_node *root, struct err *err)
{
	struct file *f = ctx;
	bool annotation = named(p, p->depth - 1, "annotationDescriptors");

	(void)err;
	if (named(p, p->depth - 1, "errors"))
		note_error(f, root);
	else if (root)
		questions_add(&f->questions, root, annotation ? SECTION_ANNOTATION : SECTION_FORM,
			in_active_revision(p), &f->position);
	return OK;
}

/* Number and title of the démarche: of the document itself, or of data.demarche. */
static enum status
scan_scalar(void *ctx, const struct json_path *p, const struct json_node *value, struct err *err)
{
	struct file *f = ctx;
	int top = document_depth(p);
	bool facts = p->depth == top || (p->depth == top + 2 && named(p, top + 1, "data") &&
						named(p, top + 2, "demarche"));

	(void)err;
	if (p->depth == top)
		note_role(f, p->name);
	if (facts && strcmp(p->name, "number") == 0)
		f->now.demarche = text_line(&f->scratch, value->text);
	else if (facts && strcmp(p->name, "title") == 0)
		f->now.title = text_line(&f->scratch, value->text);
	return OK;
}

static void
scan_leave(void *ctx, const struct json_path *p)
{
	if (is_document(p))
		end_document(ctx);
}

static struct document *
document_now(struct file *f)
{
	static struct document none;

	return f->run < f->run_count ? &f->runs[f->run] : &none;
}

static void
next_document(struct file *f)
{
	if (f->run < f->run_count && ++f->in_run >= f->runs[f->run].count) {
		f->run++;
		f->in_run = 0;
	}
}

/* In an array of dossiers, what has nothing of a dossier is a bad record. */
static bool
is_record(const struct json_path *p, enum role role)
{
	return role == ROLE_DOSSIER || (role == ROLE_UNKNOWN && p->depth == 2);
}

static enum json_take
read_enter(void *ctx, const struct json_path *p)
{
	static const char *const ways[] = { "data", "demarche", "groupeInstructeur", "dossiers",
		"deletedDossiers", "pendingDeletedDossiers", "nodes", "edges", NULL };
	struct file *f = ctx;

	if (is_document(p))
		return is_record(p, document_now(f)->role) ? JSON_BUILD : JSON_WALK;
	if (p->depth <= document_depth(p))
		return JSON_WALK;
	if (is_node_of(p, "dossiers") || is_node_of(p, "deletedDossiers") ||
		is_node_of(p, "pendingDeletedDossiers") || is_answered_dossier(p))
		return JSON_BUILD;
	if (is_element(p))
		return named(p, p->depth - 1, "edges") ? JSON_WALK : JSON_SKIP;
	return is_one_of(p->frames[p->depth - 1].name, ways) ? JSON_WALK : JSON_SKIP;
}

static enum status
give_dossier(struct file *f, const struct json_node *root, struct err *err)
{
	const struct document *doc = document_now(f);
	struct json_context c = { f->sink, &f->questions, doc->demarche, doc->title };
	struct dossier d;
	int64_t number = 0, record = ++f->records;
	const char *why = root ? json_dossier(&c, root, &d, &number)
			       : _("dossier trop volumineux pour être lu");

	if (!why)
		return f->sink->dossier(f->sink->ctx, &d, record, err);
	f->sink->refused(f->sink->ctx, record, number, why);
	return OK;
}

static void
give_deleted(struct file *f, const struct json_node *root, bool pending)
{
	int64_t number;

	if (f->sink->deleted && root && str_int(json_text(root, "number"), &number))
		f->sink->deleted(f->sink->ctx, number,
			text_line(f->sink->arena, json_text(root, "reason")), pending);
}

static enum status
read_tree(void *ctx, const struct json_path *p, const struct json_node *root, struct err *err)
{
	struct file *f = ctx;
	enum status st = OK;

	if (is_node_of(p, "deletedDossiers") || is_node_of(p, "pendingDeletedDossiers"))
		give_deleted(f, root, is_node_of(p, "pendingDeletedDossiers"));
	else
		st = give_dossier(f, root, err);
	if (is_document(p))
		next_document(f);
	return st;
}

static bool
is_missing_dossier(const struct json_path *p, const struct json_node *value)
{
	if (value->kind != JSON_NULL)
		return false;
	if (named(p, p->depth, "nodes") && p->frames[p->depth - 1].array)
		return named(p, p->depth - 1, "dossiers");
	if (strcmp(p->name, "node") == 0)
		return named(p, p->depth - 1, "edges") && named(p, p->depth - 2, "dossiers");
	return strcmp(p->name, "dossier") == 0 && named(p, p->depth, "data") &&
	       p->depth == document_depth(p) + 1;
}

static enum status
read_scalar(void *ctx, const struct json_path *p, const struct json_node *value, struct err *err)
{
	struct file *f = ctx;

	(void)err;
	if (p->depth == 1 && p->frames[0].array) {
		f->sink->refused(f->sink->ctx, ++f->records, 0, _("ce n’est pas un dossier"));
		return OK;
	}
	if (!is_missing_dossier(p, value))
		return OK;
	f->nulls++;
	f->sink->refused(f->sink->ctx, ++f->records, 0,
		_("la plateforme n’a pas donné ce dossier (réponse partielle) ; redemandez-le"));
	return OK;
}

static void
read_leave(void *ctx, const struct json_path *p)
{
	if (is_document(p))
		next_document(ctx);
}

static enum status
scan(struct file *f, struct err *err)
{
	struct arena trees = { 0 };
	const struct json_events events = { f, &trees, scan_enter, scan_tree, scan_scalar,
		scan_leave };
	enum status st = input_rewind(f->in, 0, 2, err);

	if (st == OK)
		st = json_stream(f->in, &events, err);
	arena_done(&trees);
	return st;
}

static enum status
give_questions(struct file *f, struct err *err)
{
	for (size_t i = 0; f->sink->descriptor && i < f->questions.n; i++) {
		const struct question *q = &f->questions.items[i];
		enum status st = f->sink->descriptor(f->sink->ctx, q->demarche, &q->d, err);

		if (st != OK)
			return st;
	}
	return OK;
}

static enum status
read_dossiers(struct file *f, struct err *err)
{
	const struct json_events events = { f, f->sink->arena, read_enter, read_tree, read_scalar,
		read_leave };
	enum status st = input_rewind(f->in, 1, 2, err);

	return st == OK ? json_stream(f->in, &events, err) : st;
}

static enum status
check_something(struct file *f, struct err *err)
{
	bool empty_page = false;

	for (size_t i = 0; i < f->run_count; i++)
		empty_page |= f->runs[i].role == ROLE_ANSWER && f->runs[i].demarche.ptr;
	if (f->records || f->questions.n || (empty_page && !f->errors))
		return OK;
	if (f->errors)
		return err_set(err, ERR_INPUT,
			_("%s : la plateforme a répondu par une erreur, sans dossier : « %s »"),
			f->in->name, f->error);
	return err_set(err, ERR_INPUT,
		_("%s : ni dossier ni formulaire dans ce fichier JSON ; il faut une réponse de "
		  "l’API "
		  "(getDossier, getDemarche) ou un export"),
		f->in->name);
}

static void
give_notices(struct file *f)
{
	if (!f->sink->notice || !f->errors)
		return;
	f->sink->notice(f->sink->ctx,
		arena_printf(&f->arena,
			_("%s : réponse partielle de la plateforme (%lld erreur(s), la première : "
			  "« %s ») ; %lld dossier(s) manquant(s)"),
			f->in->name, (long long)f->errors, f->error, (long long)f->nulls));
}

enum status
json_file(struct input *in, struct err *err)
{
	struct file f = { .in = in, .sink = in->sink };
	enum status st = scan(&f, err);

	if (st == OK)
		st = give_questions(&f, err);
	if (st == OK)
		st = read_dossiers(&f, err);
	if (st == OK)
		st = check_something(&f, err);
	if (st == OK)
		give_notices(&f);
	questions_done(&f.questions);
	arena_done(&f.scratch);
	arena_done(&f.arena);
	return st;
}
