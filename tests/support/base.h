/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A real base in a folder of its own, for tests of app/ and above: made by base_create, filled by
 * import_files from JSON in the platform's shape. Everything fails the test at once (assert_int_equal).
 */
#ifndef PUPITRE_TESTS_SUPPORT_BASE_H
#define PUPITRE_TESTS_SUPPORT_BASE_H

#include "pupitre/app/session.h"

struct fixture {
	char dir[64]; /* mkdtemp, removed by fixture_done */
	char base[96]; /* dir/base.db */
};

/* Folder, empty base of kind "test" whose day is 2021-10-08; creator "chef" with every role. */
void fixture_init(struct fixture *f);
/* The same elsewhere: where nothing is kept, no act waits for a disk. */
void fixture_init_in(struct fixture *f, const char *folder);
void fixture_done(struct fixture *f);

/* One dossier of the JSON that fixture_import writes. */
struct fixture_dossier {
	int64_t number;
	const char *department; /* "45" */
	int64_t total, requested; /* euros; total 0: absent */
	int volet; /* 0: absent */
	const char *state; /* platform's; NULL: en_instruction */
	const char *modified; /* ISO; NULL: 2021-09-01T10:00:00+02:00 */
	const char *title; /* NULL: "Projet <number>" */
};
void fixture_import(struct fixture *f, const struct fixture_dossier *d, size_t n);
/* n dossiers 1001.. of département 45, 20 000 euros in all, 16 000 asked. */
void fixture_import_plain(struct fixture *f, size_t n);
void fixture_agent(struct fixture *f, const char *login, unsigned roles, const char *departments);
void fixture_envelope(struct fixture *f, const char *code, int64_t euros, const char *parent);
/* login NULL: "chef". The caller closes. */
struct session *fixture_session(const struct fixture *f, const char *login);
/* Marks every item by the same mark and finalises. */
void fixture_mark_all(struct session *s, int64_t number, int8_t mark);
/* No finding by the register nor by the whole check. */
void fixture_proves(const struct fixture *f);
/* Path of a file in the folder. */
void fixture_path(const struct fixture *f, const char *name, char out[128]);
void fixture_write(const struct fixture *f, const char *name, const char *text);

#endif
