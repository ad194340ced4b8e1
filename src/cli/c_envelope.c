/* SPDX-License-Identifier: EUPL-1.2 */
/* envelope list, envelope set: the budget tree. */
#include "commands.h"
#include "out_json.h"
#include "table.h"

#include "pupitre/app/envelopes.h"
#include "pupitre/base/i18n.h"

enum { TREE_COLUMNS = 7 };

static void
list_json(struct buf *out, const struct envelope *list, size_t count)
{
	struct json j = { .out = out };

	json_open(&j, '[');
	for (size_t i = 0; i < count; i++) {
		const struct envelope *e = &list[i];

		json_open(&j, '{');
		member_str(&j, "code", e->code);
		member_str(&j, "label", e->label);
		member_str(&j, "parent", e->parent);
		member_int(&j, "amount_cents", e->amount.cents);
		member_int(&j, "awarded_cents", e->awarded.cents);
		member_int(&j, "delegated_cents", e->delegated.cents);
		member_int(&j, "remaining_cents", envelope_left(e).cents);
		member_int(&j, "dossiers", e->dossiers);
		json_close(&j);
	}
	json_close(&j);
	buf_addc(out, '\n');
}

static struct str
money(struct arena *a, struct money m)
{
	return arena_str(a, str_z(money_text(m).s));
}

static void
list_text(struct call *c, const struct envelope *list, size_t count)
{
	struct arena *a = &c->arena;
	struct table_column cols[TREE_COLUMNS] = {
		{ N_("Code"), 0, false },
		{ N_("Enveloppe"), 0, false },
		{ N_("Montant"), 0, true },
		{ N_("Accordé"), 0, true },
		{ "%", 0, true },
		{ N_("Reste"), 0, true },
		{ N_("Dossiers"), 0, true },
	};
	struct str *cells = ARENA_ARRAY(a, struct str, TREE_COLUMNS * count + 1);

	for (size_t i = 0; i < count; i++) {
		const struct envelope *e = &list[i];
		struct str *row = cells + i * TREE_COLUMNS;

		row[0] = str_z(arena_printf(a, "%*s%.*s", 2 * e->depth, "", STR_ARG(e->code)));
		row[1] = e->label;
		row[2] = money(a, e->amount);
		row[3] = money(a, e->awarded);
		row[4] = str_z(arena_printf(a, "%d", (rate_of(e->awarded, e->amount) + 50) / 100));
		row[5] = money(a, envelope_left(e));
		row[6] = str_z(arena_printf(a, "%d", e->dossiers));
	}
	table_fit(cols, TREE_COLUMNS, cells, count, call_columns());
	table_titles(&c->out, a, cols, TREE_COLUMNS);
	for (size_t i = 0; i < count; i++)
		table_line(&c->out, a, cols, TREE_COLUMNS, cells + i * TREE_COLUMNS);
}

enum status
run_envelope_list(struct call *c, struct err *err)
{
	struct envelope *list;
	size_t count;
	enum status st = call_session(c, err);

	if (st == OK)
		st = envelopes_list(c->session, &c->arena, &list, &count, err);
	if (st != OK)
		return st;
	if (c->format == FORMAT_JSON)
		list_json(&c->out, list, count);
	else if (count)
		list_text(c, list, count);
	else
		call_say(_("aucune enveloppe ; « pupitre envelope set 45 297000 » en crée une"));
	return OK;
}

enum status
run_envelope_set(struct call *c, struct err *err)
{
	const char *text = c->args.words[1];
	struct money amount;
	struct receipt r;

	if (!money_parse(str_z(text), &amount))
		return err_set(err, ERR_USAGE,
			_("« %s » n'est pas un montant en euros ; attendu : 297000 ou 297 000,00"),
			text);
	enum status st = call_session(c, err);
	if (st == OK)
		st = envelope_set(c->session, str_z(c->args.words[0]), amount,
			str_z(args_value(&c->args, "under")), str_z(args_value(&c->args, "label")),
			&c->arena, &r, err);
	if (st == OK)
		call_receipt(c, &r);
	return st;
}
