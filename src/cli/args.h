/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Options by table: "--name value", "--name=value", "-o value", repeated ones kept in order, "--"
 * ends them. A word that starts with one dash and is no short option is an ordinary word, since a
 * query may hold "-cimetière" and a dossier entered by hand has a negative number.
 */
#ifndef PUPITRE_CLI_ARGS_H
#define PUPITRE_CLI_ARGS_H

#include "pupitre/base/arena.h"
#include "pupitre/base/err.h"

struct option {
	const char *name; /* "base"; a row without name ends the table */
	const char *arg; /* "FICHIER"; NULL: a switch */
	const char *help; /* French */
	char brief; /* 'o' for "-o"; 0: none */
	bool many; /* may be repeated */
};

struct given {
	const struct option *option;
	const char *value; /* NULL for a switch */
};

struct args {
	const char **words;
	size_t word_count, word_cap;
	struct given *given;
	size_t given_count, given_cap;
};

/* Adds what it reads to *out, which starts zeroed. stop_at_word: leaves the first word and what
 * follows. *used: how many of argv were read. own may be NULL. ERR_USAGE says which option. */
MUST_CHECK enum status args_parse(struct arena *a, const struct option *common,
	const struct option *own, int argc, char **argv, bool stop_at_word, struct args *out,
	int *used, struct err *err);
bool args_has(const struct args *args, const char *name);
const char *args_value(const struct args *args, const char *name); /* NULL when not given */
/* Values of a repeated option in order: *at starts at 0; NULL at the end. */
const char *args_next(const struct args *args, const char *name, size_t *at);
/* Words from the first one on, joined by one space; absent when there is none. */
struct str args_join(struct arena *a, const struct args *args, size_t first);

#endif
