/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/fs.h"
#include "pupitre/base/fs_out.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;
static char folder[64];

static int
setup(void **state)
{
	(void)state;
	arena = (struct arena){ 0 };
	snprintf(folder, sizeof(folder), "%s/pupitre-test-XXXXXX", P_tmpdir);
	return mkdtemp(folder) ? 0 : -1;
}

static void
remove_tree(const char *path)
{
	DIR *dir = opendir(path);

	for (struct dirent *e; dir && (e = readdir(dir));) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		const char *child = arena_printf(&arena, "%s/%s", path, e->d_name);

		if (unlink(child) != 0)
			remove_tree(child);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

static int
teardown(void **state)
{
	(void)state;
	remove_tree(folder);
	arena_done(&arena);
	return 0;
}

static const char *
in_folder(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder, name);
}

static int
files_in_folder(void)
{
	DIR *dir = opendir(folder);
	int n = 0;

	assert_non_null(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n - 2;
}

static void
assert_holds(const char *path, const char *text)
{
	struct str got = STR_NONE;
	struct err err;

	assert_int_equal(fs_read(path, 1000, &arena, &got, &err), OK);
	assert_true(str_eqz(got, text));
}

static void
test_write_then_read(void **state)
{
	const char *path = in_folder("été.csv");
	struct err err;
	struct stat st;

	(void)state;
	umask(0);
	assert_int_equal(fs_write(path, STR("un"), false, &err), OK);
	assert_holds(path, "un");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(fs_write(path, STR("deux"), true, &err), OK);
	assert_holds(path, "deux");
	assert_int_equal(fs_write(in_folder("vide"), STR(""), true, &err), OK);
	assert_holds(in_folder("vide"), "");
	assert_int_equal(files_in_folder(), 2);
}

static void
test_existing_file_is_refused(void **state)
{
	const char *path = in_folder("a");
	struct err err;

	(void)state;
	assert_int_equal(fs_write(path, STR("un"), false, &err), OK);
	assert_int_equal(fs_write(path, STR("deux"), false, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "existe déjà"));
	assert_non_null(strstr(err.text, path));
	assert_holds(path, "un");
	assert_int_equal(files_in_folder(), 1);
}

static void
test_link_is_replaced_not_followed(void **state)
{
	const char *real = in_folder("real"), *link = in_folder("link");
	struct err err;
	struct stat st;

	(void)state;
	assert_int_equal(fs_write(real, STR("un"), false, &err), OK);
	assert_int_equal(symlink(real, link), 0);
	assert_int_equal(fs_write(link, STR("deux"), false, &err), ERR_INPUT);
	assert_int_equal(fs_write(link, STR("deux"), true, &err), OK);
	assert_holds(real, "un");
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISREG(st.st_mode));
}

static void
test_relative_path(void **state)
{
	struct err err;
	int before = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(fs_write("court", STR("un"), false, &err), OK);
	assert_int_equal(fs_make_folders("court", &err), OK);
	assert_holds("court", "un");
	assert_int_equal(fchdir(before), 0);
	close(before);
}

static void
test_refused_writes(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(fs_write(in_folder("absent/a"), STR("x"), true, &err), ERR_SYSTEM);
	assert_non_null(strstr(err.text, "introuvable"));
	assert_int_equal(
		fs_write(arena_printf(&arena, "%s/", folder), STR("x"), true, &err), ERR_SYSTEM);
	assert_int_equal(fs_write("", STR("x"), true, &err), ERR_SYSTEM);
	assert_int_equal(mkdir(in_folder("dossier"), 0700), 0);
	assert_int_equal(fs_write(in_folder("dossier"), STR("x"), true, &err), ERR_SYSTEM);
	assert_int_equal(files_in_folder(), 1);
}

