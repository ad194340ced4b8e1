/* SPDX-License-Identifier: EUPL-1.2 */
/* Conditions of the language of lists: words, keys with their values, numbers, tri:. */
#ifndef PUPITRE_DOMAIN_QUERY_TERMS_H
#define PUPITRE_DOMAIN_QUERY_TERMS_H

#include "query_lex.h"

/* A word, a phrase, key:value, or tri:, for which *out is NULL: it orders and selects nothing. */
MUST_CHECK enum status term_parse(struct parser *p, struct query **out);
/* "4012400-4012450" comes next or, unless single, several of numbers and such ranges: they make one
 * list of exact numbers. */
bool term_is_list(const struct parser *p, bool single);
MUST_CHECK enum status term_list(struct parser *p, bool single, struct query **out);

#endif
