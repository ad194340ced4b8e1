/* SPDX-License-Identifier: EUPL-1.2 */
/* See args.h. */
#include "args.h"

#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"

enum { MOST_NAMES = 64 };

struct parser {
	struct arena *arena;
	const struct option *tables[2]; /* own, common */
	int argc, at;
	char **argv;
	struct args *out;
};

static const struct option *
find(const struct parser *p, struct str name)
{
	for (size_t t = 0; t < 2; t++)
		for (const struct option *o = p->tables[t]; o && o->name; o++)
			if (str_eqz(name, o->name))
				return o;
	return NULL;
}

static const struct option *
find_brief(const struct parser *p, const char *word)
{
	if (word[0] != '-' || !word[1] || word[2])
		return NULL;
	for (size_t t = 0; t < 2; t++)
		for (const struct option *o = p->tables[t]; o && o->name; o++)
			if (o->brief == word[1])
				return o;
	return NULL;
}

static enum status
unknown(const struct parser *p, struct str name, struct err *err)
{
	const char *names[MOST_NAMES];
	size_t n = 0;

	for (size_t t = 0; t < 2; t++)
		for (const struct option *o = p->tables[t]; o && o->name && n < MOST_NAMES; o++)
			names[n++] = o->name;
	const char *near = str_nearest(name, names, n);
	if (near)
		return err_set(err, ERR_USAGE,
			_("option inconnue : --%.*s ; vouliez-vous dire --%s ?"), STR_ARG(name),
			near);
	return err_set(err, ERR_USAGE, _("option inconnue : --%.*s ; voir --help"), STR_ARG(name));
}

static bool
already(const struct args *args, const struct option *o)
{
	for (size_t i = 0; i < args->given_count; i++)
		if (args->given[i].option == o)
			return true;
	return false;
}

static enum status
take(struct parser *p, const struct option *o, const char *value, struct err *err)
{
	struct given g = { .option = o, .value = value };

	if (o->arg && !value && p->at < p->argc)
		g.value = p->argv[p->at++];
	if (o->arg && !g.value)
		return err_set(err, ERR_USAGE, _("l'option --%s attend une valeur : --%s %s"),
			o->name, o->name, _(o->arg));
	if (!o->arg && value)
		return err_set(err, ERR_USAGE, _("l'option --%s n'attend pas de valeur"), o->name);
	if (!o->many && already(p->out, o))
		return err_set(err, ERR_USAGE, _("l'option --%s est donnée deux fois"), o->name);
	ARENA_PUSH(p->arena, p->out->given, p->out->given_count, p->out->given_cap, g);
	return OK;
}

static enum status
take_long(struct parser *p, const char *word, struct err *err)
{
	struct str name, rest = str_z(word + 2);
	bool valued = str_cut(&rest, '=', &name);
	const struct option *o = find(p, name);

	if (!o)
		return unknown(p, name, err);
	return take(p, o, valued ? rest.ptr : NULL, err);
}

enum status
args_parse(struct arena *a, const struct option *common, const struct option *own, int argc,
	char **argv, bool stop_at_word, struct args *out, int *used, struct err *err)
{
	struct parser p = { a, { own, common }, argc, 0, argv, out };
	bool only_words = false;
	enum status st = OK;

	while (p.at < argc && st == OK) {
		const char *word = argv[p.at];
		const struct option *brief = only_words ? NULL : find_brief(&p, word);
		bool is_long = !only_words && word[0] == '-' && word[1] == '-';

		if (stop_at_word && !is_long && !brief)
			break;
		p.at++;
		if (is_long && !word[2])
			only_words = true;
		else if (is_long)
			st = take_long(&p, word, err);
		else if (brief)
			st = take(&p, brief, NULL, err);
		else
			ARENA_PUSH(a, out->words, out->word_count, out->word_cap, word);
	}
	*used = p.at;
	return st;
}

const char *
args_next(const struct args *args, const char *name, size_t *at)
{
	while (*at < args->given_count) {
		const struct given *g = &args->given[(*at)++];

		if (strcmp(g->option->name, name) == 0)
			return g->value ? g->value : "";
	}
	return NULL;
}

const char *
args_value(const struct args *args, const char *name)
{
	size_t at = 0;

	return args_next(args, name, &at);
}

bool
args_has(const struct args *args, const char *name)
{
	return args_value(args, name) != NULL;
}

struct str
args_join(struct arena *a, const struct args *args, size_t first)
{
	struct buf b = { 0 };

	if (first >= args->word_count)
		return STR_NONE;
	for (size_t i = first; i < args->word_count; i++) {
		if (i > first)
			buf_addc(&b, ' ');
		buf_addz(&b, args->words[i]);
	}
	struct str joined = arena_str(a, buf_str(&b));
	buf_done(&b);
	return joined;
}
