/* SPDX-License-Identifier: EUPL-1.2 */
/* While a write waits for its turn or a search lasts: keys are looked at, the screen still answers. */
#include <poll.h>

#include "pupitre/app/loop.h"
#include "pupitre/base/i18n.h"
#include "shell_priv.h"

enum { /* ms */
	LIVE_SHOWN = 60, /* what is typed is shown at the latest then, without its answer */
	WAIT_SHOWN = 200,
	SEARCH_SHOWN = 500,
	JOB_SHOWN = 200, /* after its beginning, then after the last time */
};

void
busy_begin(struct ui *ui)
{
	ui->busy_since = loop_now();
	ui->busy_shown = false;
}

bool
ui_searching(const struct ui *ui)
{
	return ui->live;
}

static bool
stops(const struct ui *ui, const struct key *key)
{
	return (key->code == KEY_CTRL && key->cp == 'c') || (ui->job && key->code == KEY_ESC);
}

/* What is typed meanwhile is kept; true at Ctrl-C, or at the Esc of a job, which may have come before it began. */
static bool
given_up(struct ui *ui)
{
	struct key key;

	for (int i = 0; i < ui->held_count; i++)
		if (stops(ui, &ui->held[i]))
			return true;
	while (ui->held_count < HELD_MAX &&
		(key = backend_read_key(ui->backend)).code != KEY_NONE) {
		if (stops(ui, &key))
			return true;
		if (key.code != KEY_PASTE)
			ui->held[ui->held_count++] = key;
	}
	return false;
}

static void
show(struct ui *ui)
{
	bool had = ui->has_message;

	ui_draw(ui);
	ui->has_message = had;
	ui->dirty = true;
}

bool
busy_wait(void *ctx, const char *holder, int waited)
{
	struct ui *ui = ctx;

	if (given_up(ui))
		return false;
	if (waited < WAIT_SHOWN)
		return true;
	ui_say(ui, STYLE_WARNING, _("base occupée par %s depuis %d s — Ctrl-C pour renoncer"),
		holder && *holder ? holder : _("un autre programme"), waited / 1000);
	show(ui);
	ui->has_message = false;
	return true;
}

static bool
key_waits(const struct ui *ui)
{
	struct pollfd p = { .fd = backend_fd(ui->backend), .events = POLLIN };

	return ui->held_count > 0 || poll(&p, 1, 0) > 0;
}

bool
busy_stop(void *ctx)
{
	struct ui *ui = ctx;
	int64_t since = loop_now() - ui->busy_since;

	if (ui->live ? key_waits(ui) : given_up(ui))
		return true;
	if (ui->busy_shown || ui->depth == 0 || since < (ui->live ? LIVE_SHOWN : SEARCH_SHOWN))
		return false;
	ui->busy_shown = true;
	if (!ui->live)
		ui_say(ui, STYLE_MESSAGE, _("recherche en cours… Ctrl-C y renonce"));
	show(ui);
	if (!ui->live)
		ui->has_message = false;
	return false;
}

/* The search of busy_stop would say less than the job does. */
void
ui_job_begin(struct ui *ui)
{
	busy_begin(ui);
	ui->busy_shown = ui->job = true;
	ui->job_shown = ui->busy_since;
}

bool
ui_progress(struct ui *ui, const char *what, int64_t done, int64_t total)
{
	int64_t now = loop_now();

	if (given_up(ui))
		return false;
	if (now - ui->job_shown < JOB_SHOWN)
		return true;
	ui->job_shown = now;
	if (total > 0)
		ui_say(ui, STYLE_MESSAGE, _("%s : %lld sur %lld — Ctrl-C ou Échap y renonce"), what,
			(long long)done, (long long)total);
	else
		ui_say(ui, STYLE_MESSAGE, _("%s : %lld — Ctrl-C ou Échap y renonce"), what,
			(long long)done);
	show(ui);
	ui->has_message = false;
	return true;
}

void
ui_job_end(struct ui *ui)
{
	ui->job = false;
	ui_forget_typeahead(ui);
}
