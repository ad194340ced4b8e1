/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything that config/ says, loaded once: the defaults embedded in the program, each replaced by
 * the file of the same name in the configuration folder when it is there.
 */
#ifndef PUPITRE_CONFIG_SETTINGS_H
#define PUPITRE_CONFIG_SETTINGS_H

#include "pupitre/base/arena.h"
#include "pupitre/base/err.h"
#include "pupitre/domain/deadline.h"
#include "pupitre/domain/grid.h"
#include "pupitre/domain/mapping.h"
#include "pupitre/domain/motive.h"
#include "pupitre/domain/warning.h"

/* Values of pupitre.yaml; one row each in setting_rows. */
struct settings {
	bool visa, committee;
	struct deadline_rules deadlines;
	struct warning_rules warnings;
	bool round_to_euro; /* award = eligible x rate rounded down to the euro */
	/* Of what is published; empty: not told. */
	const char *grantor, *grantor_siret, *scheme, *payment;
};

enum setting_type { SETTING_BOOL, SETTING_INT, SETTING_DAY, SETTING_TEXT };
struct setting_row {
	const char *key; /* "délais.recevabilité_mois" */
	enum setting_type type;
	size_t offset;
	int min, max;
	const char *fallback, *help;
};
extern const struct setting_row setting_rows[];
extern const size_t setting_count;

struct config {
	struct arena arena;
	struct settings settings;
	struct grid
		grid; /* of grid.yaml: what "init" loads; the base's own grid rules afterwards */
	struct mapping mapping; /* through config_mapping */
	struct motives motives; /* through config_motives */
	bool has_mapping, has_motives; /* they were read */
};

/* folder may be NULL (defaults only). ERR_INPUT with file:line:column. */
MUST_CHECK enum status config_load(const char *folder, struct config *out, struct err *err);
void config_done(struct config *c);
/* The files of a folder are read and checked by config_load; the embedded ones, which most starts do not
 * need, at the first call. */
const struct mapping *config_mapping(struct config *c);
const struct motives *config_motives(struct config *c);

/* Parses grid YAML; name is used in messages. The arena owns the result and a copy of the bytes. */
MUST_CHECK enum status grid_parse(
	const char *name, struct str yaml, struct arena *a, struct grid *out, struct err *err);
/* Reads and parses a file (at most 1 MiB). */
MUST_CHECK enum status grid_load_file(
	const char *path, struct arena *a, struct grid *out, struct err *err);
/* The embedded file of that name ("grid.yaml"); absent when unknown. For docs and tests. */
struct str config_default(const char *name);

#endif
