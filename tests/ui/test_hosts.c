/* SPDX-License-Identifier: EUPL-1.2 */
/* Two hosts of one base at their screens: an envoi is written and merged by keys, and what it contests
 * without a dossier is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/bundle.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/app/keys.h"
#include "pupitre/app/manage.h"
#include "pupitre/base/seal.h"
#include "pupitre/term/memory.h"
#include "support/must.h"
#include "support/tour.h"

static struct arena a;
static struct err err;

/* `to` accepts what `from` signs. */
static void
introduce(const struct fixture *from, const struct fixture *to)
{
	struct session *s = fixture_session(from, NULL), *t = fixture_session(to, NULL);
	struct sign_key k;
	struct key_view *keys;
	struct receipt r;
	size_t n;

	MUST(key_of_base(s, &k, &err));
	MUST(keys_list(s, &a, &keys, &n, &err));
	for (size_t i = 0; i < n; i++) {
		if (!keys[i].ours)
			continue;
		MUST(key_add(t, keys[i].key, keys[i].owner, keys[i].station, &a, &r, &err));
		MUST(key_set(t, keys[i].key, KEY_ACTIVE, &a, &r, &err));
	}
	session_close(t);
	session_close(s);
}

/* A région's host at its desk, and a préfecture's that was copied from it. */
static void
start(struct desk *d, struct fixture *sister)
{
	char backup[128];
	struct session_options o = {
		.login = "chef", .any_file_system = true, .origin = ORIGIN_COMMAND
	};
	struct session *s;

	desk_start(d, 2);
	fixture_path(&d->f, "copie.db", backup);
	s = fixture_session(&d->f, NULL);
	MUST(base_backup(s, backup, &err));
	session_close(s);
	*sister = d->f;
	snprintf(sister->base, sizeof(sister->base), "%.*s/soeur.db", (int)sizeof(d->f.dir),
		d->f.dir);
	o.base = sister->base;
	MUST(base_create_copy(&o, backup, "Préfecture du Loiret", &err));
	introduce(sister, &d->f);
}

static void
type_path(struct desk *d, const char *name)
{
	char path[128];

	fixture_path(&d->f, name, path);
	memory_keys(d->backend, path);
	assert_true(workstation_pump(d->work));
}

/* The sister changes the envelope of the département and takes it to the région. */
static void
send_up(const struct fixture *sister)
{
	struct desk at = { .f = *sister };
	struct receipt r;

	desk_sit(&at, 24, 80, "chef");
	MUST(envelope_set(at.session, STR("45"), (struct money){ 9900000 }, STR_NONE, STR_NONE, &a,
		&r, &err));
	desk_keys(&at, "me");
	desk_shows(&at, "écrire l'envoi dans :");
	desk_shows(&at, "2021-10-08.envoi");
	desk_keys(&at, "<Ctrl-U>");
	type_path(&at, "semaine.envoi");
	desk_keys(&at, "<Enter>");
	desk_shows(&at, "Envoi écrit : /tmp/");
	desk_shows(&at, "Portez-le à l'autre");
	desk_keys(&at, "e<Ctrl-U>");
	type_path(&at, "semaine.envoi");
	desk_keys(&at, "<Enter>");
	desk_shows(&at, "existe déjà. Le remplacer");
	desk_keys(&at, "<Esc>");
	desk_leave(&at);
}

static void
test_envelope_in_question(void **state)
{
	struct desk d;
	struct fixture sister;

	(void)state;
	start(&d, &sister);
	send_up(&sister);
	desk_keys(&d, "mf");
	type_path(&d, "semaine.envoi");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Envoi de Préfecture du Loiret, essai : ");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, " Sans dossier : enveloppe 45");
	desk_shows(&d, "> montant     100 000,00 €        100 000,00 €          99 000,00 €");
	desk_keys(&d, "q");
	desk_shows(&d, "Aucune mallette");
	desk_shows(&d, " 1 question attend une réponse : ! l'ouvre.");
	desk_keys(&d, "!<Enter>vu avec la région<Enter>");
	desk_shows(&d, "enveloppe 45 : réponse enregistrée. C'était la dernière question");
	desk_keys(&d, "q");
	desk_hides(&d, "attend une réponse");
	desk_stop(&d);
}

static int64_t
acts_in(const struct desk *d, const char *name)
{
	struct bundle_face face;
	char path[128];

	fixture_path(&d->f, name, path);
	MUST(bundle_show(path, &a, &face, &err));
	return face.acts;
}

/* To a host that is known goes only what it lacks; to nobody in particular, everything. */
static void
test_for_which_host(void **state)
{
	struct desk d;
	struct fixture sister;

	(void)state;
	start(&d, &sister);
	send_up(&sister);
	desk_keys(&d, "mf");
	type_path(&d, "semaine.envoi"); /* says what the sister has */
	desk_keys(&d, "<Enter><Enter>qe");
	desk_shows(&d, "Envoi pour quel hôte ?");
	desk_shows(&d, "Préfecture du Loiret");
	desk_shows(&d, "n'importe lequel");
	desk_keys(&d, "<Enter><Ctrl-U>");
	type_path(&d, "loiret.envoi");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Envoi écrit : /tmp/");
	desk_keys(&d, "e<End><Enter><Ctrl-U>");
	type_path(&d, "tous.envoi");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Envoi écrit : /tmp/");
	/* the base, its envelope and the import were there when the sister was copied */
	assert_true(acts_in(&d, "loiret.envoi") + 3 <= acts_in(&d, "tous.envoi"));
	desk_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_envelope_in_question),
		cmocka_unit_test(test_for_which_host),
	};
	int failed;

	tour_home();
	failed = cmocka_run_group_tests_name("ui: hosts", tests, NULL, NULL);
	tour_home_gone();
	arena_done(&a);
	return failed;
}
