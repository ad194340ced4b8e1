/* SPDX-License-Identifier: EUPL-1.2 */
/* What is right, what is not, and what to do: each line one thing that was looked at. */
#include <locale.h>
#include <langinfo.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pupitre/app/keys.h"
#include "pupitre/app/manage.h"
#include "pupitre/base/env.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/check.h"
#include "session_priv.h"

struct doctor {
	struct arena *a;
	const struct session_options *o;
	struct session *s; /* NULL: the base cannot be opened */
	struct diagnosis *list;
	size_t count, cap;
};

static void
tell(struct doctor *d, int level, const char *what, const char *found, const char *advice)
{
	struct diagnosis one = { level, what, found, level == DIAGNOSIS_GOOD ? NULL : advice };

	ARENA_PUSH(d->a, d->list, d->count, d->cap, one);
}

static void
look_at_version(struct doctor *d)
{
	struct store_stats st;

	if (!d->s || store_stats(d->s->store, &st, NULL)) {
		tell(d, DIAGNOSIS_GOOD, _("programme"), "pupitre " PUPITRE_VERSION, NULL);
		return;
	}
	tell(d, DIAGNOSIS_GOOD, _("programme"),
		arena_printf(d->a, _("pupitre %s, SQLite %s, schéma %d"), PUPITRE_VERSION,
			st.sqlite, st.version),
		NULL);
}

static void
look_at_locale(struct doctor *d)
{
	const char *codeset = nl_langinfo(CODESET);
	bool good = strcmp(codeset, "UTF-8") == 0;

	tell(d, good ? DIAGNOSIS_GOOD : DIAGNOSIS_BAD, _("caractères"), codeset,
		_("il faut la locale C.UTF-8, fournie par le paquet libc-bin"));
}

static void
look_at_terminal(struct doctor *d)
{
	const char *term = env_get(ENV_TERM);

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		tell(d, DIAGNOSIS_WARN, _("terminal"), _("aucun : entrée ou sortie redirigée"),
			_("les commandes marchent ; les écrans demandent un terminal (ssh -t)"));
	else if (!term || strcmp(term, "dumb") == 0)
		tell(d, DIAGNOSIS_BAD, _("terminal"), term ? term : _("TERM n'est pas défini"),
			_("choisissez un type de terminal, par exemple TERM=xterm-256color"));
	else
		tell(d, DIAGNOSIS_GOOD, _("terminal"), term, NULL);
}

static void
look_at_configuration(struct doctor *d)
{
	struct config c;
	struct err err;

	if (config_load(d->o->config, &c, &err)) {
		tell(d, DIAGNOSIS_BAD, _("configuration"), arena_z(d->a, str_z(err.text)),
			_("corrigez le fichier à l'endroit indiqué"));
		return;
	}
	tell(d, DIAGNOSIS_GOOD, _("configuration"),
		d->o->config ? d->o->config : _("valeurs du programme"), NULL);
	config_done(&c);
}

static void
look_at_file_system(struct doctor *d, const char *path)
{
	const char *name = "?";
	enum fs_kind kind = fs_kind_of(path, &name);
	static const int levels[] = { DIAGNOSIS_GOOD, DIAGNOSIS_WARN, DIAGNOSIS_BAD };
	const char *advice =
		kind == FS_UNSAFE
			? _("mettez la base sur un disque local (ext4, xfs, btrfs) : le journal "
			    "de SQLite n'y est pas sûr")
			: _("convient à un essai ; une vraie base va sur un disque local durable");

	tell(d, levels[kind], _("système de fichiers"), name, advice);
}

static void
look_at_mode(struct doctor *d, const char *path)
{
	struct stat sb;

	if (stat(path, &sb))
		return;
	tell(d, sb.st_mode & 077 ? DIAGNOSIS_WARN : DIAGNOSIS_GOOD, _("droits de la base"),
		arena_printf(d->a, "%04o", (unsigned)(sb.st_mode & 07777)),
		arena_printf(d->a, _("d'autres comptes peuvent l'ouvrir : chmod 600 %s"), path));
}

static void
look_at_base(struct doctor *d)
{
	const char *path = session_base_path(d->a, d->o->base);
	struct store_stats st;
	struct err err;

	if (session_open(d->o, &d->s, &err)) {
		d->s = NULL;
		tell(d, access(path, F_OK) ? DIAGNOSIS_WARN : DIAGNOSIS_BAD, _("base"),
			arena_z(d->a, str_z(err.text)),
			_("créez-la par « pupitre init », ou essayez « pupitre demo »"));
		return;
	}
	if (!store_stats(d->s->store, &st, NULL))
		tell(d, DIAGNOSIS_GOOD, _("base"),
			arena_printf(d->a,
				_("%s : %lld dossiers, %lld actes, %lld agents, %lld Ko"), path,
				(long long)st.dossiers, (long long)st.acts, (long long)st.agents,
				(long long)(st.bytes / 1024)),
			NULL);
	look_at_mode(d, path);
}

static void
look_at_space(struct doctor *d)
{
	struct store_stats st;
	enum { LEAST = 200 << 20 };

	if (!d->s || store_stats(d->s->store, &st, NULL))
		return;
	tell(d, st.free_bytes < LEAST ? DIAGNOSIS_WARN : DIAGNOSIS_GOOD, _("place libre"),
		arena_printf(d->a, _("%lld Mo"), (long long)(st.free_bytes >> 20)),
		_("faites de la place : un disque plein refuse tout enregistrement"));
}

static void
look_at_register(struct doctor *d)
{
	struct proof p;

	if (!d->s || history_verify(d->s, d->a, &p, NULL))
		return;
	tell(d, p.finding_count ? DIAGNOSIS_BAD : DIAGNOSIS_GOOD, _("registre"),
		p.finding_count
			? p.findings[0].text
			: arena_printf(d->a, _("%lld actes, chaîne intacte"), (long long)p.acts),
		_("lancez « pupitre check » et prévenez l'administrateur avant toute décision"));
}

/* A host that signs nothing has no key to lose. */
static void
look_at_key(struct doctor *d)
{
	struct key_view *keys;
	size_t n;
	bool there;

	if (!d->s || keys_list(d->s, d->a, &keys, &n, NULL))
		return;
	there = key_beside(d->s->campaign.path);
	for (size_t i = 0; i < n; i++)
		if (keys[i].ours && keys[i].status == KEY_ACTIVE)
			tell(d, there ? DIAGNOSIS_GOOD : DIAGNOSIS_BAD, _("clé de l'hôte"),
				there ? keys[i].words : _("son fichier n'est plus là"),
				_("remettez le fichier .cle de la sauvegarde à côté de la base, ou "
				  "« pupitre bundle key renew »"));
}

struct diagnosis *
diagnose(const struct session_options *o, struct arena *a, size_t *count)
{
	struct doctor d = { .a = a, .o = o };

	look_at_base(&d);
	look_at_file_system(&d, session_base_path(a, o->base));
	look_at_space(&d);
	look_at_register(&d);
	look_at_key(&d);
	look_at_version(&d);
	look_at_configuration(&d);
	look_at_locale(&d);
	look_at_terminal(&d);
	session_close(d.s);
	*count = d.count;
	return d.list;
}
