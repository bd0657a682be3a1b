/*
 * The work on one input.  What fails for itself is the input's failure, which
 * the run survives; which failures end the run the consumer decides.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "article.h"
#include "convert_task.h"
#include "directory.h"
#include "error.h"
#include "utf8.h"

#define TASK_CEILING ((size_t)1 << 33)

struct nc_convert_task *
nc_convert_task_new(enum nc_convert_kind kind, struct newsconv_text shown)
{
	struct nc_arena *arena = nc_arena_new(TASK_CEILING);
	struct nc_convert_task *task = NULL;
	char printable[4200];

	nc_printable(printable, sizeof(printable), shown.data, shown.size);
	if (arena != NULL)
		task = nc_arena_alloc(arena, sizeof(*task));
	if (task != NULL)
		task->shown = nc_arena_copy(
		    arena, printable, strlen(printable));
	if (task == NULL || task->shown == NULL) {
		nc_arena_free(arena);
		return NULL;
	}
	task->arena = arena;
	task->kind = kind;
	return task;
}

void
nc_convert_task_free(struct nc_convert_task *task)
{
	size_t i;

	if (task == NULL)
		return;
	for (i = 0; i < task->count; i++)
		nc_arena_free(task->converted[i].piece.arena);
	newsconv_articles_free(task->articles);
	nc_member_free(task->member);
	nc_evidence_release(task->evidence);
	nc_arena_free(task->arena);
}

void
nc_convert_task_fail(
    struct nc_convert_task *task, const struct newsconv_error *error)
{
	task->result = error->code;
	task->error = *error;
}

/* -------------------------------------------------------------------- reading */

/*
 * What the caller gives replaces what the text says, and what is given beside
 * the text too: it was said last, and of this run.
 */
static void
set_options(struct newsconv_read_options *options,
    const struct nc_convert_task *task, const struct nc_convert_plan *plan)
{
	*options = plan->read;
	options->name = task->name;
	if (options->folder == NULL)
		options->folder = nc_evidence_folder(task->evidence);
	if (!task->single)
		options->title = options->url = NULL;
}

static void
add_given(struct newsconv_read_options *options, const struct nc_given *given)
{
	if (options->url == NULL)
		options->url = given->url;
	if (options->title == NULL)
		options->title = given->title;
	if (options->author_count == 0) {
		options->authors = given->authors;
		options->author_count = given->author_count;
	}
	if (options->date == NULL)
		options->date = given->date;
	if (options->language == NULL)
		options->language = given->language;
	if (options->publisher == NULL)
		options->publisher = given->publisher;
}

static int
parse_member(struct nc_convert_task *task, const struct nc_convert_plan *plan)
{
	struct newsconv_read_options options;
	struct nc_member *member = task->member;
	int result;

	if (member->problem != NEWSCONV_OK) {
		result = nc_error_set(
		    &task->error, member->problem, "%s", member->reason);
		task->error.sys_errno = member->sys_errno;
	} else {
		set_options(&options, task, plan);
		add_given(&options, &member->given);
		result = newsconv_articles_parse(&task->articles,
		    member->bytes.data, member->bytes.size, &options,
		    &task->error);
	}
	return result < 0 ? nc_error_where(&task->error, result, task->shown)
			  : result;
}

static int
read_articles(struct nc_convert_task *task, const struct nc_convert_plan *plan)
{
	struct newsconv_read_options options;
	int result;

	if (task->kind == NC_CONVERT_NAMED) {
		set_options(&options, task, plan);
		return newsconv_articles_read(
		    &task->articles, task->path, &options, &task->error);
	}
	if (task->kind == NC_CONVERT_FILE) {
		result = nc_member_read(&task->member, task->path,
		    task->sidecar, task->key, &plan->members, &task->error);
		if (result < 0)
			return result;
	}
	return parse_member(task, plan);
}

/* What was said of one article, and there are several. */
static int
check_count(struct nc_convert_task *task, const struct nc_convert_plan *plan,
    size_t count)
{
	const char *what = NULL;

	if (count == 1)
		return NEWSCONV_OK;
	if (plan->output != NULL && !plan->format->shown.holds_many)
		return nc_error_set(&task->error, NEWSCONV_NO_ROOM,
		    "holds %zu articles, %s holds one", count,
		    plan->format->shown.name);
	if (task->single && plan->read.url != NULL)
		what = "URL";
	else if (task->single && plan->read.title != NULL && !plan->titled)
		what = "title";
	if (what == NULL)
		return NEWSCONV_OK;
	return nc_error_set(&task->error, NEWSCONV_BAD_VALUE,
	    "the %s names one article, there are %zu", what, count);
}

