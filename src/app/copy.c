/* SPDX-License-Identifier: EUPL-1.2 */
/* A sister host: the same base under another station, with the whole register up to there. */
#include "pupitre/app/bundle.h"

#include <unistd.h>

#include "pupitre/app/keys.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/merge.h"
#include "work.h"

#define BASE_MOST ((size_t)4 << 30)
enum { NAME_MOST = 60 };

static enum status
become(const char *path, struct err *err)
{
	struct uid_source fresh = { 0 };
	struct store *store;
	struct arena a = { 0 };
	enum status st = store_open(path, NULL, &store, err);

	if (st)
		return st;
	if (uid_is(store_bundle(store)))
		st = err_set(err, ERR_INPUT,
			_("une mallette ne devient pas un hôte : partez d'une sauvegarde"));
	if (!st)
		st = store_begin(store, STR("copie"), NULL, err);
	if (!st) {
		st = store_forget_private(store, err);
		if (!st)
			st = store_become(store, uid_new(&fresh), (struct uid){ { 0 } },
				arena_str(&a, store_station(store)), err);
		if (!st)
			st = store_commit(store, err);
		else
			store_rollback(store);
	}
	store_close(store);
	arena_done(&a);
	return st;
}

/* What this copy knows: everything that the backup held. */
static enum status
first_act(struct session *s, struct str name, struct err *err)
{
	struct arena a = { 0 };
	struct plan p = { .verb = VERB_STATION };
	struct uid id = uid_new(&s->ids);
	struct str key = str_z(arena_printf(&a, "%s", uid_hex(id).s)), known;
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = store_vector(s->store, &a, &known, err);
	const struct {
		const char *field;
		struct str value;
	} sets[] = {
		{ "station", store_station(s->store) },
		{ "seq", STR("1") },
		{ "known", known },
		{ "sender", store_origin(s->store) },
		{ "label", name },
	};
	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(s, &a, &p, ENTITY_MERGE, key, sets[i].field, sets[i].value, err);
	if (!st)
		st = work_record_as(s, &a, &p, id, NULL, err);
	st = work_end(s, st, err);
	arena_done(&a);
	return st;
}

static enum status
settle_in(const struct session_options *o, struct str name, struct err *err)
{
	struct session *s;
	struct sign_key key;
	enum status st = session_open(o, &s, err);

	if (st)
		return st;
	st = session_require(s, CAN_BUNDLE, err);
	if (!st)
		st = first_act(s, name, err);
	if (!st)
		st = key_of_base(s, &key, err);
	session_close(s);
	return st;
}

enum status
base_create_copy(
	const struct session_options *o, const char *backup, const char *name, struct err *err)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".verrou", ".cle" };
	struct arena a = { 0 };
	const char *path = session_base_path(&a, o->base);
	struct session_options own = *o;
	struct str bytes, label = utf8_clean(&a, str_z(name), CLEAN_LINE, NAME_MOST).text;
	enum status st =
		label.len
			? fs_read(backup, BASE_MOST, &a, &bytes, err)
			: err_set(err, ERR_INPUT,
				  _("donnez le nom de cet hôte : --name \"Préfecture du Loiret\""));

	own.base = path;
	if (!st)
		st = fs_make_folders(path, err);
	if (!st)
		st = fs_write(path, bytes, false, err);
	if (!st) {
		st = become(path, err);
		if (!st)
			st = settle_in(&own, label, err);
		for (size_t i = 0; st && i < sizeof tails / sizeof *tails; i++)
			unlink(arena_printf(&a, "%s%s", path, tails[i]));
	}
	arena_done(&a);
	return st;
}
