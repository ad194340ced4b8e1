/* SPDX-License-Identifier: EUPL-1.2 */
/* See pupitre/cli/cli.h. */
#include "pupitre/cli/cli.h"

#include "commands.h"
#include "help.h"

#include "pupitre/app/bundle.h"
#include "pupitre/base/i18n.h"

static const struct command workstation = {
	"",
	NULL,
	"",
	"",
	FORMAT_TEXT,
	0,
	0,
	NULL,
	run_workstation,
};

static const struct {
	const char *name;
	unsigned bit;
} formats[] = { { "text", FORMAT_TEXT }, { "table", FORMAT_TEXT }, { "json", FORMAT_JSON },
	{ "csv", FORMAT_CSV } };

static enum status
choose_format(struct call *c, struct err *err)
{
	const char *text = args_value(&c->args, "format");

	c->format = c->command->formats & FORMAT_TEXT ? FORMAT_TEXT : c->command->formats;
	if (c->command->formats & FORMAT_OWN)
		return OK;
	if (!text)
		return OK;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		if (strcmp(formats[i].name, text) != 0)
			continue;
		c->format = formats[i].bit;
		if (c->command->formats & c->format)
			return OK;
		return err_set(err, ERR_USAGE, _("« %s » ne sait pas écrire au format %s"),
			command_title(&c->arena, c->command), text);
	}
	return err_set(err, ERR_USAGE,
		_("format inconnu : « %s » ; formats : text (ou table), json, csv"), text);
}

static enum status
check_words(struct call *c, struct err *err)
{
	int n = (int)c->args.word_count;

	if (n >= c->command->least && (c->command->most < 0 || n <= c->command->most))
		return OK;
	if (n < c->command->least)
		return err_set(err, ERR_USAGE, _("il manque un mot : %s"),
			help_usage(&c->arena, c->command));
	return err_set(err, ERR_USAGE, _("un mot de trop : « %s » ; %s"),
		c->args.words[c->command->most], help_usage(&c->arena, c->command));
}

static void
common(struct call *c)
{
	c->options = (struct session_options){
		.base = args_value(&c->args, "base"),
		.login = args_value(&c->args, "as"),
		.config = args_value(&c->args, "config"),
		.any_file_system = args_has(&c->args, "force"),
		.origin = ORIGIN_COMMAND,
	};
	c->options.base = session_base_path(&c->arena, c->options.base);
}

static bool
looks_like_mallette(const char *word)
{
	static const char tail[] = ".mallette";
	size_t len = strlen(word);

	return len > sizeof tail - 1 && strcmp(word + len - (sizeof tail - 1), tail) == 0;
}

/* Finds the row and reads its options. The words are read once with the common options alone, to
 * know the command, and then from there on with its own. */
static enum status
read_arguments(struct call *c, int argc, char **argv, struct err *err)
{
	struct args words = { 0 };
	int at, named;

	c->command = &workstation;
	enum status st =
		args_parse(&c->arena, common_options, NULL, argc, argv, true, &c->args, &at, err);
	if (st != OK || at == argc)
		return st;
	words.words = (const char **)(void *)(argv + at);
	words.word_count = at + 1 < argc ? 2 : 1;
	if (words.word_count == 2 && strcmp(argv[at + 1], "--help") == 0 &&
		help_group(&c->out, &c->arena, argv[at]))
		return OK;
	if (words.word_count == 1 && bundle_is_file(argv[at])) {
		c->mallette = argv[at];
		return OK;
	}
	if (words.word_count == 1 && looks_like_mallette(argv[at]))
		return err_set(err, ERR_INPUT, _("%s : ce fichier n'est pas là"), argv[at]);
	st = command_find(&c->arena, &words, &c->command, &named, err);
	if (st != OK)
		return st;
	at += named;
	return args_parse(&c->arena, common_options, c->command->options, argc - at, argv + at,
		false, &c->args, &named, err);
}

static enum status
help_or_run(struct call *c, struct err *err)
{
	if (c->out.len)
		return OK; /* the help of a group */
	if (args_has(&c->args, "version")) {
		buf_addf(&c->out, "pupitre %s\n", PUPITRE_VERSION);
		return OK;
	}
	if (args_has(&c->args, "help")) {
		if (c->command == &workstation)
			help_program(&c->out, &c->arena);
		else
			help_command(&c->out, &c->arena, c->command);
		return OK;
	}
	enum status st = check_words(c, err);
	if (st == OK)
		st = choose_format(c, err);
	if (st != OK)
		return st;
	common(c);
	if (c->mallette) {
		st = call_unpack(c, c->mallette, &c->options.base, err);
		if (st != OK)
			return st;
	}
	return c->command->run(c, err);
}

static enum status
finish(struct call *c, enum status st, struct err *err)
{
	struct err flush = { OK, "" };
	enum status flushed = call_flush(c, &flush);

	if (st == OK && flushed != OK) {
		*err = flush;
		st = flushed;
	}
	session_close(c->session);
	buf_done(&c->out);
	arena_done(&c->arena);
	return st;
}

int
cli_main(int argc, char **argv, const struct cli_host *host)
{
	struct call c = { .host = host };
	struct err err = { OK, "" };
	enum status st = read_arguments(&c, argc - 1, argv + 1, &err);

	if (st == OK)
		st = help_or_run(&c, &err);
	st = finish(&c, st, &err);
	if (st != OK && err.text[0])
		call_say("%s", err.text);
	return status_exit(st);
}
