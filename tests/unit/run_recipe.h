/*
 * Folders made for one test, and what a run over them tells: each event is a
 * line of text.
 *
 *	d/a.txt: BAG-020 its sha256 is ...
 *	d/a.txt = damaged changed
 *
 * Notes on what JSON is are left out: most of the files are "{}".
 */
#ifndef RUN_RECIPE_H
#define RUN_RECIPE_H

#include <stdbool.h>

#include "codes.h"
#include "tree.h"

#include "memory.h"

struct told {
	int result;
	struct newsconv_verify_total total;
	struct newsconv_error error;
	struct nc_buffer lines;
};

/* A file that is sound. */
#define SOUND \
	"WARC/1.1\r\nWARC-Type: warcinfo\r\n" \
	"WARC-Record-ID: <urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8>\r\n" \
	"WARC-Date: 2020-01-01T00:00:00Z\r\n" \
	"WARC-Block-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n" \
	"Content-Length: 0\r\n\r\n\r\n\r\n"

static inline void
write_down(const struct newsconv_verify_event *event, void *context)
{
	static const char *const verdicts[] = {[NEWSCONV_SOUND] = "sound",
	    [NEWSCONV_DAMAGED] = "damaged",
	    [NEWSCONV_UNCHECKED] = "unchecked"};
	static const char *const fixities[] = {[NEWSCONV_FIXITY_NONE] = "none",
	    [NEWSCONV_CONFIRMED] = "confirmed",
	    [NEWSCONV_CHANGED] = "changed",
	    [NEWSCONV_MISSING] = "missing",
	    [NEWSCONV_NEW] = "new",
	    [NEWSCONV_MOVED] = "moved",
	    [NEWSCONV_DUPLICATE] = "duplicate"};
	struct told *told = context;

	if (event->type == NEWSCONV_VERIFY_FINDING)
		note_code(event->finding->code);
	if (event->type == NEWSCONV_VERIFY_FINDING &&
	    strncmp(event->finding->code, "JSON-", 5) != 0)
		nc_buffer_format(&told->lines, "%s: %s %s%s%s\n",
		    event->finding->file, event->finding->code,
		    event->finding->part,
		    event->finding->part[0] == '\0' ? "" : ": ",
		    event->finding->text);
	if (event->type == NEWSCONV_VERIFY_PART)
		nc_buffer_format(
		    &told->lines, "%s part %s\n", event->file, event->part->id);
	if (event->type == NEWSCONV_VERIFY_FILE)
		nc_buffer_format(&told->lines, "%s = %s %s%s\n",
		    event->result->file, verdicts[event->result->verdict],
		    fixities[event->result->fixity],
		    event->result->error == NULL ? ""
			: event->result->error->code == NEWSCONV_UNSUPPORTED
			? ", of no kind"
			: ", unreadable");
}

static inline void
check_paths(struct told *told, const char *const *paths, size_t count,
    unsigned threads, bool parts)
{
	struct newsconv_verify_options options;

	memset(told, 0, sizeof(*told));
	told->lines.ceiling = (size_t)256 * 1024 * 1024;
	nc_buffer_text(&told->lines, "");
	newsconv_verify_options_init(&options);
	options.paths = paths;
	options.path_count = count;
	options.threads = threads;
	options.parts = parts;
	options.callback = write_down;
	options.context = told;
	told->result = newsconv_verify_run(
	    &options, &told->total, &told->error);
}

static inline void
check_path(struct told *told, const char *path)
{
	check_paths(told, &path, 1, 2, false);
	assert_int_equal(told->result, NEWSCONV_OK);
}

static inline bool
was_told(const struct told *told, const char *text)
{
	return strstr(told->lines.data, text) != NULL;
}

static inline void
told_free(struct told *told)
{
	nc_buffer_free(&told->lines);
}

/* Checking the path tells each of these texts, which end with NULL. */
static inline void
expect_told(const char *path, const char *const *texts)
{
	struct told told;

	check_path(&told, path);
	for (; *texts != NULL; texts++) {
		if (!was_told(&told, *texts))
			fail_msg("not told: %s\namong:\n%s", *texts,
			    told.lines.data);
	}
	told_free(&told);
}

#define EXPECT_TOLD(path, ...) \
	expect_told(path, (const char *const[]){__VA_ARGS__, NULL})

#endif
