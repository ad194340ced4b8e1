/* SPDX-License-Identifier: EUPL-1.2 */
#include "text.h"

#include "pupitre/base/buf.h"
#include "pupitre/base/utf8.h"

enum { LINE_MAX_POINTS = 500, BLOCK_MAX_POINTS = 65536 };

struct str
text_line(struct arena *a, struct str raw)
{
	struct str text = str_trim(utf8_clean(a, raw, CLEAN_LINE, LINE_MAX_POINTS).text);

	return text.len ? text : STR_NONE;
}

struct str
text_block(struct arena *a, struct str raw)
{
	struct str text = utf8_clean(a, raw, CLEAN_TEXT, BLOCK_MAX_POINTS).text;

	return str_trim(text).len ? text : STR_NONE;
}

struct str
text_address(struct arena *a, struct str raw)
{
	struct str rest = utf8_clean(a, raw, CLEAN_TEXT, LINE_MAX_POINTS).text, line, all;
	struct buf out = { 0 };

	while (rest.len) {
		(void)str_cut(&rest, '\n', &line);
		line = str_trim(line);
		if (line.len && out.len)
			buf_addz(&out, ", ");
		buf_adds(&out, line);
	}
	all = out.len ? text_line(a, buf_str(&out)) : STR_NONE;
	buf_done(&out);
	return all;
}

void
text_field(struct arena *a, struct field *f, struct str raw)
{
	struct cleaned clean = utf8_clean(a, raw, CLEAN_TEXT, BLOCK_MAX_POINTS);

	f->value = str_trim(clean.text).len ? clean.text : STR_NONE;
	f->flags = clean.flags;
	f->raw = clean.flags || !str_eq(raw, clean.text) ? arena_str(a, raw) : STR_NONE;
}

struct str
text_state(struct str text)
{
	static const struct {
		struct str shown, word;
	} states[] = {
		{ { "en construction", 15 }, { "en_construction", 15 } },
		{ { "en instruction", 14 }, { "en_instruction", 14 } },
		{ { "accepte", 7 }, { "accepte", 7 } },
		{ { "refuse", 6 }, { "refuse", 6 } },
		{ { "classe sans suite", 17 }, { "sans_suite", 10 } },
	};
	struct arena scratch = { 0 };
	struct str folded = str_trim(utf8_fold(&scratch, text)), found = STR_NONE;

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (str_eq(folded, states[i].shown) || str_eq(text, states[i].word))
			found = states[i].word;
	arena_done(&scratch);
	return found;
}

struct str
text_person(struct arena *a, struct str first, struct str last)
{
	if (!str_trim(first).len)
		return text_line(a, last);
	if (!str_trim(last).len)
		return text_line(a, first);
	return text_line(a, str_z(arena_printf(a, "%.*s %.*s", STR_ARG(str_trim(first)),
				    STR_ARG(str_trim(last)))));
}

bool
field_list_add(struct field_list *list, struct field f)
{
	if (list->n == FIELDS_MAX)
		return false;
	f.occurrence = 0;
	for (size_t i = 0; i < list->n; i++)
		f.occurrence += list->items[i].section == f.section &&
				str_eq(list->items[i].label, f.label);
	ARENA_PUSH(list->arena, list->items, list->n, list->cap, f);
	return true;
}
