/* SPDX-License-Identifier: EUPL-1.2 */
/* What happens to a dossier elsewhere: it is in a mallette, a question about it is open. */
#include "dossier_text.h"

#include "pupitre/app/browse.h"
#include "pupitre/base/i18n.h"

enum status
dossier_marks_read(struct session *s, int64_t number, struct arena *a, struct dossier_context *out,
	struct err *err)
{
	const char *text = arena_printf(a, "numéro:%lld", (long long)number);
	struct list_row *rows;
	struct browse *b;
	size_t n = 0;
	int at;
	enum status status = browse_open(s, str_z(text), STR_NONE, &b, &at, err);

	if (status != OK)
		return status;
	status = browse_page(b, BROWSE_FIRST, 0, 1, a, &rows, &n, err);
	browse_close(b);
	if (status != OK)
		return status;
	out->away = n ? rows[0].away : STR_NONE;
	out->question = n && rows[0].question;
	return OK;
}

void
dossier_marks(struct page *p, const struct dossier_context *c)
{
	if (c->question)
		page_text(p, STYLE_WARNING, 0,
			str_z(_("? question ouverte : ! la montre ; la décision attend sa "
				"réponse")));
	if (c->away.len)
		page_printf(p, STYLE_WARNING, 0,
			_("en tournée (%.*s) : des actes faits hors ligne peuvent revenir"),
			STR_ARG(c->away));
}
