/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "pupitre" alone and demo: the workstation.
 *
 * demo works on a copy: FILE of --keep, or one in a private temporary folder that is removed at
 * the end. Without a terminal, or with --list, it lists the dossiers instead.
 */
#include "commands.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "pupitre/app/manage.h"
#include "pupitre/base/i18n.h"

/* Who one is in the demonstration when --as does not say: may mark and decide. */
static const char demo_login[] = "c.leroy";

enum status
run_workstation(struct call *c, struct err *err)
{
	if (!call_on_terminal())
		return err_set(err, ERR_USAGE,
			_("le poste de travail demande un terminal (TERM=dumb ne suffit pas) ; "
			  "utilisez « pupitre list », ou « pupitre --help »"));
	c->options.origin = ORIGIN_SCREEN;
	enum status st = call_session(c, err);
	return st == OK ? c->host->workstation(c->session, err) : st;
}

static void
remove_folder(const char *folder)
{
	DIR *d = opendir(folder);

	for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d))
		if (e->d_name[0] != '.')
			unlinkat(dirfd(d), e->d_name, 0);
	if (d)
		closedir(d);
	rmdir(folder);
}

static enum status
work_on(struct call *c, const char *base, struct err *err)
{
	c->options.base = base;
	if (!c->options.login)
		c->options.login = demo_login;
	if (args_has(&c->args, "list") || !call_on_terminal())
		return run_list(c, err);
	return run_workstation(c, err);
}

enum status
run_demo(struct call *c, struct err *err)
{
	const char *keep = args_value(&c->args, "keep");
	char folder[] = "/tmp/pupitre-XXXXXX";

	if (!keep && !mkdtemp(folder))
		return err_set(
			err, ERR_SYSTEM, _("dossier temporaire dans /tmp : %s"), err_reason(errno));
	const char *base = keep ? keep : arena_printf(&c->arena, "%s/demo.db", folder);
	enum status st = demo_copy(base, err);
	if (st == OK)
		st = work_on(c, base, err);
	session_close(c->session);
	c->session = NULL;
	if (!keep)
		remove_folder(folder);
	return st;
}
