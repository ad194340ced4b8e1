/* SPDX-License-Identifier: EUPL-1.2 */
/* init: a new empty base. */
#include "commands.h"

#include "pupitre/app/bundle.h"
#include "pupitre/app/manage.h"
#include "pupitre/base/i18n.h"

static enum status
demo_day(const struct call *c, struct base_options *b, struct err *err)
{
	const char *text = args_value(&c->args, "demo-day");

	if (!text)
		return OK;
	b->kind = BASE_DEMO;
	if (!day_parse_iso(str_z(text), &b->frozen_day))
		return err_set(err, ERR_USAGE,
			_("--demo-day : « %s » n'est pas un jour ; attendu : 2021-10-08"), text);
	return OK;
}

enum status
run_init(struct call *c, struct err *err)
{
	struct base_options b = {
		.name = args_value(&c->args, "campaign"),
		.region = args_value(&c->args, "region"),
		.kind = BASE_LIVE,
		.frozen_day = DAY_NONE,
	};
	const char *copy = args_value(&c->args, "copy-of"), *name = args_value(&c->args, "name");
	enum status st = demo_day(c, &b, err);

	if (st == OK && copy)
		st = base_create_copy(&c->options, copy, name ? name : "", err);
	else if (st == OK)
		st = base_create(&c->options, &b, err);
	if (st == OK)
		buf_addf(&c->out, _("base créée : %s\n"), c->options.base);
	return st;
}
