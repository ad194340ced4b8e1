/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "<base>.verrou" holds one line while somebody writes: login, process id, milliseconds since 1970.
 * It is information for those who wait; the lock itself is flock(2) and dies with its holder, so a
 * stale line means nothing.
 */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "pupitre/base/i18n.h"

enum { TICK_MS = 50, DEFAULT_WAIT_MS = 10000 };

static int64_t
milliseconds(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
write_holder(struct store *st, struct str login)
{
	char line[160];
	int n = snprintf(line, sizeof(line), "%.*s %ld %lld\n",
		(int)(login.len < 60 ? login.len : 60), login.ptr ? login.ptr : "?", (long)getpid(),
		(long long)milliseconds(CLOCK_REALTIME));

	/* Only information: a full disk must not keep anybody from trying. */
	if (pwrite(st->gate_fd, line, (size_t)n, 0) == n && ftruncate(st->gate_fd, n) != 0)
		return;
}

static void
read_holder(struct store *st, struct gate_holder *out)
{
	char line[160] = "";
	ssize_t n = pread(st->gate_fd, line, sizeof(line) - 1, 0);
	long long since;

	*out = (struct gate_holder){ .login = "?", .since = INSTANT_NONE };
	if (n <= 0)
		return;
	if (sscanf(line, "%63s %ld %lld", out->login, &out->pid, &since) == 3)
		out->since.ms = since;
	for (char *c = out->login; *c; c++) {
		if (*c < '!' || *c > '~')
			*c = '?';
	}
}

enum status
gate_open(struct store *st, struct err *err)
{
	char name[4200];

	snprintf(name, sizeof(name), "%s.verrou", st->path);
	st->gate_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (st->gate_fd < 0)
		return err_set(err, ERR_SYSTEM,
			_("%s : le verrou d'écriture ne s'ouvre pas (%s) ; vérifiez les droits du "
			  "dossier"),
			name, strerror(errno));
	return OK;
}

void
gate_close(struct store *st)
{
	if (st->gate_fd >= 0)
		close(st->gate_fd);
	st->gate_fd = -1;
}

bool
gate_try(struct store *st, struct str login, struct gate_holder *holder)
{
	int rc;

	do {
		rc = flock(st->gate_fd, LOCK_EX | LOCK_NB);
	} while (rc != 0 && errno == EINTR);
	if (rc == 0)
		write_holder(st, login);
	else if (holder)
		read_holder(st, holder);
	return rc == 0;
}

void
gate_leave(struct store *st)
{
	flock(st->gate_fd, LOCK_UN);
}

static void
wake(int sig)
{
	(void)sig;
}

struct alarm {
	struct sigaction action;
	struct itimerval timer;
};

/* A blocking flock is a fair queue; a timer that interrupts it now and then lets the caller look
 * around without giving up more than 20 places a second. */
static void
alarm_start(struct alarm *old)
{
	struct sigaction sa = { .sa_handler = wake };
	struct itimerval every = { { 0, TICK_MS * 1000 }, { 0, TICK_MS * 1000 } };

	sigemptyset(&sa.sa_mask);
	sigaction(SIGALRM, &sa, &old->action);
	setitimer(ITIMER_REAL, &every, &old->timer);
}

static void
alarm_stop(const struct alarm *old)
{
	setitimer(ITIMER_REAL, &old->timer, NULL);
	sigaction(SIGALRM, &old->action, NULL);
}

static enum status
look_around(struct store *st, const struct gate_wait *wait, int waited, struct err *err)
{
	struct gate_holder h;

	read_holder(st, &h);
	if (wait->tick && !wait->tick(wait->ctx, &h, waited))
		return err_set(
			err, ERR_CANCELLED, _("attente abandonnée : rien n'a été enregistré"));
	if (waited >= wait->timeout_ms)
		return err_set(err, ERR_CONFLICT,
			_("base occupée par %s depuis %d s : rien n'a été enregistré ; réessayez"),
			h.login, waited / 1000);
	return OK;
}

static enum status
gate_take(struct store *st, struct str login, const struct gate_wait *wait, struct err *err)
{
	static const struct gate_wait usual = { .timeout_ms = DEFAULT_WAIT_MS };
	int64_t start = milliseconds(CLOCK_MONOTONIC);
	enum status status = OK;
	struct alarm old;

	if (gate_try(st, login, NULL))
		return OK;
	alarm_start(&old);
	while (!status && flock(st->gate_fd, LOCK_EX) != 0) {
		if (errno != EINTR)
			status = err_set(
				err, ERR_SYSTEM, _("verrou d'écriture : %s"), strerror(errno));
		else
			status = look_around(st, wait ? wait : &usual,
				(int)(milliseconds(CLOCK_MONOTONIC) - start), err);
	}
	alarm_stop(&old);
	if (!status)
		write_holder(st, login);
	return status;
}

/* The gate is held; it is left again on failure. */
static enum status
begin(struct store *st, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_BEGIN);
	enum status status = sql_run(&q, err);

	if (status)
		gate_leave(st);
	else
		st->writing = true;
	return status;
}

