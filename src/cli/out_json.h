/* SPDX-License-Identifier: EUPL-1.2 */
/* Members of JSON objects in the types of the domain; what is absent is null. */
#ifndef PUPITRE_CLI_OUT_JSON_H
#define PUPITRE_CLI_OUT_JSON_H

#include "pupitre/app/read.h"
#include "pupitre/base/json.h"

void member_str(struct json *j, const char *key, struct str s);
void member_z(struct json *j, const char *key, const char *z);
void member_int(struct json *j, const char *key, int64_t v);
void member_bool(struct json *j, const char *key, bool v);
void member_money(struct json *j, const char *key, struct maybe_money m);
void member_points(struct json *j, const char *key, bool is, struct points p);
void member_range(struct json *j, const char *key, bool is, struct points_range r);
void member_day(struct json *j, const char *key, struct day d);
void member_at(struct json *j, const char *key, struct instant t);
/* {"I1": 3, "I2": "NE"} */
void member_marks(struct json *j, const char *key, const struct grid *g, const struct sheet *s);
/* null, or {kind, amount_cents, reason, text, agent, at, platform} */
void member_decision(struct json *j, const char *key, const struct decision_view *d);
/* [{code, key, label, old, new}] */
void member_changes(struct json *j, const char *key, const struct change_view *c, size_t n);
/* One act of the register. */
void json_act(struct json *j, const struct act_view *act);

#endif
