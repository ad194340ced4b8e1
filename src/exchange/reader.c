/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/exchange/reader.h"

#include "pupitre/base/i18n.h"
#include "csv_file.h"
#include "input.h"
#include "json_file.h"

/* Formats that are known by their first bytes and not read. */
static const struct {
	struct str magic;
	const char *why;
} foreign[] = {
	{ { "PK\x03\x04", 4 },
		N_("classeur XLSX ou ODS, ou archive ZIP ; refaites l’export au format CSV") },
	{ { "\xD0\xCF\x11\xE0", 4 },
		N_("ancien classeur Excel ; enregistrez-le au format CSV en UTF-8") },
	{ { "%PDF", 4 }, N_("document PDF ; il faut l’export CSV ou une réponse JSON") },
	{ { "SQLite format 3", 15 },
		N_("base SQLite ; il faut l’export CSV ou une réponse JSON de la plateforme") },
	{ { "\xFF\xFE", 2 }, N_("texte en UTF-16 ; enregistrez-le en UTF-8") },
	{ { "\xFE\xFF", 2 }, N_("texte en UTF-16 ; enregistrez-le en UTF-8") },
};

/* Reads the first bytes through the raw chunk, before anything judges them. */
static enum status
check_foreign(struct input *in, struct str head, struct err *err)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (str_starts(head, foreign[i].magic))
			return err_set(err, ERR_INPUT, _("%s, ligne 1, colonne 1 (octet 0) : %s"),
				in->name, _(foreign[i].why));
	return OK;
}

static bool
looks_like_json(struct str head)
{
	for (size_t i = 0; i < head.len; i++) {
		char c = head.ptr[i];

		if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
			return c == '{' || c == '[';
	}
	return false;
}

static enum status
run(struct input *in, struct err *err)
{
	struct str head;
	enum status st = input_head(in, &head, err);

	if (st == OK)
		st = check_foreign(in, head, err);
	if (st != OK)
		return st;
	return looks_like_json(head) ? json_file(in, err) : csv_file(in, err);
}

enum status
reader_run(const char *path, const struct reader_sink *sink, struct err *err)
{
	struct input in;
	enum status st = input_open(&in, path, sink, err);

	if (st != OK)
		return st;
	st = run(&in, err);
	input_close(&in);
	arena_reset(sink->arena);
	return st;
}
