/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/tags.h"

#include "pupitre/base/i18n.h"
#include "pupitre/store/tags.h"
#include "tag_plan.h"

enum status
tag_resolve(
	struct session *s, struct arena *a, struct str text, struct tag_name *out, struct err *err)
{
	struct str known;
	struct tag_name tag;
	enum status st = tag_parse(a, text, &tag, err);

	if (!st)
		st = store_tag_spelling(
			s->store, tag.name, tag.personal, str_z(s->who.login), a, &known, err);
	if (st)
		return st;
	if (known.ptr)
		tag.name = known;
	*out = tag;
	return OK;
}

const char *
tag_shown(struct arena *a, const struct tag_name *tag)
{
	return arena_printf(a, "%s%.*s", tag->personal ? "~" : "", STR_ARG(tag->name));
}

enum status
plan_tag(struct session *s, struct arena *a, struct plan *p, int64_t number, struct str name,
	bool on, struct err *err)
{
	const char *key = arena_printf(a, "%lld/%.*s", (long long)number, STR_ARG(name));
	struct str was;
	enum status st = store_get(s->store, ENTITY_TAG, str_z(key), 0, a, &was, err);

	p->verb = VERB_TAG;
	p->dossier = number;
	if (st || (was.ptr != NULL) == on)
		return st;
	return plan_set(s, a, p, ENTITY_TAG, str_z(key), "since",
		on ? int_text(a, clock_now(&s->clock).ms) : STR_NONE, err);
}

static enum status
refuse_same(struct arena *a, int64_t number, const struct tag_name *tag, bool on, struct err *err)
{
	return err_set(err, ERR_INPUT,
		on ? _("le dossier %lld porte déjà l'étiquette « %s »")
		   : _("le dossier %lld ne porte pas l'étiquette « %s »"),
		(long long)number, tag_shown(a, tag));
}

static enum status
set_personal(struct session *s, int64_t number, const struct tag_name *tag, bool on,
	struct arena *a, struct err *err)
{
	bool changed;
	enum status st = session_reach(s, number, err);

	if (!st)
		st = store_personal_tag_set(
			s->store, str_z(s->who.login), number, tag->name, on, &changed, err);
	return st || changed ? st : refuse_same(a, number, tag, on, err);
}

static enum status
set_shared(struct session *s, int64_t number, const struct tag_name *tag, bool on, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct plan p = { 0 };
	enum status st = session_reach(s, number, err);

	if (!st)
		st = plan_tag(s, a, &p, number, tag->name, on, err);
	if (!st && !p.count)
		st = refuse_same(a, number, tag, on, err);
	return st ? st : work_record(s, a, &p, 1, out, err);
}

enum status
tag_set(struct session *s, int64_t number, struct str text, bool on, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct receipt r = { 0 };
	struct tag_name tag;
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = tag_resolve(s, a, text, &tag, err);
	if (!st)
		st = tag.personal ? set_personal(s, number, &tag, on, a, err)
				  : set_shared(s, number, &tag, on, a, &r, err);
	st = work_end(s, st, err);
	if (st)
		return st;
	if (tag.personal) {
		struct numset one = { 0 };

		numset_add(&one, number);
		tag_steps_add(s, tag.name, on, &one);
	}
	r.summary = arena_printf(a,
		on ? _("dossier %lld : étiquette « %s » posée")
		   : _("dossier %lld : étiquette « %s » retirée"),
		(long long)number, tag_shown(a, &tag));
	*out = r;
	return OK;
}

static struct tag_view *
views_of(struct arena *a, const struct stored_tag *tags, size_t n)
{
	struct tag_view *list = ARENA_ARRAY(a, struct tag_view, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct tag_name name = { tags[i].name, tags[i].personal };

		list[i] = (struct tag_view){ str_z(tag_shown(a, &name)), tags[i].personal,
			tags[i].count };
	}
	return list;
}

enum status
tags_of(struct session *s, int64_t number, struct arena *a, struct tag_view **out, size_t *count,
	struct err *err)
{
	struct stored_tag *tags;
	size_t n;
	enum status st = session_reach(s, number, err);

	if (!st)
		st = store_tags_of(s->store, number, str_z(s->who.login), a, &tags, &n, err);
	if (st)
		return st;
	*out = views_of(a, tags, n);
	*count = n;
	return OK;
}

enum status
tags_all(struct session *s, struct arena *a, struct tag_view **out, size_t *count, struct err *err)
{
	struct stored_tag *tags;
	size_t n;
	enum status st = store_tags_all(
		s->store, str_z(s->who.login), str_z(s->who.departments), a, &tags, &n, err);

	if (st)
		return st;
	*out = views_of(a, tags, n);
	*count = n;
	return OK;
}
