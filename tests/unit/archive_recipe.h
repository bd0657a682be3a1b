/*
 * An archive of two dumps, as newsconv_archive_run() makes it of the folder
 * "in" under the name "out", to be spoilt by recipes.  Its one volume is VOLUME.
 */
#ifndef ARCHIVE_RECIPE_H
#define ARCHIVE_RECIPE_H

#include "run_recipe.h"

#define FIRST_DUMP \
	"Ferry stays in harbour\n\nBy Ida Holm\n1 March 2024\n\n" \
	"The ferry of Velmora did not leave the harbour on Monday, for the " \
	"second time in a week, and the council has not said why.\n"
#define SECOND_DUMP \
	"Bridge to be closed in May\n\nBy Ole Dahl\n2 March 2024\n\n" \
	"The bridge over the sound of Velmora will be closed for three weeks " \
	"in May, the road authority said on Tuesday.\n"
#define VOLUME "out/archive/newsconv-20200913122640-00000.warc.gz"

/* One run over what is in "in". */
static inline void
archive_run(bool listed, int64_t time)
{
	static const char *const inputs[] = {"in"};
	struct newsconv_archive_options options;
	struct newsconv_archive_summary summary;
	struct newsconv_error error;

	newsconv_archive_options_init(&options);
	options.inputs = inputs;
	options.input_count = 1;
	options.output = "out";
	options.time = time;
	options.holder = "a test";
	options.threads = 1;
	options.no_manifest = !listed;
	if (newsconv_archive_run(&options, &summary, &error) != NEWSCONV_OK)
		fail_msg("no archive: %s", error.text);
	assert_int_equal(summary.failed, 0);
}

/* `listed`: with outputs.jsonl and SHA256SUMS. */
static inline void
archive_make(bool listed)
{
	tree_file("in/bridge.txt", SECOND_DUMP);
	tree_file("in/ferry.txt", FIRST_DUMP);
	archive_run(listed, 1600000000);
	assert_int_equal(access(VOLUME, F_OK), 0);
}

#endif
