/*
 * The work on one input.  A dump that cannot be archived is no failure of the
 * run: its line says why.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "error.h"
#include "input.h"
#include "read.h"
#include "stamp.h"
#include "task.h"
#include "thread_time.h"
#include "utf8.h"

#define ARENA_CEILING ((size_t)1 << 33)

struct nc_task *
nc_task_new(enum nc_task_kind kind)
{
	struct nc_arena *arena = nc_arena_new(ARENA_CEILING);
	struct nc_task *task = NULL;

	if (arena != NULL)
		task = nc_arena_alloc(arena, sizeof(*task));
	if (task == NULL) {
		nc_arena_free(arena);
		return NULL;
	}
	task->arena = arena;
	task->kind = kind;
	task->write_line = true;
	return task;
}

void
nc_task_free(struct nc_task *task)
{
	if (task == NULL)
		return;
	newsconv_articles_free(task->articles);
	nc_member_free(task->member);
	nc_arena_free(task->arena);
}

static bool
keep(struct nc_arena *arena, struct newsconv_text *text)
{
	text->data = text->size == 0
	    ? ""
	    : nc_arena_copy(arena, text->data, text->size);
	return text->data != NULL;
}

bool
nc_task_keep_line(struct nc_task *task, struct nc_manifest_line *line,
    const struct nc_manifest_line *lent)
{
	*line = *lent;
	return keep(task->arena, &line->path) &&
	    keep(task->arena, &line->member) &&
	    keep(task->arena, &line->record) && keep(task->arena, &line->uri) &&
	    keep(task->arena, &line->date) &&
	    keep(task->arena, &line->volume) &&
	    keep(task->arena, &line->reason);
}

/* Standard input that is one text is no member of anything. */
static bool
is_nameless_member(const struct nc_manifest_line *line)
{
	bool whole = line->number == 1 && line->path.size == 1 &&
	    line->path.data[0] == '-';

	return line->member.size == 0 && line->number > 0 &&
	    line->number != NC_NUMBER_LAST && !whole;
}

/* The key as text, and the member in it. */
void
nc_task_show(char *target, size_t size, const struct nc_manifest_line *line)
{
	size_t length;

	nc_printable(target, size, line->path.data, line->path.size);
	length = strlen(target);
	if (is_nameless_member(line))
		snprintf(target + length, size - length, " (member %llu)",
		    (unsigned long long)line->number);
	if (line->member.size == 0 || length + 2 >= size)
		return;
	target[length] = '/';
	nc_printable(target + length + 1, size - length - 1, line->member.data,
	    line->member.size);
}

/* Failures of the system that may be gone next time. */
static bool
passes(int sys_errno)
{
	switch (sys_errno) {
	case EIO:
	case ENOMEM:
	case EMFILE:
	case ENFILE:
	case EAGAIN:
	case EINTR:
	case EBUSY:
	case ESTALE:
	case ETIMEDOUT:
		return true;
	default:
		return false;
	}
}

void
nc_task_fail(struct nc_task *task, int sys_errno, const char *reason)
{
	struct nc_manifest_line *line = &task->line;

	line->status = NC_FAILED;
	line->sys_errno = passes(sys_errno) ? sys_errno : 0;
	line->reason.data = nc_arena_copy(task->arena, reason, strlen(reason));
	line->reason.size = line->reason.data == NULL ? 0 : strlen(reason);
}

/* The run cannot go on; everything else is the input's own failure. */
static bool
ends_run(struct nc_task *task, int result, const struct newsconv_error *error)
{
	if (result != NEWSCONV_NO_MEMORY)
		return false;
	task->result = result;
	task->error = *error;
	return true;
}

static bool
read_member(struct nc_task *task, const struct nc_worker *worker)
{
	struct newsconv_error error;
	int result;

	if (task->kind == NC_TASK_FILE) {
		result = nc_member_read(&task->member, task->path,
		    task->sidecar, task->line.path, worker->members, &error);
		if (result < 0) {
			if (!ends_run(task, result, &error))
				nc_task_fail(task, error.sys_errno, error.text);
			return false;
		}
	}
	if (task->member->problem != NEWSCONV_OK) {
		nc_task_fail(
		    task, task->member->sys_errno, task->member->reason);
		return false;
	}
	return true;
}

