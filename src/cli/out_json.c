/* SPDX-License-Identifier: EUPL-1.2 */
/* See out_json.h. */
#include "out_json.h"

void
member_str(struct json *j, const char *key, struct str s)
{
	json_key(j, key);
	json_str(j, s);
}

void
member_z(struct json *j, const char *key, const char *z)
{
	member_str(j, key, str_z(z));
}

void
member_int(struct json *j, const char *key, int64_t v)
{
	json_key(j, key);
	json_int(j, v);
}

void
member_bool(struct json *j, const char *key, bool v)
{
	json_key(j, key);
	json_bool(j, v);
}

static void
int_or_null(struct json *j, const char *key, bool is, int64_t v)
{
	json_key(j, key);
	if (is)
		json_int(j, v);
	else
		json_null(j);
}

void
member_money(struct json *j, const char *key, struct maybe_money m)
{
	int_or_null(j, key, m.is, m.m.cents);
}

void
member_points(struct json *j, const char *key, bool is, struct points p)
{
	int_or_null(j, key, is, p.milli);
}

void
member_range(struct json *j, const char *key, bool is, struct points_range r)
{
	json_key(j, key);
	if (!is) {
		json_null(j);
		return;
	}
	json_open(j, '[');
	json_int(j, r.min.milli);
	json_int(j, r.max.milli);
	json_close(j);
}

void
member_day(struct json *j, const char *key, struct day d)
{
	member_str(j, key, day_is(d) ? str_z(day_iso(d).s) : STR_NONE);
}

void
member_at(struct json *j, const char *key, struct instant t)
{
	member_str(j, key, instant_is(t) ? str_z(instant_utc(t).s) : STR_NONE);
}

void
member_marks(struct json *j, const char *key, const struct grid *g, const struct sheet *s)
{
	json_key(j, key);
	json_open(j, '{');
	for (int i = 0; i < g->item_count; i++) {
		json_key(j, g->items[i].id);
		if (s->marks[i] >= 0)
			json_int(j, s->marks[i]);
		else
			json_str(j, str_z(mark_text(s->marks[i]).s));
	}
	json_close(j);
}

void
member_decision(struct json *j, const char *key, const struct decision_view *d)
{
	json_key(j, key);
	if (!d->is) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	member_z(j, "kind", decision_rows[d->d.kind].code);
	member_money(j, "amount_cents", d->d.amount);
	member_str(j, "reason", d->d.reason);
	member_str(j, "text", d->d.text);
	member_str(j, "envelope", d->d.envelope);
	member_str(j, "agent", d->agent);
	member_at(j, "at", d->at);
	member_z(j, "origin", d->by_platform ? "platform" : "agent");
	json_close(j);
}

void
member_changes(struct json *j, const char *key, const struct change_view *c, size_t n)
{
	json_key(j, key);
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		member_str(j, "field", c[i].code);
		member_str(j, "key", c[i].key);
		member_str(j, "label", c[i].what);
		member_str(j, "old", c[i].was);
		member_str(j, "new", c[i].now);
		json_close(j);
	}
	json_close(j);
}

static void
member_uid(struct json *j, const char *key, struct uid id)
{
	member_str(j, key, uid_is(id) ? str_z(uid_hex(id).s) : STR_NONE);
}

void
json_act(struct json *j, const struct act_view *act)
{
	json_open(j, '{');
	member_uid(j, "id", act->id);
	member_str(j, "station", act->station);
	member_int(j, "seq", act->seq);
	member_at(j, "at", act->at);
	member_str(j, "agent", act->agent);
	member_str(j, "role", act->role);
	member_str(j, "origin", act->origin);
	member_str(j, "verb", act->verb);
	json_key(j, "dossier");
	if (act->dossier)
		json_int(j, act->dossier);
	else
		json_null(j);
	member_uid(j, "batch", act->batch);
	member_uid(j, "undoes", act->undoes);
	member_bool(j, "undone", act->undone);
	member_changes(j, "changes", act->changes, act->change_count);
	member_z(j, "hash", hash_hex(act->hash).s);
	json_close(j);
}
