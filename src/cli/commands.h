/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of subcommands: parser, help, man page and completion read it; one function per row. */
#ifndef PUPITRE_CLI_COMMANDS_H
#define PUPITRE_CLI_COMMANDS_H

#include "call.h"

extern const struct command commands[];
extern const size_t command_count;
extern const struct option common_options[];

/* The row of the words; *words: how many of them name it (1 or 2). ERR_USAGE suggests. */
MUST_CHECK enum status command_find(struct arena *a, const struct args *words,
	const struct command **out, int *used, struct err *err);

enum status run_demo(struct call *c, struct err *err);
enum status run_init(struct call *c, struct err *err);
enum status run_import(struct call *c, struct err *err);
enum status run_list(struct call *c, struct err *err);
enum status run_show(struct call *c, struct err *err);
enum status run_score(struct call *c, struct err *err);
enum status run_move(struct call *c, struct err *err);
enum status run_propose(struct call *c, struct err *err);
enum status run_decide(struct call *c, struct err *err);
enum status run_undo(struct call *c, struct err *err);
enum status run_envelope_list(struct call *c, struct err *err);
enum status run_envelope_set(struct call *c, struct err *err);
enum status run_grid_check(struct call *c, struct err *err);
enum status run_grid_show(struct call *c, struct err *err);
enum status run_grid_load(struct call *c, struct err *err);
enum status run_agent_list(struct call *c, struct err *err);
enum status run_agent_add(struct call *c, struct err *err);
enum status run_agent_role(struct call *c, struct err *err);
enum status run_register(struct call *c, struct err *err);
enum status run_export(struct call *c, struct err *err);
enum status run_verify_export(struct call *c, struct err *err);
enum status run_bundle_create(struct call *c, struct err *err);
enum status run_bundle_show(struct call *c, struct err *err);
enum status run_bundle_list(struct call *c, struct err *err);
enum status run_bundle_open(struct call *c, struct err *err);
enum status run_bundle_return(struct call *c, struct err *err);
enum status run_bundle_merge(struct call *c, struct err *err);
enum status run_bundle_questions(struct call *c, struct err *err);
enum status run_bundle_answer(struct call *c, struct err *err);
enum status run_bundle_close(struct call *c, struct err *err);
enum status run_bundle_revoke(struct call *c, struct err *err);
enum status run_bundle_prolong(struct call *c, struct err *err);
enum status run_bundle_key(struct call *c, struct err *err);
enum status run_check(struct call *c, struct err *err);
enum status run_backup(struct call *c, struct err *err);
enum status run_doctor(struct call *c, struct err *err);
enum status run_docs_man(struct call *c, struct err *err);
enum status run_docs_completion(struct call *c, struct err *err);
enum status run_docs_config(struct call *c, struct err *err);
/* Opens a mallette where it has to be: its working base. */
MUST_CHECK enum status call_unpack(
	struct call *c, const char *path, const char **base, struct err *err);
/* "pupitre" alone. */
enum status run_workstation(struct call *c, struct err *err);

#endif
