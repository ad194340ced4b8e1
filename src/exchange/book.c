/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of formats, and the plug-in that has the office ones: looked for beside the program, then where
 * make install puts it. It stays loaded: a process exports a few times at most. */
#include "pupitre/exchange/book.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <strings.h>
#include <unistd.h>

#include "book_formats.h"
#include "pupitre/base/i18n.h"

const struct book_format_row book_format_rows[] = {
	{ "ods", N_("Tableur ODS (LibreOffice)"), ".ods", false },
	{ "xlsx", N_("Tableur XLSX (Excel)"), ".xlsx", false },
	{ "csv", N_("CSV de bureau"), ".csv", false },
	{ "csv-machine", N_("CSV pour un programme"), ".csv", false },
	{ "json", N_("JSON"), ".json", false },
	{ "scdl", N_("SCDL, données ouvertes"), ".csv", false },
	{ "pdf", N_("PDF, à imprimer"), ".pdf", false },
	{ "note", N_("Note de synthèse, deux pages (PDF)"), ".pdf", true },
	{ "svg", N_("Images de la note (SVG)"), ".svg", true },
	{ "png", N_("Images de la note (PNG)"), ".png", true },
};
const size_t book_format_count = sizeof book_format_rows / sizeof *book_format_rows;

const struct book_format_row *
book_format_row(const char *code)
{
	for (size_t i = 0; i < book_format_count; i++)
		if (strcmp(book_format_rows[i].code, code) == 0)
			return &book_format_rows[i];
	return NULL;
}

const struct book_format_row *
book_format_of_path(const char *path)
{
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot && i < book_format_count; i++)
		if (strcasecmp(book_format_rows[i].extension, dot) == 0)
			return &book_format_rows[i];
	return NULL;
}

static const struct book_format *const own[] = { &book_csv, &book_csv_machine, &book_json,
	&book_scdl };

static void *
open_beside(const char *folder, int len, const char *tail)
{
	char path[PATH_MAX];

	if (snprintf(path, sizeof path, "%.*s%s", len, folder, tail) >= (int)sizeof path)
		return NULL;
	return access(path, R_OK) == 0 ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
}

static const struct book_plugin *
plugin(void)
{
	static const char *const places[] = { "pupitre-office.so",
		"../lib/pupitre/pupitre-office.so", "../../pupitre-office.so" };
	static const struct book_plugin *loaded;
	char exe[PATH_MAX];
	ssize_t n = loaded ? 0 : readlink("/proc/self/exe", exe, sizeof exe);
	void *handle = NULL;

	while (n > 0 && exe[n - 1] != '/')
		n--;
	for (size_t i = 0; n > 0 && !handle && i < sizeof places / sizeof *places; i++)
		handle = open_beside(exe, (int)n, places[i]);
	if (handle)
		loaded = dlsym(handle, "pupitre_office");
	return loaded;
}

static enum status
office(const struct book_plugin **out, struct err *err)
{
	*out = plugin();
	if (!*out)
		return err_set(err, ERR_SYSTEM,
			_("les formats de bureau (ODS, XLSX, PDF) sont dans pupitre-office.so, qui "
			  "manque à "
			  "côté du programme ou ne se charge pas : installez libxlsxwriter, libzip "
			  "et pango, "
			  "puis « make », ou exportez en CSV"));
	if ((*out)->version != BOOK_PLUGIN_VERSION)
		return err_set(err, ERR_SYSTEM,
			_("pupitre-office.so est d'une autre version que le programme : "
			  "réinstallez "
			  "pupitre"));
	return OK;
}

enum status
book_format_find(const char *code, const struct book_format **out, struct err *err)
{
	const struct book_plugin *p;
	enum status st;

	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		if (strcmp(own[i]->code, code) == 0) {
			*out = own[i];
			return OK;
		}
	}
	if (!book_format_row(code))
		return err_set(err, ERR_USAGE,
			_("format d'export inconnu : « %s » ; formats : ods, xlsx, csv, "
			  "csv-machine, json, "
			  "scdl, pdf, note, svg, png"),
			code);
	st = office(&p, err);
	for (size_t i = 0; !st && i < p->count; i++) {
		if (strcmp(p->formats[i]->code, code) == 0) {
			*out = p->formats[i];
			return OK;
		}
	}
	return st ? st
		  : err_set(err, ERR_SYSTEM, _("pupitre-office.so ne sait pas écrire « %s »"),
			    code);
}
