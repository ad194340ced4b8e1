/* SPDX-License-Identifier: EUPL-1.2 */
/* One tag put on a dossier or taken from it, from the list or from the dossier. */
#include "complete.h"
#include "pupitre/app/tags.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/tag.h"
#include "shell.h"

static bool
borne(const struct tag_view *tags, size_t n, const struct tag_name *name)
{
	for (size_t i = 0; i < n; i++) {
		struct str text = tags[i].text;

		if (tags[i].personal)
			text = (struct str){ text.ptr + 1, text.len - 1 };
		if (tags[i].personal == name->personal && tag_same(text, name->name))
			return true;
	}
	return false;
}

static enum status
toggle(struct screen *s, int64_t number, struct str text, struct arena *a, struct receipt *receipt,
	struct err *err)
{
	struct session *se = ui_session(s->ui);
	struct tag_name name;
	struct tag_view *tags;
	size_t n;
	enum status st = tag_parse(a, text, &name, err);

	if (st == OK)
		st = tags_of(se, number, a, &tags, &n, err);
	if (st == OK)
		st = tag_set(se, number, text, !borne(tags, n, &name), a, receipt, err);
	return st;
}

static enum status
set_tag(struct screen *s, int64_t number, struct str text, struct err *err)
{
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	enum status st = toggle(s, number, text, &a, &receipt, err);

	if (st == OK)
		st = ui_refresh(s, err);
	if (st == OK)
		ui_say(s->ui, STYLE_GOOD, "%s",
			receipt.summary ? receipt.summary : _("Étiquette personnelle enregistrée"));
	arena_done(&a);
	return st;
}

static enum status
tag_given(struct screen *s, struct str text, int value, struct err *err)
{
	int64_t number;

	(void)value;
	if (str_trim(text).len == 0 || !str_int(ui_about(s->ui), &number))
		return OK;
	return set_tag(s, number, str_trim(text), err);
}

enum status
ui_tag(struct screen *s, int64_t number, struct str text, struct err *err)
{
	struct arena a = { 0 };
	struct prompt ask = { .label = _("étiquette (~ : à vous seul) :"),
		.initial = STR(""),
		.on_done = tag_given,
		.propose = complete_tag,
		.proposing = PROPOSE_ALWAYS };

	if (text.ptr)
		return set_tag(s, number, text, err);
	ask.about = str_z(arena_printf(&a, "%lld", (long long)number));
	ui_prompt(s, &ask);
	arena_done(&a);
	return OK;
}
