/* SPDX-License-Identifier: EUPL-1.2 */
/* Writes one JSON document to a buffer. Commas and nesting are kept by the writer; text is escaped
 * and must be UTF-8 (invalid bytes become U+FFFD). Keys are ours and not escaped. */
#ifndef PUPITRE_BASE_JSON_H
#define PUPITRE_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/buf.h"

struct json {
	struct buf *out;
	int depth;
	bool filled[32]; /* the container at this depth has a member already */
	char closing[32]; /* the bracket that ends the container at this depth */
	bool after_key;
};

void json_open(struct json *j, char bracket); /* '{' or '[' */
void json_close(struct json *j);
void json_key(struct json *j, const char *key);
void json_str(struct json *j, struct str s); /* null when absent */
void json_int(struct json *j, int64_t v);
void json_bool(struct json *j, bool v);
void json_null(struct json *j);

#endif
