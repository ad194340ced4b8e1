/* SPDX-License-Identifier: EUPL-1.2 */
/* docs completion: the table of subcommands as functions of bash or zsh. */
#include "commands.h"

#include "pupitre/base/i18n.h"

static bool
first_of_name(size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(commands[i].name, commands[at].name) == 0)
			return false;
	return true;
}

static void
names(struct buf *out)
{
	for (size_t i = 0; i < command_count; i++)
		if (first_of_name(i))
			buf_addf(out, "%s ", commands[i].name);
}

static void
subs(struct buf *out, const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (commands[i].sub && strcmp(commands[i].name, name) == 0)
			buf_addf(out, "%s ", commands[i].sub);
}

static void
option_words(struct buf *out, const struct option *o)
{
	for (; o && o->name; o++)
		buf_addf(out, "--%s ", o->name);
}

/* Actions of a group (nothing for a plain command), and options of all its rows. */
static void
bash_case(struct buf *out, size_t at)
{
	const char *name = commands[at].name;

	buf_addf(out, "\t%s) subs=\"", name);
	subs(out, name);
	buf_addz(out, "\" options=\"$common ");
	for (size_t i = at; i < command_count; i++)
		if (strcmp(commands[i].name, name) == 0)
			option_words(out, commands[i].options);
	buf_addz(out, "\" ;;\n");
}

static void
bash(struct buf *out)
{
	buf_addz(out, "# SPDX-License-Identifier: EUPL-1.2\n_pupitre()\n{\n"
		      "\tlocal current=${COMP_WORDS[COMP_CWORD]} subs= options= common=\"");
	option_words(out, common_options);
	buf_addz(out, "\"\n\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W \"");
	names(out);
	buf_addz(
		out, "$common\" -- \"$current\"))\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < command_count; i++)
		if (first_of_name(i))
			bash_case(out, i);
	buf_addz(out,
		"\tesac\n"
		"\tcase ${COMP_WORDS[COMP_CWORD-1]} in\n"
		"\t--format) COMPREPLY=($(compgen -W \"text table json csv\" -- \"$current\")); "
		"return ;;\n"
		"\tesac\n"
		"\tif [ \"$COMP_CWORD\" -eq 2 ] && [ -n \"$subs\" ]; then\n"
		"\t\tCOMPREPLY=($(compgen -W \"$subs\" -- \"$current\"))\n"
		"\telif [ \"${current#-}\" != \"$current\" ]; then\n"
		"\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
		"\telse\n\t\tCOMPREPLY=($(compgen -f -- \"$current\"))\n\tfi\n}\n"
		"complete -o filenames -F _pupitre pupitre\n");
}

static void
zsh(struct buf *out)
{
	buf_addz(out, "#compdef pupitre\n# SPDX-License-Identifier: EUPL-1.2\n"
		      "autoload -U +X bashcompinit && bashcompinit\n");
	bash(out);
}

enum status
run_docs_completion(struct call *c, struct err *err)
{
	const char *shell = c->args.word_count ? c->args.words[0] : "bash";

	if (strcmp(shell, "bash") != 0 && strcmp(shell, "zsh") != 0)
		return err_set(err, ERR_USAGE,
			_("complétion inconnue : « %s » ; interpréteurs : bash, zsh"), shell);
	if (shell[0] == 'b')
		bash(&c->out);
	else
		zsh(&c->out);
	return OK;
}
