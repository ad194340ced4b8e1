/* SPDX-License-Identifier: EUPL-1.2 */
/* Loaders of the files of config/; each leaves *out untouched when it refuses. */
#ifndef PUPITRE_CONFIG_LOAD_H
#define PUPITRE_CONFIG_LOAD_H

#include "pupitre/config/settings.h"

/* One line per list of keys: the array and its length, as read_map wants them. */
#define ALLOWED(...)                                                                               \
	((const char *const[]){ __VA_ARGS__ }),                                                    \
		sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *)

MUST_CHECK enum status settings_parse(
	const char *name, struct str yaml, struct arena *a, struct settings *out, struct err *err);
MUST_CHECK enum status mapping_parse(
	const char *name, struct str yaml, struct arena *a, struct mapping *out, struct err *err);
MUST_CHECK enum status motives_parse(
	const char *name, struct str yaml, struct arena *a, struct motives *out, struct err *err);

#endif
