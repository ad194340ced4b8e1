/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The way of a mallette of COUNT dossiers, in an empty FOLDER:
 *
 *   mallette TERRITORIES FOLDER COUNT
 *
 * It is made for a device key, opened, COUNT acts are done in it and returned, then merged; the same acts are
 * done by script on a copy of the host. Output: "name-COUNT<TAB>value", times in milliseconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "made.h"
#include "pupitre/app/bundle.h"
#include "pupitre/app/import.h"
#include "pupitre/app/keys.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/merge.h"
#include "pupitre/app/tags.h"
#include "pupitre/base/env.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/json.h"

static struct err err;
static struct arena a;
static const char *folder;
static int64_t count;

#define MUST(call)                                                                                 \
	do {                                                                                       \
		if (call)                                                                          \
			die("%s", err.text);                                                       \
	} while (0)

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
tell(const char *name, double from)
{
	printf("%s-%lld\t%.3f\n", name, (long long)count, now_ms() - from);
	fflush(stdout);
}

static const char *
path(const char *name)
{
	return arena_printf(&a, "%s/%s", folder, name);
}

static void
member(struct json *j, const char *key, const char *value)
{
	json_key(j, key);
	json_str(j, str_z(value));
}

static void
champ(struct json *j, const char *id, const char *type, const char *label, struct str value)
{
	json_open(j, '{');
	member(j, "id", id);
	member(j, "champDescriptorId", id);
	member(j, "__typename", type);
	member(j, "label", label);
	json_key(j, "stringValue");
	json_str(j, value);
	json_close(j);
}

static void
dossier(struct json *j, const struct made *m)
{
	json_open(j, '{');
	member(j, "__typename", "Dossier");
	json_key(j, "number");
	json_int(j, m->number);
	member(j, "state", "en_instruction");
	member(j, "dateDerniereModification", "2021-09-01T10:00:00+02:00");
	member(j, "dateDepot", "2021-08-30T09:00:00+02:00");
	json_key(j, "champs");
	json_open(j, '[');
	champ(j, "c1", "TextChamp", "Intitulé du projet", m->title);
	champ(j, "c2", "DepartementChamp", "Département", STR("45"));
	champ(j, "c3", "TextareaChamp", "Description du projet", m->description);
	json_close(j);
	json_key(j, "annotations");
	json_open(j, '[');
	json_close(j);
	json_close(j);
}

static void
write_import(const char *territories)
{
	struct made_places *places = made_places_load(&a, territories);
	struct arena each = { 0 };
	struct buf out = { 0 };
	struct json j = { .out = &out };
	struct made m;

	if (!places)
		die("%s", territories);
	json_open(&j, '[');
	for (int64_t i = 0; i < count; i++) {
		made_dossier(places, i, count, &each, &m);
		dossier(&j, &m);
		arena_reset(&each);
	}
	json_close(&j);
	MUST(fs_write(path("import.json"), buf_str(&out), false, &err));
	buf_done(&out);
	arena_done(&each);
}

static struct session *
open_base(const char *base, const char *login)
{
	const struct session_options o = {
		.base = base, .login = login, .any_file_system = true, .origin = ORIGIN_COMMAND
	};
	struct session *s;

	MUST(session_open(&o, &s, &err));
	return s;
}

static struct session *
found_host(const char *territories)
{
	const struct session_options o = { .base = path("hote.db"),
		.login = "chef",
		.any_file_system = true,
		.origin = ORIGIN_COMMAND };
	const struct base_options b = { "Banc", "24", BASE_TEST, day_of(2021, 10, 8) };
	const struct agent_view lea = { STR("lea"), STR("Léa"), STR("45"), ROLE_DELEGATE, true };
	const char *const files[] = { path("import.json") };
	struct import_result imported;
	struct sign_key key;
	struct session *s;
	struct receipt r;
	struct hash h;

	write_import(territories);
	MUST(base_create(&o, &b, &err));
	s = open_base(o.base, "chef");
	MUST(import_files(s, files, 1, false, NULL, &a, &imported, &err));
	MUST(agent_set(s, &lea, true, &a, &r, &err));
	MUST(key_of_machine(&key, &err));
	memcpy(h.b, key.pub, sizeof(h.b));
	MUST(key_add(s, str_z(hash_hex(h).s), STR("lea"), STR_NONE, &a, &r, &err));
	MUST(key_set(s, STR("lea"), KEY_ACTIVE, &a, &r, &err));
	return s;
}

static const char *
leave(struct session *host)
{
	const struct bundle_order order = {
		.departments = STR("45"), .login = STR("lea"), .expires = DAY_NONE
	};
	const char *file = path("lea.mallette"), *base;
	struct bundle_made made;
	double from = now_ms();

	MUST(bundle_create(host, &order, file, NULL, NULL, &a, &made, &err));
	tell("make", from);
	from = now_ms();
	MUST(bundle_unpack(file, NULL, NULL, &a, &base, &err));
	tell("open", from);
	return base;
}

/* One act a dossier. */
static void
work(struct session *s)
{
	struct arena each = { 0 };
	struct receipt r;

	for (int64_t i = 0; i < count; i++) {
		MUST(tag_set(s, MADE_FIRST + i, STR("vu"), true, &each, &r, &err));
		arena_reset(&each);
	}
	arena_done(&each);
}

static void
come_back(struct session *laptop, struct session *host)
{
	struct buf bytes = { 0 };
	struct parcel_made made;
	struct merge_report r;
	double from = now_ms();

	MUST(bundle_return(laptop, STR_NONE, "-", &bytes, false, NULL, &a, &made, &err));
	tell("return", from);
	from = now_ms();
	MUST(merge_parcel(host, buf_str(&bytes), false, NULL, &a, &r, &err));
	tell("merge", from);
	if (r.applied != count)
		die("%lld acts applied", (long long)r.applied);
	buf_done(&bytes);
}

int
main(int argc, char **argv)
{
	struct session *host, *laptop, *script;
	double from;

	if (argc != 4)
		die("usage: mallette TERRITORIES FOLDER COUNT");
	folder = argv[2];
	count = strtoll(argv[3], NULL, 10);
	setenv("XDG_DATA_HOME", folder, 1);
	env_read();
	host = found_host(argv[1]);
	laptop = open_base(leave(host), "lea");
	MUST(base_backup(host, path("copie.db"), &err));
	work(laptop);
	come_back(laptop, host);
	script = open_base(path("copie.db"), "lea");
	from = now_ms();
	work(script);
	tell("script", from);
	session_close(script);
	session_close(laptop);
	session_close(host);
	arena_done(&a);
	return 0;
}
