/* SPDX-License-Identifier: EUPL-1.2 */
#include "secret.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "pupitre/app/bundle.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"

enum { FILE_MOST = 4096, LINE_MOST = 1024 };

enum status
secret_of_file(struct call *c, struct str *out, struct err *err)
{
	const char *path = args_value(&c->args, "passphrase-file");
	struct str bytes;
	enum status st;

	*out = STR_NONE;
	if (!path)
		return OK;
	st = fs_read(path, FILE_MOST, &c->arena, &bytes, err);
	if (st)
		return st;
	str_cut(&bytes, '\n', out);
	if (!out->len)
		return err_set(err, ERR_INPUT, _("%s : la première ligne est vide"), path);
	return OK;
}

static bool
read_line(FILE *tty, struct buf *answer)
{
	char line[LINE_MOST];
	bool got = fgets(line, sizeof line, tty) != NULL;
	size_t len = got ? strcspn(line, "\n") : 0;

	buf_clear(answer);
	buf_add(answer, line, len);
	explicit_bzero(line, sizeof line);
	return got && len > 0;
}

bool
secret_terminal(void)
{
	FILE *tty = fopen("/dev/tty", "r+");

	if (tty)
		fclose(tty);
	return tty != NULL;
}

bool
secret_ask(void *ctx, const char *question, struct buf *answer)
{
	FILE *tty = fopen("/dev/tty", "r+");
	struct termios before, quiet;
	bool got;

	(void)ctx;
	if (!tty)
		return false;
	if (tcgetattr(fileno(tty), &before) != 0) {
		fclose(tty);
		return false;
	}
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	/* Before the question: what was typed earlier is dropped, nothing that answers it is. */
	tcsetattr(fileno(tty), TCSAFLUSH, &quiet);
	fprintf(tty, "%s : ", question);
	fflush(tty);
	got = read_line(tty, answer);
	tcsetattr(fileno(tty), TCSAFLUSH, &before);
	fputc('\n', tty);
	fclose(tty);
	return got;
}

bool
secret_given(void *ctx, const char *question, struct buf *answer)
{
	struct str *phrase = ctx;

	(void)question;
	if (!phrase->ptr)
		return false;
	buf_clear(answer);
	buf_adds(answer, *phrase);
	*phrase = STR_NONE;
	return true;
}

static void
forget(struct buf *phrase)
{
	if (phrase->ptr)
		explicit_bzero(phrase->ptr, phrase->len);
	buf_done(phrase);
}

/* What a first phrase lacks is said before the second one is typed. */
static bool
ask_once(struct arena *a, const char *question, struct buf *first)
{
	const char *again = arena_printf(a,
		_("Trop courte, %d signes au moins (quatre mots) ; une autre"), PASSPHRASE_LEAST);
	bool got = secret_ask(NULL, question, first);

	while (got && first->len < PASSPHRASE_LEAST)
		got = secret_ask(NULL, again, first);
	return got;
}

enum status
secret_new(struct call *c, const char *question, struct str *out, struct err *err)
{
	struct buf first = { 0 }, again = { 0 };
	bool same = false;

	while (!same && ask_once(&c->arena, question, &first) &&
		secret_ask(NULL, _("La même, une seconde fois"), &again)) {
		same = str_eq(buf_str(&first), buf_str(&again));
		if (!same)
			call_say(_("les deux phrases diffèrent : recommencez"));
	}
	*out = same ? arena_str(&c->arena, buf_str(&first)) : STR_NONE;
	forget(&first);
	forget(&again);
	if (!same)
		return err_set(err, ERR_USAGE,
			_("pas de phrase de passe : donnez-la par --passphrase-file, ou activez la "
			  "clé du "
			  "délégué"));
	return OK;
}
