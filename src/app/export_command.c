/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The command that makes a file again, as a shell takes it, and the reading of one. What is read is only what we
 * write: words, in single quotes where a shell would cut them.
 */
#include "export_command.h"

#include "pupitre/exchange/book.h"

enum { WORDS_MOST = 32 };

static bool
is_word(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,:/",
			    s.ptr[i]) ||
			!s.ptr[i])
			return false;
	return s.len > 0;
}

const char *
export_word(struct arena *a, struct str word)
{
	struct buf b = { 0 };
	const char *z;

	if (is_word(word))
		return arena_z(a, word);
	buf_addc(&b, '\'');
	for (size_t i = 0; i < word.len; i++) {
		if (word.ptr[i] == '\'')
			buf_addz(&b, "'\\''");
		else
			buf_addc(&b, word.ptr[i]);
	}
	buf_addc(&b, '\'');
	z = arena_z(a, buf_str(&b));
	buf_done(&b);
	return z;
}

static const char *
with_option(struct arena *a, const char *text, const char *name, struct str value)
{
	return value.len ? arena_printf(a, "%s --%s %s", text, name, export_word(a, value)) : text;
}

const char *
export_command_text(struct arena *a, const struct export_told *t)
{
	const char *format = t->order.format ? t->order.format : "ods";
	const struct book_format_row *row = book_format_row(format);
	struct str preset = t->order.preset, query = t->order.query;
	const char *words = export_word(a, preset), *options = "";
	const char *text = with_option(a, "pupitre", "as", t->as);
	/* A word that begins by a dash would be taken for an option. */
	bool dashed = str_starts(preset, STR("-")) || str_starts(query, STR("-"));

	if (query.len)
		words = arena_printf(a, "%s %s", words, export_word(a, query));
	options = with_option(a, options, "columns", t->order.columns);
	options = with_option(a, options, "sort", t->order.sort);
	/* Whoever runs it chooses where. */
	options = arena_printf(
		a, "%s --format %s -o export%s", options, format, row ? row->extension : "");
	text = with_option(a, text, "config", t->config);
	return dashed ? arena_printf(a, "%s export%s -- %s", text, options, words)
		      : arena_printf(a, "%s export %s%s", text, words, options);
}

/* The next word of a shell; false at the end. */
static bool
next_word(struct str *rest, struct arena *a, struct str *out)
{
	struct buf b = { 0 };
	bool quoted = false;
	size_t i = 0;

	while (rest->len && *rest->ptr == ' ')
		rest->ptr++, rest->len--;
	if (!rest->len)
		return false;
	for (; i < rest->len && (quoted || rest->ptr[i] != ' '); i++) {
		if (rest->ptr[i] == '\'')
			quoted = !quoted;
		else if (!quoted && rest->ptr[i] == '\\' && i + 1 < rest->len)
			buf_addc(&b, rest->ptr[++i]);
		else
			buf_addc(&b, rest->ptr[i]);
	}
	*out = arena_str(a, b.len ? buf_str(&b) : STR(""));
	buf_done(&b);
	*rest = (struct str){ rest->ptr + i, rest->len - i };
	return true;
}

static struct str *
option_of(struct export_told *t, struct str word, struct str *format, struct str *file)
{
	const struct {
		const char *name;
		struct str *to;
	} options[] = { { "--as", &t->as }, { "--config", &t->config },
		{ "--columns", &t->order.columns }, { "--sort", &t->order.sort },
		{ "--format", format }, { "-o", file } };

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (str_eqz(word, options[i].name))
			return options[i].to;
	return NULL;
}

bool
export_command_read(const char *text, struct arena *a, struct export_told *out)
{
	struct str words[WORDS_MOST], rest = str_z(text), word, format = STR_NONE, file = STR_NONE;
	struct export_told t = { 0 };
	size_t n = 0;
	bool only_words = false;

	while (next_word(&rest, a, &word)) {
		struct str *to = only_words ? NULL : option_of(&t, word, &format, &file);

		if (to && !next_word(&rest, a, to))
			return false;
		if (to)
			continue;
		if (!only_words && str_eqz(word, "--"))
			only_words = true;
		else if (n < WORDS_MOST)
			words[n++] = word;
	}
	if (n < 3 || n > 4 || !str_eqz(words[0], "pupitre") || !str_eqz(words[1], "export"))
		return false;
	t.order.preset = words[2];
	t.order.query = n > 3 ? words[3] : STR_NONE;
	t.order.format = arena_z(a, format);
	*out = t;
	return strcmp(export_command_text(a, &t), text) == 0;
}