/* What is archived already, with the same things said of it. */
static bool
is_as_it_was(struct nc_task *task)
{
	const struct nc_member *member = task->member;
	struct nc_manifest_line *line = &task->line;
	struct nc_manifest_line *old = &task->old;
	bool moved;

	line->bytes = member->bytes.size;
	nc_sha256_hex(line->sha256, member->bytes);
	if (member->given.words.size > 0)
		nc_sha256_hex(line->given, member->given.words);
	if (!task->known ||
	    (old->status != NC_ARCHIVED && old->status != NC_DUPLICATE) ||
	    strcmp(line->sha256, old->sha256) != 0 ||
	    strcmp(line->given, old->given) != 0)
		return false;
	moved = line->state_known &&
	    !nc_entry_state_equal(&line->state, &old->state);
	task->outcome = NC_OUTCOME_UNCHANGED;
	task->units = 1;
	task->write_line = moved || old->missing != 0;
	old->state = line->state;
	old->missing = 0;
	*line = *old;
	return true;
}

/*
 * The caller's options for all inputs, and what is given of this one; `name`
 * is the key as text.
 */
static void
set_options(struct newsconv_read_options *options, const struct nc_task *task,
    const struct nc_worker *worker, const char *name)
{
	const struct nc_given *given = &task->member->given;

	*options = worker->run->read;
	options->name = name;
	if (given->url != NULL)
		options->url = given->url;
	if (given->title != NULL)
		options->title = given->title;
	if (given->author_count > 0) {
		options->authors = given->authors;
		options->author_count = given->author_count;
	}
	if (given->date != NULL)
		options->date = given->date;
	if (given->language != NULL)
		options->language = given->language;
	if (given->publisher != NULL)
		options->publisher = given->publisher;
}

/* The key, and the member's name in it: "dump.tar/news/a.txt". */
static const char *
source_name(struct nc_task *task)
{
	const struct nc_manifest_line *line = &task->line;

	return nc_arena_format(task->arena, "%.*s%s%.*s", (int)line->path.size,
	    line->path.data, line->member.size > 0 ? "/" : "",
	    (int)line->member.size, line->member.data);
}

/* What can be known of a dump without looking for articles in it. */
static bool
decode(struct nc_task *task, const struct nc_worker *worker)
{
	const struct nc_member *member = task->member;
	struct newsconv_error error;
	int result = nc_input_decode(&task->dump, task->arena, member->bytes,
	    worker->run->read.charset, &error);

	if (result < 0) {
		if (!ends_run(task, result, &error))
			nc_task_fail(task, error.sys_errno, error.text);
		return false;
	}
	memcpy(task->dump.source.sha256, task->line.sha256,
	    sizeof(task->dump.source.sha256));
	return true;
}

static bool
segment(struct nc_task *task, const struct nc_worker *worker)
{
	const struct nc_member *member = task->member;
	struct newsconv_error error;
	const char *name = source_name(task);
	size_t count, i;
	int result;

	if (name == NULL) {
		task->result = nc_error_memory(&task->error);
		return false;
	}
	set_options(&task->read, task, worker, name);
	result = nc_articles_parse_dump(&task->articles, member->bytes.data,
	    member->bytes.size, &task->read, &error);
	if (result < 0) {
		if (!ends_run(task, result, &error))
			nc_task_fail(task, error.sys_errno, error.text);
		return false;
	}
	count = newsconv_articles_count(task->articles);
	task->list = nc_arena_array(task->arena, count, sizeof(*task->list));
	if (task->list == NULL) {
		task->result = nc_error_memory(&task->error);
		return false;
	}
	for (i = 0; i < count; i++)
		task->list[i] = newsconv_articles_at(task->articles, i);
	return true;
}

/* ------------------------------------------------------------------- facts */

static void
count_language(struct nc_article_facts *facts, struct newsconv_text tag)
{
	const size_t slots = sizeof(facts->languages) /
	    sizeof(*facts->languages);
	size_t size = 0, i;
	char primary[16] = "*";

	while (size < tag.size && tag.data[size] != '-')
		size++;
	if (size > 0 && size < sizeof(primary)) {
		memcpy(primary, tag.data, size);
		primary[size] = '\0';
	}
	for (i = 0; i < slots && facts->language_counts[i] > 0; i++)
		if (strcmp(facts->languages[i], primary) == 0)
			break;
	if (i == slots) {
		i = slots - 1;
		memcpy(primary, "*", 2);
	}
	memcpy(facts->languages[i], primary, sizeof(primary));
	facts->language_counts[i]++;
}

