/* SPDX-License-Identifier: EUPL-1.2 */
/* What both readers do with the text of outsiders: clean it, number the fields, name the states. */
#ifndef PUPITRE_EXCHANGE_TEXT_H
#define PUPITRE_EXCHANGE_TEXT_H

#include "pupitre/domain/dossier.h"

enum { FIELDS_MAX = 4000 }; /* of one dossier: the largest forms known have some 350 */

/* One cleaned line without blanks at its ends; absent when nothing is left. */
struct str text_line(struct arena *a, struct str raw);
/* A free text, several lines; absent when nothing but blanks is left. */
struct str text_block(struct arena *a, struct str raw);
/* An address: its lines on one, joined by ", ". */
struct str text_address(struct arena *a, struct str raw);
/* Cleaned value, raw bytes where cleaning changed them, flags. */
void text_field(struct arena *a, struct field *f, struct str raw);
/* "En instruction" with any blanks, "en_instruction": the API's word; STR_NONE when unknown. */
struct str text_state(struct str text);
/* First and last name in their natural order, either may be absent. */
struct str text_person(struct arena *a, struct str first, struct str last);

struct field_list {
	struct arena *arena;
	struct field *items;
	size_t n, cap;
};
/* Sets the occurrence of its label in its section. false beyond FIELDS_MAX. */
bool field_list_add(struct field_list *list, struct field f);

#endif
