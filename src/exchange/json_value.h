/* SPDX-License-Identifier: EUPL-1.2 */
/* The value of one champ in the form of struct field, before cleaning. */
#ifndef PUPITRE_EXCHANGE_JSON_VALUE_H
#define PUPITRE_EXCHANGE_JSON_VALUE_H

#include "json_stream.h"

/* STR_NONE when unanswered. What the kind's own members do not give comes from stringValue. */
struct str json_value(struct arena *a, enum field_kind kind, const struct json_node *champ);
/* Level of a heading, "1" when it says none; kept in *level for the repetitions below it. */
struct str json_heading(struct arena *a, const struct json_node *champ, int *level);

#endif