/* A write that fails half-way leaves the old file and nothing else. */
static void
test_failed_write_leaves_the_old_file(void **state)
{
	const char *path = in_folder("a");
	struct rlimit before, small;
	struct err err;
	char *big = arena_alloc(&arena, 100000);

	(void)state;
	assert_int_equal(fs_write(path, STR("un"), false, &err), OK);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = (struct rlimit){ 5000, before.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	enum status st = fs_write(path, (struct str){ big, 100000 }, true, &err);

	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(st, ERR_SYSTEM);
	assert_non_null(strstr(err.text, "taille de fichier maximale"));
	assert_holds(path, "un");
	assert_int_equal(files_in_folder(), 1);
}

/* Where a file can be written before it has a name. */
static bool
knows_nameless_files(void)
{
	int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void
test_no_name_before_the_file_is_whole(void **state)
{
	const char *path = in_folder("new");
	struct fs_out *out;
	struct err err;

	(void)state;
	if (!knows_nameless_files())
		skip();
	for (int replace = 0; replace < 2; replace++) {
		assert_int_equal(fs_out_open(path, replace, &out, &err), OK);
		assert_int_equal(fs_out_add(out, STR("half"), &err), OK);
		assert_int_equal(files_in_folder(), replace);
		assert_int_equal(fs_out_add(out, replace ? STR(" two") : STR(" one"), &err), OK);
		assert_int_equal(fs_out_commit(out, &err), OK);
		assert_int_equal(files_in_folder(), 1);
		assert_holds(path, replace ? "half two" : "half one");
	}
	assert_int_equal(fs_out_open(in_folder("other"), false, &out, &err), OK);
	fs_out_drop(out);
	assert_int_equal(files_in_folder(), 1);
}

/* Another file takes the name meanwhile: it is kept. */
static void
test_a_name_taken_meanwhile_is_refused(void **state)
{
	const char *path = in_folder("new");
	struct fs_out *out;
	struct err err;

	(void)state;
	assert_int_equal(fs_out_open(path, false, &out, &err), OK);
	assert_int_equal(fs_write(path, STR("first"), false, &err), OK);
	assert_int_equal(fs_out_add(out, STR("second"), &err), OK);
	assert_int_equal(fs_out_commit(out, &err), ERR_INPUT);
	assert_holds(path, "first");
	assert_int_equal(files_in_folder(), 1);
}

static void
test_a_killed_process_leaves_nothing(void **state)
{
	struct fs_out *out;
	struct err err;
	int status;
	pid_t child;

	(void)state;
	if (!knows_nameless_files())
		skip();
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (fs_out_open(in_folder("new"), false, &out, &err) == OK &&
			fs_out_add(out, STR("half"), &err) == OK)
			raise(SIGTERM);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(files_in_folder(), 0);
}

static void
test_read_limits(void **state)
{
	const char *path = in_folder("a");
	struct str out = STR("x");
	struct err err;
	char *big = arena_alloc(&arena, 200000);

	(void)state;
	memset(big, 'b', 200000);
	assert_int_equal(fs_write(path, (struct str){ big, 200000 }, true, &err), OK);
	assert_int_equal(fs_read(path, 199999, &arena, &out, &err), ERR_INPUT);
	assert_int_equal(fs_read(path, 0, &arena, &out, &err), ERR_INPUT);
	assert_int_equal(fs_read(in_folder("absent"), 10, &arena, &out, &err), ERR_SYSTEM);
	assert_int_equal(fs_read(folder, 10, &arena, &out, &err), ERR_SYSTEM);
	assert_non_null(strstr(err.text, "c'est un dossier"));
	assert_true(str_eqz(out, "x"));
	assert_int_equal(fs_read(path, 200000, &arena, &out, &err), OK);
	assert_int_equal(out.len, 200000);
	assert_memory_equal(out.ptr, big, 200000);
}

static void
test_make_folders(void **state)
{
	struct err err;
	struct stat st;

	(void)state;
	assert_int_equal(fs_make_folders(in_folder("a//b/c/base.db"), &err), OK);
	assert_int_equal(stat(in_folder("a/b/c"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(stat(in_folder("a/b/c/base.db"), &st), -1);
	assert_int_equal(fs_make_folders(in_folder("a/b/c/base.db"), &err), OK);
	assert_int_equal(fs_write(in_folder("file"), STR("x"), false, &err), OK);
	assert_int_equal(fs_make_folders(in_folder("file/base.db"), &err), ERR_SYSTEM);
	assert_non_null(strstr(err.text, "n'est pas un dossier"));
}

static void
test_kinds_by_magic(void **state)
{
	static const struct {
		unsigned long magic;
		enum fs_kind kind;
		const char *name;
	} cases[] = {
		{ 0xEF53, FS_SAFE, "ext4" },
		{ 0x58465342, FS_SAFE, "xfs" },
		{ 0x9123683E, FS_SAFE, "btrfs" },
		{ 0xFFFFFFFF9123683E, FS_SAFE, "btrfs" },
		{ 0x01021994, FS_VOLATILE, "tmpfs" },
		{ 0x794C7630, FS_VOLATILE, "overlay" },
		{ 0x6969, FS_UNSAFE, "nfs" },
		{ 0xFF534D42, FS_UNSAFE, "cifs" },
		{ 0xFE534D42, FS_UNSAFE, "smb3" },
		{ 0x65735546, FS_UNSAFE, "fuse" },
		{ 0x01021997, FS_UNSAFE, "9p" },
		{ 0x12345678, FS_UNSAFE, "type inconnu" },
		{ 0, FS_UNSAFE, "type inconnu" },
	};
	const char *name;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(fs_kind_by_magic(cases[i].magic, &name), cases[i].kind);
		assert_string_equal(name, cases[i].name);
	}
}

static const char mountinfo[] = "22 27 0:21 / /proc rw,relatime - proc proc rw\n"
				"27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
				"30 27 0:40 / /srv rw - nfs4 host:/srv rw\n"
				"31 30 8:2 / /srv/local rw - xfs /dev/sdb rw\n"
				"32 27 0:41 / /mnt/d\\040e rw - 9p drive rw\n"
				"33 27 0:42 / /home/lea rw - fuse.sshfs lea@host: rw\n"
				"34 27 0:43 / /mnt/twice rw - ext4 /dev/sdc rw\n"
				"35 27 0:44 / /mnt/twice rw - tmpfs tmpfs rw\n"
				"36 27 0:45 / /mnt/new rw - newfs x rw\n"
				"malformed line\n";

static void
test_kinds_by_mounts(void **state)
{
	static const struct {
		const char *path;
		enum fs_kind kind;
		const char *name;
	} cases[] = {
		{ "/var/base.db", FS_SAFE, "ext4" },
		{ "/", FS_SAFE, "ext4" },
		{ "/srv/base.db", FS_UNSAFE, "nfs4" },
		{ "/srv", FS_UNSAFE, "nfs4" },
		{ "/srvx/base.db", FS_SAFE, "ext4" }, /* a prefix of the name is no parent */
		{ "/srv/local/base.db", FS_SAFE, "xfs" },
		{ "/mnt/d e/base.db", FS_UNSAFE, "9p" },
		{ "/home/lea/base.db", FS_UNSAFE, "fuse" },
		{ "/mnt/twice/base.db", FS_VOLATILE, "tmpfs" },
		{ "/mnt/new/base.db", FS_UNSAFE, "type inconnu" },
	};
	const char *name;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(
			fs_kind_by_mounts(str_z(mountinfo), cases[i].path, &name), cases[i].kind);
		assert_string_equal(name, cases[i].name);
	}
	assert_int_equal(fs_kind_by_mounts(STR(""), "/", &name), FS_SAFE);
	assert_null(name); /* a chroot: nothing is known, statfs alone decides */
}

static void
test_kind_of_real_paths(void **state)
{
	const char *name = NULL, *above = NULL;

	(void)state;
	assert_int_equal(fs_kind_of("/proc/self/status", &name), FS_UNSAFE);
	assert_string_equal(name, "proc");
	enum fs_kind kind = fs_kind_of(folder, &above);

	assert_int_equal(fs_kind_of(in_folder("no/such/base.db"), &name), kind);
	assert_string_equal(name, above);
	assert_int_equal(fs_kind_of("no-such-file", &name), fs_kind_of(".", &above));
	assert_string_equal(name, above);
	fs_kind_of("/no-such-file", &name);
	fs_kind_of("/", &above);
	assert_string_equal(name, above);
	assert_int_equal(fs_kind_of("", &name), fs_kind_of(".", &above));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_write_then_read, setup, teardown),
		cmocka_unit_test_setup_teardown(test_existing_file_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_link_is_replaced_not_followed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_relative_path, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused_writes, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_failed_write_leaves_the_old_file, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_no_name_before_the_file_is_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_name_taken_meanwhile_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_killed_process_leaves_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_read_limits, setup, teardown),
		cmocka_unit_test_setup_teardown(test_make_folders, setup, teardown),
		cmocka_unit_test_setup_teardown(test_kinds_by_magic, setup, teardown),
		cmocka_unit_test_setup_teardown(test_kinds_by_mounts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_kind_of_real_paths, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