static void
count_date(struct nc_article_facts *facts, const char *date)
{
	char day[16];

	/* Years and months alone would not compare. */
	if (strlen(date) < 10)
		return;
	memcpy(day, date, 10);
	day[10] = '\0';
	if (facts->first_date[0] == '\0' || strcmp(day, facts->first_date) < 0)
		memcpy(facts->first_date, day, sizeof(day));
	if (strcmp(day, facts->last_date) > 0)
		memcpy(facts->last_date, day, sizeof(day));
}

static void
count_article(
    struct nc_article_facts *facts, const struct newsconv_article *article)
{
	const struct newsconv_date *date = newsconv_article_published(article);

	facts->articles++;
	facts->without_headline += newsconv_article_field(
				       article, NEWSCONV_FIELD_HEADLINE)
				       ->text.size == 0;
	facts->without_date += date->printed.text.size == 0;
	facts->without_byline += newsconv_article_authors(article, NULL) == 0;
	facts->without_body += newsconv_article_body(article, NULL) == 0;
	count_language(facts, newsconv_article_language(article)->tag);
	if (date->printed.text.size > 0)
		count_date(facts, date->value);
}

/* --------------------------------------------------------------------- work */

/*
 * 5.4 of WARC 1.1: the instant the capture began, as well as it is known.  What
 * is beyond the years that a date can have is known no better.
 */
static int64_t
date_of(const struct nc_task *task, const struct nc_run *run)
{
	const struct nc_member *member = task->member;
	int64_t fetched = member->given.fetched, modified = member->modified;

	if (fetched != NEWSCONV_TIME_UNKNOWN && fetched >= NC_FIRST_SECOND &&
	    fetched <= NC_LAST_SECOND)
		return fetched;
	if (run->options.time_for_all || modified == NEWSCONV_TIME_UNKNOWN ||
	    modified < 0 || modified > NC_LAST_SECOND)
		return run->state.time;
	return modified;
}

static void
set_input(struct nc_task *task, const struct nc_run *run)
{
	const struct nc_given *given = &task->member->given;
	struct nc_archive_input *input = &task->input;

	input->key = task->line.path;
	input->number = task->line.number;
	input->run = run->state.run;
	input->date = date_of(task, run);
	input->given = given->words;
	input->given_type = given->words_type;
	input->url = nc_text(given->url == NULL ? "" : given->url);
	if (task->articles == NULL) {
		input->source = &task->dump.source;
		return;
	}
	input->source = newsconv_article_source(task->list[0]);
	input->articles = task->list;
	input->article_count = newsconv_articles_count(task->articles);
}

static void
encode(struct nc_task *task, const struct nc_worker *worker)
{
	struct newsconv_error error;
	int result;

	set_input(task, worker->run);
	result = nc_archive_encode(
	    &task->piece, task->arena, &task->input, &worker->encoding, &error);
	if (result == NEWSCONV_OK)
		task->line.status = NC_ARCHIVED;
	else if (!ends_run(task, result, &error))
		nc_task_fail(task, error.sys_errno, error.text);
}

/* What the thread has worked until now, if this task is measured. */
static uint64_t
now(bool watched)
{
	return watched ? nc_thread_time() : 0;
}

static void
work(struct nc_task *task, struct nc_worker *worker, bool watched)
{
	uint64_t start = now(watched), read, segmented;
	bool articles = nc_run_wants_articles(worker->run);
	size_t i;

	if (!read_member(task, worker) || is_as_it_was(task)) {
		worker->reading += now(watched) - start;
		return;
	}
	read = now(watched);
	worker->reading += read - start;
	if (!(articles ? segment(task, worker) : decode(task, worker)))
		return;
	for (i = 0; articles && i < newsconv_articles_count(task->articles);
	     i++)
		count_article(&task->facts, task->list[i]);
	segmented = now(watched);
	worker->segmenting += segmented - read;
	encode(task, worker);
	worker->encoding_time += now(watched) - segmented;
}

void
nc_task_work(struct nc_task *task, struct nc_worker *worker)
{
	bool watched = worker->tasks % NC_WATCHED == 0;

	if (task->kind == NC_TASK_LINE)
		return;
	worker->tasks++;
	worker->watched += watched;
	nc_deflater_watch(worker->encoding.deflater, watched);
	nc_deflater_watch(worker->encoding.quick, watched);
	work(task, worker, watched);
}