static int
list_articles(struct nc_convert_task *task, const struct nc_convert_plan *plan)
{
	size_t count = newsconv_articles_count(task->articles), i;
	int result = check_count(task, plan, count);

	if (result < 0)
		return nc_error_where(&task->error, result, task->shown);
	task->converted = nc_arena_array(
	    task->arena, count, sizeof(*task->converted));
	if (task->converted == NULL)
		return nc_error_memory(&task->error);
	for (i = 0; i < count; i++)
		task->converted[i].article = newsconv_articles_at(
		    task->articles, i);
	task->count = count;
	return NEWSCONV_OK;
}

/* ------------------------------------------------------------ what is made */

/* The folder of an output is made when the first one is to stand in it. */
static int
open_output(struct newsconv_output **output, const struct nc_convert_plan *plan,
    const char *path, struct nc_deflater *deflater,
    struct newsconv_error *error)
{
	const struct nc_output_sharing sharing = {deflater, true};
	struct newsconv_error own;
	int result = nc_output_open(
	    output, path, &plan->format->shown, &plan->write, &sharing, &own);

	if (result == NEWSCONV_WRITE_FAILED && own.sys_errno == ENOENT) {
		result = nc_directory_make_parent(path, error);
		return result < 0
		    ? result
		    : nc_output_open(output, path, &plan->format->shown,
			  &plan->write, &sharing, error);
	}
	if (result < 0)
		*error = own;
	return result;
}

static int
write_output(const struct nc_convert_plan *plan, const char *path,
    const struct newsconv_article *article, struct nc_deflater *deflater,
    struct newsconv_error *error)
{
	struct newsconv_output *output = NULL;
	int result = open_output(&output, plan, path, deflater, error);

	if (result == NEWSCONV_OK)
		result = newsconv_output_add(output, article, error);
	if (result == NEWSCONV_OK)
		result = newsconv_output_finish(output, error);
	newsconv_output_free(output);
	return result;
}

/* Replacing an input would lose the dump. */
static int
check_target(const struct nc_convert_plan *plan, const char *path,
    struct newsconv_error *error)
{
	struct stat status;

	if (plan->write.replace == 0 || stat(path, &status) != 0 ||
	    !nc_file_ids_have(&plan->inputs, &status))
		return NEWSCONV_OK;
	nc_error_set(error, NEWSCONV_EXISTS,
	    "is an input and an output too; it was not replaced");
	return nc_error_where(error, NEWSCONV_EXISTS, path);
}

/* An output of its own for the article, which gets its name here. */
static void
make_output(struct nc_convert_task *task, size_t i,
    const struct nc_convert_plan *plan, struct nc_deflater *deflater)
{
	struct nc_converted *one = &task->converted[i];
	const char *path = nc_output_path(plan->options->output, task->stem,
	    task->count > 1 ? i + 1 : 0, plan->format->shown.suffixes,
	    task->arena);

	one->path = path;
	one->result = path == NULL ? nc_error_memory(&one->error)
				   : check_target(plan, path, &one->error);
	if (one->result == NEWSCONV_OK)
		one->result = write_output(
		    plan, path, one->article, deflater, &one->error);
}

static void
make_outputs(struct nc_convert_task *task, const struct nc_convert_plan *plan,
    struct nc_deflater *deflater)
{
	size_t i;

	for (i = 0; i < task->count; i++)
		make_output(task, i, plan, deflater);
}

static void
make_pieces(struct nc_convert_task *task, const struct nc_convert_plan *plan,
    struct nc_deflater *deflater)
{
	size_t i;

	for (i = 0; i < task->count; i++) {
		struct nc_converted *one = &task->converted[i];

		one->result = nc_output_encode(plan->output, one->article,
		    deflater, &one->piece, &one->error);
	}
}

void
nc_convert_task_work(struct nc_convert_task *task,
    const struct nc_convert_plan *plan, struct nc_deflater *deflater)
{
	if (task->kind == NC_CONVERT_SKIPPED)
		return;
	task->result = read_articles(task, plan);
	if (task->result == NEWSCONV_OK)
		task->result = list_articles(task, plan);
	/* All that is known of the input is in its articles now. */
	nc_member_free(task->member);
	task->member = NULL;
	if (task->result < 0)
		return;
	if (plan->output == NULL)
		make_outputs(task, plan, deflater);
	else if (plan->format->independent)
		make_pieces(task, plan, deflater);
}
