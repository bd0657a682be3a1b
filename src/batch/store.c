/*
 * Appending is serial, and cheap: all that takes time was done by the workers.
 * Only here is it known what came before, so that here duplicates are found,
 * volumes begin and end, and offsets become lines of the index.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "book_line.h"
#include "directory.h"
#include "error.h"
#include "file.h"
#include "growing_file.h"
#include "payloads.h"
#include "store.h"
#include "tally.h"
#include "thread_time.h"
#include "utf8.h"

#define LINE_CEILING ((size_t)1 << 31)
/* A place in this run's part of the manifest, not in the earlier one. */
#define IN_PART (UINT64_C(1) << 62)

struct nc_store {
	struct nc_run *run;
	struct nc_state state; /* as it is now */
	/*
	 * As of the last checkpoint.  The run gets it when the store is closed:
	 * until then the feed and the workers read there what they begin from.
	 */
	struct nc_state saved;
	struct nc_growing_file *files[NC_PARTS];
	struct nc_payloads *payloads; /* NULL where no volumes are written */
	struct nc_deflater *deflater; /* of duplicates, and of warcinfo */
	struct nc_deflater *quick;    /* of what was given of duplicates */
	struct nc_buffer line;
	const char *volume; /* file name of the volume, in the run's arena */
	char *last_path;    /* of state.path */
	size_t last_room;
	int old_manifest; /* descriptor, or -1 */
	uint64_t written; /* bytes of all files since the checkpoint */
	uint64_t tasks, watched;
	uint64_t appending; /* nanoseconds of those watched */
	bool torn;          /* an input is appended in part */
	bool doubtful;      /* the state on the disk may be `state` */
};

/* ------------------------------------------------------------------ opening */

static bool
wants_part(const struct nc_run *run, enum nc_part part)
{
	switch (part) {
	case NC_PART_LINES:
		return nc_run_writes(run, NEWSCONV_ARCHIVE_JSONL);
	case NC_PART_INDEX:
		return nc_run_writes(run, NEWSCONV_ARCHIVE_WARC);
	case NC_PART_PAGES:
		return nc_run_keeps_pages(run);
	case NC_PART_BOOKS:
		return nc_run_writes(run, NEWSCONV_ARCHIVE_EPUB);
	default:
		return part == NC_PART_MANIFEST;
	}
}

static int
open_file(struct nc_store *store, enum nc_part part, const char *path,
    struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	if (path == NULL)
		return nc_error_memory(error);
	if (part == NC_PART_VOLUME || part == NC_PART_LINES)
		result = nc_directory_make_parent(path, error);
	return result < 0 ? result
			  : nc_growing_open(&store->files[part], path,
				store->state.sizes[part], error);
}

static const char *
volume_name(struct nc_store *store)
{
	return nc_run_volume_name(
	    store->run, store->state.first_serial + store->state.volumes - 1);
}

static int
open_volume(struct nc_store *store, struct newsconv_error *error)
{
	const char *name = volume_name(store);

	if (name == NULL)
		return nc_error_memory(error);
	store->volume = strrchr(name, '/') + 1;
	return open_file(
	    store, NC_PART_VOLUME, nc_run_fresh(store->run, name), error);
}

static const char *
volume_path(struct nc_store *store, unsigned serial)
{
	return nc_run_fresh(store->run, nc_run_volume_name(store->run, serial));
}

/*
 * Volumes that were begun after the checkpoint are begun again.  The last one
 * goes first: whoever is killed meanwhile leaves no gap that hides others.
 */
