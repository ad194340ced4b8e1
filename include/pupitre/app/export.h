/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Exports: a preset (columns, order, filter) x a format x any query of the language. What is written is exactly what the
 * preview shows; every file says where it comes from and how to make it again.
 *
 * Independence  a mark that its reader may not see on screen is in no export.
 * Provisional   until every exported dossier is decided.
 */
#ifndef PUPITRE_APP_EXPORT_H
#define PUPITRE_APP_EXPORT_H

#include "pupitre/app/session.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/money.h"

/* What a row is. */
enum export_source { SOURCE_DOSSIERS, SOURCE_MARKS, SOURCE_ENVELOPES };

struct export_preset {
	enum export_source source;
	struct str code; /* "laureats"; of a saved one: its name */
	struct str label; /* "Lauréats (publication)" */
	struct str what; /* one sentence */
	struct str query; /* of a saved one, or the preset's own: "décision:accordé" */
	struct str sort;
	struct str columns; /* codes, comma separated; "*criteria": those of the grid */
	bool is_public; /* no contacts, no marks */
	bool saved; /* made by somebody on the Export screen */
	bool shared;
	struct uid id; /* of a saved one */
};
/* recapitulatif, laureats, comite, refus, chorus, notations, enveloppes, echeances, then the saved ones that the caller sees. */
MUST_CHECK enum status export_presets(struct session *s, struct arena *a,
	struct export_preset **out, size_t *count, struct err *err);
/* By code or name; ERR_USAGE when there is none. */
MUST_CHECK enum status export_preset_find(struct session *s, struct str code, struct arena *a,
	struct export_preset *out, struct err *err);
struct export_column_view {
	const char *code, *title;
	bool is_public; /* may stand in a public preset */
};
/* Every column that a preset of a source may have, in their order; the criteria are the grid's. */
const struct export_column_view *export_columns(
	struct session *s, enum export_source source, struct arena *a, size_t *count);
/* The columns of a preset one by one: what stands for several is replaced by them. */
struct str export_columns_of(struct session *s, const struct export_preset *p, struct arena *a);
struct export_order;
/* A preset that gives what the order gives: its query and that of the preset it is made from hold together. Without
 * name; strings in the arena or borrowed. */
struct export_preset export_preset_from(
	struct arena *a, const struct export_preset *from, const struct export_order *o);
/* Saves under a name: id zero makes a new one. Private ones are the author's; shared ones are acts, as views. */
MUST_CHECK enum status export_preset_save(struct session *s, const struct export_preset *p,
	struct arena *a, struct receipt *out, struct err *err);
MUST_CHECK enum status export_preset_delete(
	struct session *s, struct uid id, struct arena *a, struct receipt *out, struct err *err);

/* Formats, in the order of the menu: "ods", "Tableur ODS (LibreOffice)". */
struct export_format_view {
	const char *code, *label;
};
const struct export_format_view *export_formats(struct arena *a, size_t *count);
/* The format that the end of a file's name asks for; NULL: none that is known. */
const char *export_format_of_path(const char *path);
/* A file named as another format's would be opened by the wrong program. An unknown format passes. */
MUST_CHECK enum status export_check_path(const char *format, const char *path, struct err *err);

/* Whether a screen may write there, an existing file being replaced: not on the base, nor on a folder. */
MUST_CHECK enum status export_check_file(struct session *s, const char *path, struct err *err);

struct export_order {
	struct str preset; /* code or name */
	struct str query; /* restricts further; absent: nothing more */
	struct str columns; /* absent: the preset's */
	struct str sort; /* absent: the preset's */
	const char *format; /* code of one of export_formats */
};
struct export_preview {
	const char **titles;
	const bool *right; /* per column: aligned right */
	struct str **rows; /* the first ones, as shown on screen */
	size_t columns, row_count;
	int64_t count; /* rows in all */
	struct money total; /* of the control column */
	const char *total_label; /* "montant accordé" */
	bool provisional;
	const char *suggested; /* file name: "recapitulatif-2021-10-08.ods" */
	const char *command; /* that makes it again */
	const char *warning; /* what the preset leaves out; NULL: nothing to tell */
};
MUST_CHECK enum status export_preview(struct session *s, const struct export_order *o, size_t max,
	struct arena *a, struct export_preview *out, struct err *err);

/* A word as a shell takes it: quoted where it would be cut. */
const char *export_word(struct arena *a, struct str word);

struct export_hooks {
	void *ctx;
	/* Every hundred rows, then as the bytes of a big workbook leave; false stops: no file is left. */
	bool (*progress)(void *ctx, const char *what, int64_t done, int64_t total);
};
struct export_done {
	int64_t rows, bytes;
	struct money total;
	bool provisional;
	const char *warning; /* as in the preview */
	struct hex_text digest; /* of the rows, whatever the format */
};
/* path: made through a temporary name, 0600, never over an existing file without replace; "-": into `stream`, called
 * with each piece. */
MUST_CHECK enum status export_write(struct session *s, const struct export_order *o,
	const char *path, bool replace,
	enum status (*stream)(void *ctx, struct str piece, struct err *err), void *ctx,
	const struct export_hooks *hooks, struct arena *a, struct export_done *out,
	struct err *err);

/* A fact of the provenance that is not what it would be. */
struct export_altered {
	const char *label, *told, *now;
	bool sure; /* false: the base may have changed since instead */
};
struct export_check {
	bool ours; /* it carries our provenance */
	bool same_rows; /* the base gives the same rows today */
	bool read_back; /* intact could be looked at: only where the rows are the same */
	bool intact; /* made again, the file is the same byte for byte */
	struct str preset, query, author, command, scope;
	/* Made on départements that are all among those of who verifies; else nothing was made again. */
	bool within_scope;
	bool own; /* its author, as it declares, is who verifies */
	bool saved_preset; /* which may have changed since */
	struct export_altered *altered;
	size_t altered_count;
	struct str control_then; /* as it was written */
	struct instant at;
	int64_t rows_then, rows_now;
	struct money total_now;
	bool head_known; /* the head of the register that it names is in this register */
	int64_t acts_since; /* after that head */
};
MUST_CHECK enum status export_verify(struct session *s, const char *path, struct arena *a,
	struct export_check *out, struct err *err);

#endif
