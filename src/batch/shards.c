/* Are all shards of one job there?  Nothing is written before that is known. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "run.h"
#include "shards.h"
#include "utf8.h"

/* A job of more is a mistake; an array is made of the number. */
enum { MOST_SHARDS = 1000000 };

struct check {
	struct nc_shards *shards;
	struct nc_arena *arena;
	nc_shards_note *note;
	void *context;
	size_t incomplete; /* paths that are not there, or unfinished */
};

char *
nc_path_in(struct nc_arena *arena, const char *root, struct newsconv_text name)
{
	struct nc_buffer path = NC_BUFFER(SIZE_MAX);
	char *copy = NULL;

	nc_buffer_text(&path, root);
	nc_buffer_byte(&path, '/');
	nc_buffer_add(&path, name.data, name.size);
	if (nc_buffer_check(&path, NULL) == NEWSCONV_OK)
		copy = nc_arena_copy(arena, path.data, path.size);
	nc_buffer_free(&path);
	return copy;
}

static void
tell(struct check *check, const char *path, const char *text)
{
	check->incomplete++;
	if (check->note != NULL)
		check->note(path, text, check->context);
}

static int
refuse(
    int code, const char *path, const char *text, struct newsconv_error *error)
{
	nc_error_set(error, code, "%s", text);
	return nc_error_where(error, code, path);
}

/* NEWSCONV_END: it is not there, or not finished, and that was told. */
static int
look_at(struct check *check, const char *path, struct newsconv_error *error)
{
	char *history = nc_path_in(
	    check->arena, path, nc_text(NC_HISTORY_NAME));
	char *unfinished = nc_path_in(
	    check->arena, path, nc_text("unfinished"));
	struct stat status;
	bool has_history;

	if (history == NULL || unfinished == NULL)
		return nc_error_memory(error);
	if (stat(path, &status) != 0) {
		if (errno != ENOENT) {
			nc_error_system(
			    error, NEWSCONV_READ_FAILED, "cannot examine");
			return nc_error_where(
			    error, NEWSCONV_READ_FAILED, path);
		}
		tell(check, path, "is not there");
		return NEWSCONV_END;
	}
	if (!S_ISDIR(status.st_mode))
		return refuse(NEWSCONV_NOT_A_FILE, path,
		    "is no directory: shards are joined as directories", error);
	has_history = access(history, F_OK) == 0;
	if (access(unfinished, F_OK) == 0) {
		tell(check, path,
		    has_history ? "has a run that is not finished"
				: "is not finished");
		return NEWSCONV_END;
	}
	if (!has_history)
		return refuse(NEWSCONV_NOT_A_FILE, path,
		    "is a directory, and no archive of newsconv", error);
	return NEWSCONV_OK;
}

/* That all of its runs were of one shard. */
static int
check_runs(const struct nc_shard *shard, struct newsconv_error *error)
{
	const struct nc_history *history = &shard->history;
	size_t i;

	if (history->count == 0)
		return refuse(NEWSCONV_BAD_VALUE, shard->path,
		    "has an empty history", error);
	for (i = 0; i < history->count; i++) {
		const struct nc_history_line *line = &history->runs[i];

		if (line->shard == 0)
			return refuse(NEWSCONV_BAD_VALUE, shard->path,
			    "is no shard, but a whole archive", error);
		if (line->shard != history->runs[0].shard ||
		    line->shards != history->runs[0].shards)
			return refuse(NEWSCONV_BAD_VALUE, shard->path,
			    "has runs of different shards", error);
	}
	return NEWSCONV_OK;
}

static int
make_room(struct check *check, unsigned shards, struct newsconv_error *error)
{
	struct nc_shards *all = check->shards;

	if (shards > MOST_SHARDS)
		return nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "%u shards are more than there can be", shards);
	all->all = nc_arena_array(check->arena, shards, sizeof(*all->all));
	if (all->all == NULL)
		return nc_error_memory(error);
	all->count = shards;
	return NEWSCONV_OK;
}

/* To its place among the others. */
static int
add(struct check *check, const struct nc_shard *shard,
    struct newsconv_error *error)
{
	const struct nc_history_line *line = &shard->history.runs[0];
	struct nc_shards *shards = check->shards;
	struct nc_shard *place;
	int result = NEWSCONV_OK;