static int
remove_later_volumes(struct nc_store *store, struct newsconv_error *error)
{
	unsigned first = store->state.first_serial + store->state.volumes;
	unsigned serial = first;
	const char *path;

	while ((path = volume_path(store, serial)) != NULL &&
	    access(path, F_OK) == 0)
		serial++;
	while (path != NULL && serial > first) {
		path = volume_path(store, --serial);
		if (path != NULL && unlink(path) != 0) {
			nc_error_system(
			    error, NEWSCONV_WRITE_FAILED, "cannot remove");
			return nc_error_where(
			    error, NEWSCONV_WRITE_FAILED, path);
		}
	}
	return path == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

static int
open_files(struct nc_store *store, struct newsconv_error *error)
{
	enum nc_part part;
	int result = NEWSCONV_OK;

	for (part = NC_PART_VOLUME + 1;
	     part < NC_PARTS && result == NEWSCONV_OK; part++)
		if (wants_part(store->run, part))
			result = open_file(
			    store, part, nc_run_part(store->run, part), error);
	if (result < 0 || !nc_run_writes(store->run, NEWSCONV_ARCHIVE_WARC))
		return result;
	result = remove_later_volumes(store, error);
	return result == NEWSCONV_OK && store->state.volumes > 0
	    ? open_volume(store, error)
	    : result;
}

/* The payloads of all volumes there are, and of this run's as far as it is. */
static int
add_payloads(struct nc_payloads *payloads, const char *manifest, uint64_t flag,
    struct newsconv_error *error)
{
	struct nc_manifest_cursor *cursor = NULL;
	struct nc_manifest_line line;
	struct newsconv_text text;
	uint64_t offset;
	int result = nc_manifest_open(&cursor, manifest, error);

	while (result == NEWSCONV_OK) {
		result = nc_manifest_next(cursor, &line, &text, &offset, error);
		if (result == NEWSCONV_OK && line.status == NC_ARCHIVED &&
		    line.record.size > 0 &&
		    !nc_payloads_add(payloads, line.sha256, offset | flag))
			result = nc_error_memory(error);
	}
	nc_manifest_close(cursor);
	return result == NEWSCONV_END ? NEWSCONV_OK : result;
}

static int
read_payloads(struct nc_store *store, struct newsconv_error *error)
{
	const char *old = nc_run_old(store->run, NC_MANIFEST_NAME);
	int result;

	if (!nc_run_writes(store->run, NEWSCONV_ARCHIVE_WARC))
		return NEWSCONV_OK;
	store->payloads = nc_payloads_new();
	store->deflater = nc_deflater_new(store->run->level);
	store->quick = nc_deflater_new(NC_DEFLATE_FAST);
	if (old == NULL || store->payloads == NULL || store->deflater == NULL ||
	    store->quick == NULL)
		return nc_error_memory(error);
	store->old_manifest = open(old, O_RDONLY | O_CLOEXEC);
	result = add_payloads(store->payloads, old, 0, error);
	if (result == NEWSCONV_OK)
		result = add_payloads(store->payloads,
		    nc_growing_path(store->files[NC_PART_MANIFEST]), IN_PART,
		    error);
	return result;
}

int
nc_store_open(struct nc_store **result_store, struct nc_run *run,
    struct newsconv_error *error)
{
	struct nc_store *store = calloc(1, sizeof(*store));
	int result;

	if (store == NULL)
		return nc_error_memory(error);
	store->run = run;
	store->state = store->saved = run->state;
	store->line.ceiling = LINE_CEILING;
	store->old_manifest = -1;
	result = open_files(store, error);
	if (result == NEWSCONV_OK)
		result = read_payloads(store, error);
	if (result < 0)
		nc_store_close(store);
	else
		*result_store = store;
	return result;
}

/* ---------------------------------------------------------------- appending */

static int
append(struct nc_store *store, enum nc_part part, const void *data, size_t size,
    struct newsconv_error *error)
{
	store->written += size;
	store->state.summary.bytes_written += size;
	return nc_growing_add(store->files[part], data, size, error);
}

static int
append_line(
    struct nc_store *store, enum nc_part part, struct newsconv_error *error)
{
	int result = nc_buffer_check(&store->line, error);

	if (result == NEWSCONV_OK)
		result = append(
		    store, part, store->line.data, store->line.size, error);
	nc_buffer_clear(&store->line);
	return result;
}

static int
begin_volume(struct nc_store *store, struct newsconv_error *error)
{
	struct nc_arena *arena = nc_arena_new(LINE_CEILING);
	struct newsconv_text info, none = {"", 0};
	int result = NEWSCONV_OK;

	if (arena == NULL)
		return nc_error_memory(error);
	if (store->files[NC_PART_VOLUME] != NULL)
		result = nc_growing_sync(store->files[NC_PART_VOLUME], error);
	if (result == NEWSCONV_OK) {
		nc_growing_close(store->files[NC_PART_VOLUME]);
		store->files[NC_PART_VOLUME] = NULL;
		store->state.volumes++;
		store->state.summary.volumes++;
		store->state.summary.records++;
		store->state.sizes[NC_PART_VOLUME] = 0;
		result = open_volume(store, error);
	}
	if (result == NEWSCONV_OK)
		result = nc_archive_info(&info, arena, store->volume,
		    store->state.time, none, store->deflater, error);
	if (result == NEWSCONV_OK)
		result = append(
		    store, NC_PART_VOLUME, info.data, info.size, error);
	nc_arena_free(arena);
	return result;
}

/* One input's records stay together; a volume holds one input at least. */
static int
make_room(struct nc_store *store, const struct nc_archive_piece *piece,
    struct newsconv_error *error)
{
	const struct nc_growing_file *volume = store->files[NC_PART_VOLUME];
	uint64_t size = 0;
	size_t i;

	for (i = 0; i < piece->stored_count; i++)
		size += piece->stored[i].bytes.size;
	if (volume != NULL &&
	    nc_growing_size(volume) + size <= store->run->options.volume_size)
		return NEWSCONV_OK;
	return begin_volume(store, error);
}

static int
append_record(struct nc_store *store, const struct nc_stored *stored,
    struct newsconv_error *error)
{
	uint64_t offset = nc_growing_size(store->files[NC_PART_VOLUME]);
	int result = append(store, NC_PART_VOLUME, stored->bytes.data,
	    stored->bytes.size, error);

	store->state.summary.records++;
	if (result < 0 || stored->index.size == 0)
		return result;
	nc_buffer_add(&store->line, stored->index.data, stored->index.size);
	nc_buffer_format(&store->line,
	    ",\"length\":\"%zu\",\"offset\":\"%" PRIu64
	    "\",\"filename\":\"%s\"}\n",
	    stored->bytes.size, offset, store->volume);
	return append_line(store, NC_PART_INDEX, error);
}

static int
append_records(
    struct nc_store *store, struct nc_task *task, struct newsconv_error *error)
{
	const struct nc_archive_piece *piece = &task->piece;
	struct nc_manifest_line *line = &task->line;
	int result = make_room(store, piece, error);
	size_t i;

	if (result < 0)
		return result;
	line->offset = nc_growing_size(store->files[NC_PART_VOLUME]);
	line->volume = nc_text(store->volume);
	line->record = nc_text(piece->record_id);
	line->uri = piece->uri;
	line->date = nc_text(piece->date);
	for (i = 0; i < piece->stored_count && result == NEWSCONV_OK; i++)
		result = append_record(store, &piece->stored[i], error);
	return result;
}

/* --------------------------------------------------------------- duplicates */

/* The record that a payload is in, and where that is. */
struct original {
	struct nc_archive_original record;
	struct newsconv_text volume;
	uint64_t offset;
};

/* The manifest's line at a place, which ends with a line end. */
static int
read_line(struct nc_store *store, uint64_t place, struct nc_buffer *text,
    struct newsconv_error *error)
{
	int descriptor = store->old_manifest;
	uint64_t offset = place & ~IN_PART;
	size_t done = 0;
	int result = NEWSCONV_OK;

	if ((place & IN_PART) != 0) {
		result = nc_growing_flush(
		    store->files[NC_PART_MANIFEST], error);
		descriptor = nc_growing_descriptor(
		    store->files[NC_PART_MANIFEST]);
	}
	do {
		const char *end;

		if (result < 0 || !nc_buffer_reserve(text, 1024))
			break;
		result = nc_file_pread(descriptor, text->data + text->size,
		    1024, offset + text->size, &done, error);
		if (result < 0)
			break;
		end = memchr(text->data + text->size, '\n', done);
		text->size = end == NULL ? text->size + done
					 : (size_t)(end - text->data);
		if (end != NULL)
			return NEWSCONV_OK;
	} while (done > 0);
	if (result == NEWSCONV_OK)
		result = nc_buffer_check(text, error);
	return result < 0 ? result
			  : nc_error_set(error, NEWSCONV_READ_FAILED,
				"a line of the manifest has no end");
}

/* NEWSCONV_END: the archive has no equal payload. */
static int
find_original(struct nc_store *store, const struct nc_task *task,
    struct original *original, struct newsconv_error *error)
{
	struct nc_buffer text = NC_BUFFER(LINE_CEILING);
	struct nc_manifest_line line;
	uint64_t place;
	int result;

	if (!nc_payloads_find(store->payloads, task->piece.sha256, &place))
		return NEWSCONV_END;
	result = read_line(store, place, &text, error);
	if (result == NEWSCONV_OK &&
	    !nc_arena_adopt(task->arena, text.data, text.size))
		result = nc_error_memory(error);
	if (result < 0) {
		nc_buffer_free(&text);
		return result;
	}
	result = nc_manifest_parse(&line, task->arena,
	    (struct newsconv_text){text.data, text.size}, error);
	if (result < 0)
		return result;
	if (strcmp(line.sha256, task->piece.sha256) != 0)
		return NEWSCONV_END;
	original->record.record = line.record;
	original->record.uri = line.uri;
	original->record.date = line.date;
	original->volume = line.volume;
	original->offset = line.offset;
	return NEWSCONV_OK;
}

/* `original` is left alone where there is none. */
static int
settle_duplicate(struct nc_store *store, struct nc_task *task,
    struct original *original, struct newsconv_error *error)
{
	struct nc_archive_encoding encoding = {
	    .records = store->run->options.records,
	    .deflater = store->deflater,
	    .quick = store->quick};
	int result = find_original(store, task, original, error);

	if (result != NEWSCONV_OK)
		return result == NEWSCONV_END ? NEWSCONV_OK : result;
	task->line.status = NC_DUPLICATE;
	/* Its page would show what is not stored. */
	task->piece.pages.size = 0;
	return nc_archive_encode_duplicate(&task->piece, task->arena,
	    &task->input, &original->record, &encoding, error);
}

/* -------------------------------------------------------------------- tasks */

static int
append_piece(
    struct nc_store *store, struct nc_task *task, struct newsconv_error *error)
{
	const struct nc_archive_piece *piece = &task->piece;
	struct original original = {.volume = {"", 0}};
	int result = NEWSCONV_OK;

	if (store->payloads != NULL) {
		result = settle_duplicate(store, task, &original, error);
		if (result == NEWSCONV_OK)
			result = append_records(store, task, error);
	}
	if (result == NEWSCONV_OK && store->files[NC_PART_LINES] != NULL) {
		task->line.articles = task->facts.articles;
		result = append(store, NC_PART_LINES, piece->lines.data,
		    piece->lines.size, error);
	}
	if (result == NEWSCONV_OK && store->files[NC_PART_PAGES] != NULL)
		result = append(store, NC_PART_PAGES, piece->pages.data,
		    piece->pages.size, error);
	if (result == NEWSCONV_OK && store->files[NC_PART_BOOKS] != NULL) {
		bool here = original.volume.size == 0;

		nc_book_lines_put(&store->line, store->run, task,
		    here ? task->line.volume : original.volume,
		    here ? task->line.offset : original.offset);
		result = append_line(store, NC_PART_BOOKS, error);
	}
	return result;
}

static int
append_manifest(struct nc_store *store, const struct nc_task *task,
    struct newsconv_error *error)
{
	uint64_t offset = nc_growing_size(store->files[NC_PART_MANIFEST]);
	int result;

	nc_manifest_put(&store->line, &task->line);
	result = append_line(store, NC_PART_MANIFEST, error);
	if (result < 0 || store->payloads == NULL ||
	    task->outcome != NC_OUTCOME_STATUS ||
	    task->line.status != NC_ARCHIVED)
		return result;
	return nc_payloads_add(
		   store->payloads, task->line.sha256, offset | IN_PART)
	    ? NEWSCONV_OK
	    : nc_error_memory(error);
}

/* The path is kept in memory that grows with the longest one. */
static int
set_last(struct nc_store *store, const struct nc_task *task,
    struct newsconv_error *error)
{
	struct newsconv_text path = task->line.path;

	if (path.size >= store->last_room) {
		char *larger = realloc(store->last_path, 2 * path.size + 1);

		if (larger == NULL)
			return nc_error_memory(error);
		store->last_path = larger;
		store->last_room = 2 * path.size + 1;
	}
	memcpy(store->last_path, path.data, path.size);
	store->state.any = true;
	store->state.path.data = store->last_path;
	store->state.path.size = path.size;
	store->state.number = task->line.number;
	store->state.inputs_done += task->file_done;
	store->state.bytes_done += task->file_bytes;
	return NEWSCONV_OK;
}

static int
add(struct nc_store *store, struct nc_task *task, struct newsconv_error *error)
{
	int result = task->result;

	if (result < 0) {
		if (error != NULL)
			*error = task->error;
		return result;
	}
	store->torn = true;
	if (task->outcome == NC_OUTCOME_STATUS && task->kind != NC_TASK_LINE &&
	    task->line.status == NC_ARCHIVED)
		result = append_piece(store, task, error);
	if (result == NEWSCONV_OK && task->write_line)
		result = append_manifest(store, task, error);
	if (result == NEWSCONV_OK)
		result = set_last(store, task, error);
	if (result < 0)
		return result;
	store->torn = false;
	nc_tally_add(&store->state.summary, task);
	return NEWSCONV_OK;
}

int
nc_store_add(
    struct nc_store *store, struct nc_task *task, struct newsconv_error *error)
{
	bool watched = store->tasks++ % NC_WATCHED == 0;
	uint64_t start = watched ? nc_thread_time() : 0;
	int result = add(store, task, error);

	store->watched += watched;
	if (watched)
		store->appending += nc_thread_time() - start;
	if (result == NEWSCONV_OK &&
	    store->written >= store->run->options.checkpoint)
		result = nc_store_checkpoint(store, error);
	return result;
}

int
nc_store_checkpoint(struct nc_store *store, struct newsconv_error *error)
{
	const char *path = nc_run_unfinished(store->run, NC_STATE_NAME);
	enum nc_part part;
	int result = path == NULL ? nc_error_memory(error) : NEWSCONV_OK;

	for (part = 0; part < NC_PARTS && result == NEWSCONV_OK; part++) {
		if (store->files[part] == NULL)
			continue;
		result = nc_growing_sync(store->files[part], error);
		store->state.sizes[part] = nc_growing_size(store->files[part]);
	}
	if (result < 0)
		return result;
	store->doubtful = true;
	result = nc_state_write(&store->state, path, error);
	if (result < 0)
		return result;
	store->doubtful = false;
	store->written = 0;
	store->saved = store->state;
	return NEWSCONV_OK;
}

void
nc_store_not_for_us(struct nc_store *store, uint64_t count)
{
	store->state.summary.not_for_us = count;
}

const struct newsconv_archive_summary *
nc_store_summary(const struct nc_store *store)
{
	return &store->state.summary;
}

void
nc_store_progress(
    const struct nc_store *store, uint64_t *inputs, uint64_t *bytes)
{
	*inputs = store->state.inputs_done;
	*bytes = store->state.bytes_done;
}

uint64_t
nc_store_time(const struct nc_store *store)
{
	return store->watched == 0
	    ? 0
	    : store->appending * store->tasks / store->watched;
}

bool
nc_store_torn(const struct nc_store *store)
{
	return store->torn;
}

/*
 * A state that was written and could not be synced may be there or not: the
 * files have to be long enough for it.
 */
void
nc_store_cut(struct nc_store *store)
{
	const struct nc_state *state = store->doubtful ? &store->state
						       : &store->saved;
	enum nc_part part;

	for (part = 0; part < NC_PARTS; part++)
		if (store->files[part] != NULL)
			nc_growing_cut(store->files[part],
			    part == NC_PART_VOLUME &&
				    state->volumes != store->state.volumes
				? 0
				: state->sizes[part]);
}

/* The run's state outlives the store; without memory its key is lost, no more. */
static void
hand_over_state(struct nc_store *store)
{
	struct nc_state *state = &store->run->state;
	struct newsconv_text path = store->saved.path;

	*state = store->saved;
	state->path.data = nc_arena_copy(
	    store->run->arena, path.data, path.size);
	if (state->path.data == NULL)
		state->path = (struct newsconv_text){"", 0};
}

void
nc_store_close(struct nc_store *store)
{
	enum nc_part part;

	if (store == NULL)
		return;
	for (part = 0; part < NC_PARTS; part++)
		nc_growing_close(store->files[part]);
	hand_over_state(store);
	if (store->old_manifest >= 0)
		close(store->old_manifest);
	nc_payloads_free(store->payloads);
	nc_deflater_free(store->deflater);
	nc_deflater_free(store->quick);
	nc_buffer_free(&store->line);
	free(store->last_path);
	free(store);
}