static enum status
check_ready(struct store *st, struct err *err)
{
	if (st->writing || st->reading)
		return err_set(err, ERR_SYSTEM, _("une transaction est déjà ouverte"));
	return st->db.h ? OK : store_connect(st, err);
}

enum status
store_try_begin(struct store *st, struct str login, bool *taken, struct gate_holder *holder,
	struct err *err)
{
	enum status status = check_ready(st, err);

	if (status)
		return status;
	if (!gate_try(st, login, holder)) {
		*taken = false;
		return OK;
	}
	status = begin(st, err);
	if (!status)
		*taken = true;
	return status;
}

enum status
store_begin(struct store *st, struct str login, const struct gate_wait *wait, struct err *err)
{
	enum status status = check_ready(st, err);

	if (!status)
		status = gate_take(st, login, wait, err);
	return status ? status : begin(st, err);
}

void
store_checkpoint(struct store *st)
{
	int log = 0, done = 0;

	/* TRUNCATE takes the writer's lock before it reads the header, which is what the WAL-reset
	 * bug needs to be impossible; where somebody reads it does what FULL does. Without a busy
	 * handler it never waits. */
	sqlite3_busy_timeout(st->db.h, 0);
	st->checkpoint_rc =
		sqlite3_wal_checkpoint_v2(st->db.h, NULL, SQLITE_CHECKPOINT_TRUNCATE, &log, &done);
	sqlite3_busy_timeout(st->db.h, 2000);
	if ((st->checkpoint_rc & 0xff) == SQLITE_BUSY)
		st->checkpoint_rc = SQLITE_OK;
	if (st->checkpoint_rc == SQLITE_OK)
		st->wal_frames = 0;
}

/* After an I/O error neither the cache nor the locks of the connection are to be trusted. */
static void
reconnect(struct store *st)
{
	db_close(&st->db);
	if (store_connect(st, NULL))
		db_close(&st->db);
}

static void
roll_back(struct store *st)
{
	struct err ignored;
	struct sql q;

	for (sqlite3_stmt *s = NULL; (s = sqlite3_next_stmt(st->db.h, s)) != NULL;)
		sqlite3_reset(s);
	if (!sqlite3_get_autocommit(st->db.h)) {
		q = sql_open(&st->db, SQL_ROLLBACK);
		if (sql_run(&q, &ignored))
			reconnect(st);
	}
	identity_settle(st, false);
	st->marks = 0;
	st->writing = false;
}

enum status
store_commit(struct store *st, struct err *err)
{
	struct sql q;
	enum status status;
	int rc;

	if (!st->writing)
		return err_set(err, ERR_SYSTEM, _("aucune transaction n'est ouverte"));
	st->may_commit = true;
	q = sql_open(&st->db, SQL_COMMIT);
	status = sql_run(&q, err);
	rc = sqlite3_errcode(st->db.h);
	st->may_commit = false;
	if (status) {
		roll_back(st);
		if ((rc & 0xff) == SQLITE_IOERR)
			reconnect(st);
	} else {
		identity_settle(st, true);
		if (st->wal_frames > CHECKPOINT_FRAMES)
			store_checkpoint(st);
	}
	st->marks = 0;
	st->writing = false;
	gate_leave(st);
	return status;
}

void
store_rollback(struct store *st)
{
	if (!st->writing)
		return;
	roll_back(st);
	gate_leave(st);
}

bool
store_writing(const struct store *st)
{
	return st->writing;
}

enum status
store_must_write(const struct store *st, struct err *err)
{
	if (!st->writing)
		return err_set(err, ERR_SYSTEM, _("écriture hors transaction"));
	return OK;
}

enum status
store_read_begin(struct store *st, struct err *err)
{
	enum status status = check_ready(st, err);
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_BEGIN_READ);
	status = sql_run(&q, err);
	st->reading = !status;
	return status;
}

bool
store_reading(const struct store *st)
{
	return st->reading;
}

void
store_read_end(struct store *st)
{
	if (!st->reading)
		return;
	st->reading = false;
	roll_back(st);
}
