/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/base.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/envelopes.h"
#include "pupitre/app/import.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"

#define CHECK(call) check((call), &err)

static void
check(enum status st, const struct err *err)
{
	if (st)
		fail_msg("%s", err->text);
}

static struct session_options
options(const struct fixture *f, const char *login)
{
	return (struct session_options){ .base = f->base,
		.login = login ? login : "chef",
		.any_file_system = true,
		.origin = ORIGIN_COMMAND };
}

void
fixture_path(const struct fixture *f, const char *name, char out[128])
{
	snprintf(out, 128, "%s/%s", f->dir, name);
}

void
fixture_write(const struct fixture *f, const char *name, const char *text)
{
	char path[128];
	FILE *out;

	fixture_path(f, name, path);
	out = fopen(path, "w");
	assert_non_null(out);
	assert_true(fputs(text, out) >= 0);
	assert_int_equal(fclose(out), 0);
}

void
fixture_init_in(struct fixture *f, const char *folder)
{
	struct base_options b = { "Essai", "24", BASE_TEST, day_of(2021, 10, 8) };
	struct session_options o;
	struct err err;

	assert_true(hash_start());
	snprintf(f->dir, sizeof f->dir, "%s/pupitre-test-XXXXXX", folder);
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->base, sizeof f->base, "%s/base.db", f->dir);
	o = options(f, NULL);
	CHECK(base_create(&o, &b, &err));
}

void
fixture_init(struct fixture *f)
{
	fixture_init_in(f, "/tmp");
}

void
fixture_done(struct fixture *f)
{
	DIR *dir = opendir(f->dir);
	struct dirent *e;
	char path[400];

	assert_non_null(dir);
	while ((e = readdir(dir))) {
		snprintf(path, sizeof path, "%s/%s", f->dir, e->d_name);
		unlink(path);
	}
	closedir(dir);
	assert_int_equal(rmdir(f->dir), 0);
}

struct session *
fixture_session(const struct fixture *f, const char *login)
{
	struct session_options o = options(f, login);
	struct session *s = NULL;
	struct err err;

	CHECK(session_open(&o, &s, &err));
	return s;
}

static void
write_champ(FILE *out, const char *id, const char *type, const char *label, const char *value)
{
	fprintf(out,
		"{\"id\":\"%s\",\"champDescriptorId\":\"%s\",\"__typename\":\"%s\",\"label\":\"%"
		"s\","
		"\"stringValue\":\"%s\"},",
		id, id, type, label, value);
}

static void
write_number(FILE *out, const char *id, const char *label, int64_t value)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", (long long)value);
	if (value)
		write_champ(out, id, "IntegerNumberChamp", label, text);
}

static void
write_dossier(FILE *out, const struct fixture_dossier *d)
{
	char title[64];
	const char *modified = d->modified ? d->modified : "2021-09-01T10:00:00+02:00";

	snprintf(title, sizeof title, "Projet %lld", (long long)d->number);
	fprintf(out,
		"{\"__typename\":\"Dossier\",\"number\":%lld,\"state\":\"%s\","
		"\"dateDerniereModification\":\"%s\",\"dateDepot\":\"2021-08-30T09:00:00+02:00\","
		"\"demandeur\":{\"__typename\":\"PersonneMorale\",\"siret\":\"21450234000013\","
		"\"entreprise\":{\"siren\":\"214502346\",\"raisonSociale\":\"COMMUNE D'ORLEANS\"}},"
		"\"champs\":[",
		(long long)d->number, d->state ? d->state : "en_instruction", modified);
	write_champ(out, "c2", "DepartementChamp", "Département", d->department);
	write_number(out, "c3", "Coût total du projet (en euros HT)", d->total);
	write_number(out, "c4", "Montant de l'aide demandée (en euros)", d->requested);
	write_number(out, "c5", "Volet", d->volet);
	write_champ(out, "c1", "TextChamp", "Intitulé du projet", d->title ? d->title : title);
	fseek(out, -1, SEEK_CUR);
	fprintf(out, "],\"annotations\":[]}");
}

void
fixture_import(struct fixture *f, const struct fixture_dossier *d, size_t n)
{
	char path[128];
	const char *paths[] = { path };
	struct session *s = fixture_session(f, NULL);
	struct arena a = { 0 };
	struct import_result r;
	struct err err;
	FILE *out;

	fixture_path(f, "import.json", path);
	out = fopen(path, "w");
	assert_non_null(out);
	fputc('[', out);
	for (size_t i = 0; i < n; i++) {
		if (i)
			fputc(',', out);
		write_dossier(out, &d[i]);
	}
	fputc(']', out);
	assert_int_equal(fclose(out), 0);
	CHECK(import_files(s, paths, 1, false, NULL, &a, &r, &err));
	arena_done(&a);
	session_close(s);
}

void
fixture_import_plain(struct fixture *f, size_t n)
{
	struct fixture_dossier *d = calloc(n, sizeof *d);

	assert_non_null(d);
	for (size_t i = 0; i < n; i++)
		d[i] = (struct fixture_dossier){ .number = 1001 + (int64_t)i,
			.department = "45",
			.total = 20000,
			.requested = 16000 };
	fixture_import(f, d, n);
	free(d);
}

void
fixture_agent(struct fixture *f, const char *login, unsigned roles, const char *departments)
{
	struct session *s = fixture_session(f, NULL);
	struct agent_view agent = { str_z(login), str_z(login), str_z(departments), roles, true };
	struct arena a = { 0 };
	struct receipt r;
	struct err err;

	CHECK(agent_set(s, &agent, true, &a, &r, &err));
	arena_done(&a);
	session_close(s);
}

void
fixture_envelope(struct fixture *f, const char *code, int64_t euros, const char *parent)
{
	struct session *s = fixture_session(f, NULL);
	struct arena a = { 0 };
	struct receipt r;
	struct err err;

	CHECK(envelope_set(s, str_z(code), (struct money){ euros * 100 }, str_z(parent), STR_NONE,
		&a, &r, &err));
	arena_done(&a);
	session_close(s);
}

void
fixture_mark_all(struct session *s, int64_t number, int8_t mark)
{
	struct arena a = { 0 };
	struct receipt r;
	struct err err;

	for (int i = 0; i < session_grid(s)->item_count; i++)
		CHECK(mark_set(s, number, i, mark, &err));
	CHECK(mark_finalise(s, number, &a, &r, &err));
	arena_done(&a);
}

void
fixture_proves(const struct fixture *f)
{
	struct session *s = fixture_session(f, NULL);
	struct arena a = { 0 };
	struct check_report r;
	struct err err;

	CHECK(base_check(s, false, NULL, NULL, &a, &r, &err));
	if (r.chain.finding_count)
		fail_msg("register: %s", r.chain.findings[0].text);
	if (r.finding_count)
		fail_msg("check: %s", r.findings[0].text);
	arena_done(&a);
	session_close(s);
}