	if (shards->count == 0)
		result = make_room(check, line->shards, error);
	if (result < 0)
		return nc_error_where(error, result, shard->path);
	if (line->shards != shards->count) {
		nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "is one of %u shards, others are of %zu", line->shards,
		    shards->count);
		return nc_error_where(error, NEWSCONV_BAD_VALUE, shard->path);
	}
	place = &shards->all[line->shard - 1];
	if (place->path != NULL) {
		nc_error_set(error, NEWSCONV_BAD_VALUE,
		    "is shard %u, and so is %s", line->shard, place->path);
		return nc_error_where(error, NEWSCONV_BAD_VALUE, shard->path);
	}
	*place = *shard;
	if (shard->history.count > shards->runs)
		shards->runs = (unsigned)shard->history.count;
	return NEWSCONV_OK;
}

static int
open_one(struct check *check, const char *path, struct newsconv_error *error)
{
	struct nc_shard shard = {.path = path};
	int result = look_at(check, path, error);
	char *history;

	if (result != NEWSCONV_OK)
		return result < 0 ? result : NEWSCONV_OK;
	history = nc_path_in(check->arena, path, nc_text(NC_HISTORY_NAME));
	if (history == NULL)
		return nc_error_memory(error);
	result = nc_history_read(&shard.history, check->arena, history, error);
	if (result == NEWSCONV_OK)
		result = check_runs(&shard, error);
	return result < 0 ? result : add(check, &shard, error);
}

/* What each run was asked for. */
static int
check_options(const struct nc_shards *shards, struct newsconv_error *error)
{
	const struct nc_history *first = &shards->all[0].history;
	size_t i, run;

	for (i = 1; i < shards->count; i++) {
		const struct nc_history *other = &shards->all[i].history;

		for (run = 0; run < first->count && run < other->count; run++)
			if (!nc_texts_equal(first->runs[run].options,
				other->runs[run].options))
				return refuse(NEWSCONV_BAD_VALUE,
				    shards->all[i].path,
				    "was made with other options than the "
				    "first shard",
				    error);
	}
	return NEWSCONV_OK;
}

/* "2, 3, 7", cut where there is no room. */
static void
list_missing(const struct nc_shards *shards, char *list, size_t room)
{
	size_t used = 0, i;

	list[0] = '\0';
	for (i = 0; i < shards->count && used + 20 < room; i++)
		if (shards->all[i].path == NULL)
			used += (size_t)snprintf(list + used, room - used,
			    "%s%zu", used == 0 ? "" : ", ", i + 1);
	if (i < shards->count)
		snprintf(list + used, room - used, ", ...");
}

static int
check_all_there(struct check *check, struct newsconv_error *error)
{
	const struct nc_shards *shards = check->shards;
	size_t missing = 0, i;
	char list[200];

	for (i = 0; i < shards->count; i++) {
		char text[64];

		if (shards->all[i].path != NULL)
			continue;
		missing++;
		snprintf(text, sizeof(text), "shard %zu of %zu is missing",
		    i + 1, shards->count);
		if (check->note != NULL)
			check->note("", text, check->context);
	}
	if (shards->count == 0)
		return nc_error_set(error, NEWSCONV_INCOMPLETE,
		    "none of the shards is finished");
	list_missing(shards, list, sizeof(list));
	if (missing > 0)
		return nc_error_set(error, NEWSCONV_INCOMPLETE,
		    "of %zu shards these are missing or unfinished: %s",
		    shards->count, list);
	if (check->incomplete > 0)
		return nc_error_set(error, NEWSCONV_INCOMPLETE,
		    "%zu of the archives named are not there or unfinished",
		    check->incomplete);
	return NEWSCONV_OK;
}

static void
tell_of_runs(struct check *check)
{
	const struct nc_shards *shards = check->shards;
	size_t i;

	for (i = 0; check->note != NULL && i < shards->count; i++) {
		char text[96];

		if (shards->all[i].history.count == shards->runs)
			continue;
		snprintf(text, sizeof(text),
		    "has %zu runs, another shard has %u",
		    shards->all[i].history.count, shards->runs);
		check->note(shards->all[i].path, text, check->context);
	}
}

int
nc_shards_open(struct nc_shards *shards, struct nc_arena *arena,
    const char *const *paths, size_t count, nc_shards_note *note, void *context,
    struct newsconv_error *error)
{
	struct check check = {shards, arena, note, context, 0};
	int result = NEWSCONV_OK;
	size_t i;

	memset(shards, 0, sizeof(*shards));
	for (i = 0; i < count && result == NEWSCONV_OK; i++)
		result = open_one(&check, paths[i], error);
	if (result == NEWSCONV_OK)
		result = check_all_there(&check, error);
	if (result == NEWSCONV_OK)
		result = check_options(shards, error);
	if (result == NEWSCONV_OK)
		tell_of_runs(&check);
	return result;
}
