/*
 * The plan is made while it is carried out: a walk that is ahead of the work by
 * a few files only, and a stack of the sets that it is in.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "verify_plan.h"
#include "tree_walk.h"

enum {
	/* What a set, or a file, may tell before it is its turn. */
	SET_EVENTS = 1024 * 1024,
	FILE_EVENTS = 64 * 1024
};

struct nc_plan {
	const struct newsconv_verify_options *options;
	const struct nc_set_teller *teller;
	struct nc_scratch *scratch;
	struct nc_verify_input *inputs;
	size_t next;                         /* the input that comes next */
	const struct nc_verify_input *input; /* that is being walked */
	struct nc_tree *tree;
	size_t depth;
	uint64_t told; /* of this tree */
	struct nc_set_node *innermost;
	/* Sets are left until none is this deep; SIZE_MAX: none is left. */
	size_t leaving;
	struct nc_set_node *list; /* whose files are gone through */
	size_t cursor;
	int group; /* the folder whose sets are on the stack beside inputs */
};

static bool
marks_any(const char *name)
{
	const struct nc_set_kind *kind;
	size_t i;

	for (i = 0; (kind = nc_set_kind_at(i)) != NULL; i++) {
		if (kind->marks(name))
			return true;
	}
	return false;
}

/* "folder/path"; NULL out of memory. */
static char *
path_below(const char *folder, const char *path)
{
	size_t size = strlen(folder), length = strlen(path);
	char *whole = malloc(size + length + 2);

	if (whole == NULL)
		return NULL;
	while (size > 1 && folder[size - 1] == '/')
		size--;
	memcpy(whole, folder, size);
	if (length > 0 && size > 0 && whole[size - 1] != '/')
		whole[size++] = '/';
	memcpy(whole + size, path, length + 1);
	return whole;
}

/* The folder of an input that is a file, as it was given: "a/", "". */
static char *
folder_of(const struct nc_verify_input *input)
{
	return strndup(input->path, (size_t)(input->name - input->path));
}

void
nc_set_node_free(struct nc_set_node *node)
{
	if (node == NULL)
		return;
	if (node->set.state != NULL || node->set.listing != NULL)
		node->set.kind->close(&node->set);
	if (node->set.folder >= 0)
		close(node->set.folder);
	nc_events_free(&node->events);
	free(node->mark);
	free(node->shown);
	free(node->name);
	free(node);
}

void
nc_check_free(struct nc_check *task)
{
	if (task == NULL)
		return;
	if (task->descriptor >= 0)
		close(task->descriptor);
	nc_events_free(&task->events);
	free(task->sets);
	free(task->path);
	free(task->shown);
	free(task);
}

/* Where the set is: its folder, and how paths lead there. */
struct where {
	int folder;
	const char *base;  /* what was given */
	const char *below; /* the folder from there */
	size_t depth;
	bool partial;
};

static bool
name_node(struct nc_set_node *node, const struct where *where)
{
	const char *shown;

	node->shown = path_below(where->base, where->below);
	if (node->shown == NULL || node->mark == NULL)
		return false;
	shown = node->set.kind->format != NULL ? "" : node->mark;
	node->name = path_below(node->shown, shown);
	return node->name != NULL;
}

static int
prepare_node(struct nc_set_node *node, const struct nc_plan *plan,
    const struct where *where)
{
	const struct newsconv_verify_options *options = plan->options;

	node->depth = where->depth;
	node->prefix = strlen(where->below);
	node->prefix += node->prefix > 0;
	node->outer = plan->innermost;
	node->set.parent = node->outer == NULL ? NULL : &node->outer->set;
	node->set.mark = node->mark;
	node->set.partial = where->partial;
	node->set.scratch = plan->scratch;
	node->set.limits = &options->limits;
	node->set.teller = plan->teller;
	node->set.verify = &node->verify;
	node->set.folder = fcntl(where->folder, F_DUPFD_CLOEXEC, 0);
	if (node->set.folder < 0 || !name_node(node, where))
		return NEWSCONV_NO_MEMORY;
	node->set.shown = node->shown;
	node->events.to = options;
	node->events.kept.ceiling = SET_EVENTS;
	node->options = (struct nc_verify_options){NC_VERIFY_OPTIONS,
	    .levels = options->levels, .limits = options->limits,
	    .callback = where->partial ? NULL : nc_events_finding,
	    .context = &node->events};
	node->summary.format = "";
	if (node->set.kind->format != NULL)
		node->summary.format = node->set.kind->format;
	node->verify = (struct nc_verify){.descriptor = -1,
	    .name = node->name,
	    .options = &node->options,
	    .summary = &node->summary,
	    .answers = node->answers};
	return NEWSCONV_OK;
}

/* *node is NULL when there is no such set. */
static int
make_node(struct nc_set_node **node, const struct nc_plan *plan,
    const struct nc_set_kind *kind, const char *mark, const struct where *where,
    struct newsconv_error *error)
{
	struct nc_set_node *made = calloc(1, sizeof(*made));
	int result;

	*node = NULL;
	if (made == NULL)
		return nc_error_memory(error);
	made->set.kind = kind;
	made->set.folder = -1;
	made->mark = strdup(mark);
	result = prepare_node(made, plan, where);
	if (result < 0) {
		nc_set_node_free(made);
		return nc_error_memory(error);
	}
	result = kind->open(&made->set, &made->error);
	if (result == NEWSCONV_OK && made->set.listing != NULL)
		result = nc_listing_ready(made->set.listing, &made->error);
	if (result == NEWSCONV_END || (result < 0 && where->partial)) {
		nc_set_node_free(made);
		return result == NEWSCONV_NO_MEMORY ? nc_error_memory(error)
						    : NEWSCONV_OK;
	}
	if (result < 0)
		made->error.code = result;
	*node = made;
	return NEWSCONV_OK;
}

/* Open the sets that the marks of a folder make. */
static int
open_sets(struct nc_plan *plan, const struct where *where,
    const char *const *marks, size_t count, struct newsconv_error *error)
{
	const struct nc_set_kind *kind;
	struct nc_set_node *node;
	size_t i, j;

	for (i = 0; (kind = nc_set_kind_at(i)) != NULL; i++) {
		for (j = 0; j < count; j++) {
			int result = NEWSCONV_OK;

			if (!kind->marks(marks[j]))
				continue;
			result = make_node(
			    &node, plan, kind, marks[j], where, error);
			if (result < 0)
				return result;
			if (node != NULL)
				plan->innermost = node;
		}
	}
	return NEWSCONV_OK;
}

static struct nc_check *
new_task(enum nc_check_type type)
{
	struct nc_check *task = calloc(1, sizeof(*task));

	if (task == NULL)
		return NULL;
	task->type = type;
	task->descriptor = -1;
	task->summary.format = "";
	return task;
}

/* Ask all sets that the file is in. */
static int
ask_sets(
    struct nc_plan *plan, struct nc_check *task, struct newsconv_error *error)
{
	struct nc_set_node *node;
	size_t count = 0;
	int result;

	for (node = plan->innermost; node != NULL; node = node->outer)
		count++;
	task->sets = calloc(count + 1, sizeof(*task->sets));
	if (task->sets == NULL)
		return nc_error_memory(error);
	for (node = plan->innermost; node != NULL; node = node->outer) {
		struct nc_check_set *asked = &task->sets[task->set_count];

		/* A list is asked for its files alone. */
		if (node->error.code != 0 ||
		    (plan->list != NULL && node != plan->list))
			continue;
		memset(asked, 0, sizeof(*asked));
		asked->node = node;
		asked->file.path = task->path + node->prefix;
		asked->file.size = task->size;
		asked->file.content = NC_CONTENT_ALL;
		result = node->set.kind->expect(
		    &node->set, &asked->file, &node->error);
		if (result == NEWSCONV_NO_MEMORY)
			return nc_error_memory(error);
		if (result < 0)
			node->error.code = result;
		else
			task->set_count++;
	}
	return NEWSCONV_OK;
}

/* Takes the descriptor over. */
static int
file_task(struct nc_plan *plan, struct nc_check **task, const char *base,
    const char *path, int descriptor, uint64_t size,
    const struct newsconv_error *failure, struct newsconv_error *error)
{
	struct nc_check *made = new_task(NC_CHECK_FILE);
	int result;

	if (made == NULL) {
		if (descriptor >= 0)
			close(descriptor);
		return nc_error_memory(error);
	}
	made->descriptor = descriptor;
	made->size = size;
	if (failure != NULL) {
		made->error = *failure;
		made->outcome = failure->code;
	}
	made->path = strdup(path);
	made->shown = path_below(base, path);
	made->events.to = plan->options;
	made->events.file = made->shown;
	made->events.kept.ceiling = FILE_EVENTS;
	result = made->path == NULL || made->shown == NULL
	    ? nc_error_memory(error)
	    : ask_sets(plan, made, error);
	if (result < 0) {
		nc_check_free(made);
		return result;
	}
	plan->told++;
	*task = made;
	return NEWSCONV_OK;
}

/* What could not be looked at; as a file it is one of the sets. */
static int
failed_task(struct nc_plan *plan, struct nc_check **task, const char *base,
    const char *path, bool in_sets, const struct newsconv_error *failure,
    struct newsconv_error *error)
{
	struct nc_set_node *stack = plan->innermost;
	int result;

	if (!in_sets)
		plan->innermost = NULL;
	result = file_task(plan, task, base, path, -1, 0, failure, error);
	plan->innermost = stack;
	if (result == NEWSCONV_OK)
		(*task)->skipped = failure->code == NEWSCONV_NOT_A_FILE;
	return result;
}

/* A file that is opened by its path below a folder. */
static int
open_task(struct nc_plan *plan, struct nc_check **task, const char *base,
    const char *path, int folder, const char *name,
    struct newsconv_error *error)
{
	struct newsconv_error failure = {0};
	uint64_t size = 0;
	int descriptor = -1;
	int result = nc_open_below(folder, name, &descriptor, &size, &failure);

	if (result == NEWSCONV_END)
		result = nc_error_set(
		    &failure, NEWSCONV_READ_FAILED, "is not there any more");
	if (result < 0)
		return failed_task(
		    plan, task, base, path, true, &failure, error);
	return file_task(plan, task, base, path, descriptor, size, NULL, error);
}

static int
set_task(
    struct nc_plan *plan, struct nc_check **task, struct newsconv_error *error)
{
	struct nc_check *made = new_task(NC_CHECK_SET);

	if (made == NULL)
		return nc_error_memory(error);
	made->node = plan->innermost;
	plan->innermost = made->node->outer;
	*task = made;
	return NEWSCONV_OK;
}

static int
empty_task(
    struct nc_plan *plan, struct nc_check **task, struct newsconv_error *error)
{
	struct nc_check *made = new_task(NC_CHECK_EMPTY);

	if (made != NULL)
		made->shown = strdup(plan->input->path);
	if (made == NULL || made->shown == NULL) {
		nc_check_free(made);
		return nc_error_memory(error);
	}
	*task = made;
	return NEWSCONV_OK;
}

/* Each of these sets *task if there is one; else the plan has gone on. */

static int
end_tree(
    struct nc_plan *plan, struct nc_check **task, struct newsconv_error *error)
{
	nc_tree_close(plan->tree);
	plan->tree = NULL;
	return plan->told == 0 ? empty_task(plan, task, error) : NEWSCONV_OK;
}

static int
step_tree(
    struct nc_plan *plan, struct nc_check **task, struct newsconv_error *error)
{
	const char *base = plan->input->path;
	struct nc_tree_step step;
	int result = nc_tree_next(plan->tree, &step, error);

	if (result < 0)
		return result;
	if (result == NEWSCONV_END)
		return end_tree(plan, task, error);
	if (step.type == NC_TREE_FILE)
		return open_task(
		    plan, task, base, step.path, step.folder, step.name, error);
	if (step.type == NC_TREE_OTHER)
		return failed_task(plan, task, base, step.path, !step.is_folder,
		    &step.error, error);
	if (step.type == NC_TREE_ENTER) {
		const struct where where = {.folder = step.folder,
		    .base = base,
		    .below = step.path,
		    .depth = ++plan->depth};

		return open_sets(
		    plan, &where, step.marks, step.mark_count, error);
	}
	plan->leaving = plan->depth--;
	return NEWSCONV_OK;
}

/* A path that is listed several times is one file: its first entry counts. */
static int
is_first(struct nc_set_node *list, const struct nc_listed *entry, bool *first,
    struct newsconv_error *error)
{
	struct nc_listed other = *entry;
	size_t cursor = 0, number = entry->number;
	char *path = strdup(entry->path);
	int result;

	if (path == NULL)
		return nc_error_memory(error);
	result = nc_listing_find(
	    list->set.listing, path, &cursor, &other, error);
	*first = result == NEWSCONV_OK && other.number == number;
	free(path);
	return result < 0 ? result : NEWSCONV_OK;
}

static int
step_list(
    struct nc_plan *plan, struct nc_check **task, struct newsconv_error *error)
{
	struct nc_set_node *list = plan->list;
	struct nc_listed entry;
	char *path, *base;
	bool first = false;
	int result = nc_listing_next(
	    list->set.listing, &plan->cursor, &entry, error);

	if (result == NEWSCONV_OK)
		result = is_first(list, &entry, &first, error);
	if (result != NEWSCONV_OK) {
		plan->list = NULL;
		plan->leaving = 1;
		return result < 0 ? result : NEWSCONV_OK;
	}
	if (!first)
		return NEWSCONV_OK;
	/* is_first() has read the same entry again. */
	path = strdup(entry.path);
	base = folder_of(plan->input);
	if (path == NULL || base == NULL)
		result = nc_error_memory(error);
	else if (nc_exists_below(list->set.folder, path))
		result = open_task(
		    plan, task, base, path, list->set.folder, path, error);
	free(path);
	free(base);
	return result;
}

/* The input is a list: it is looked at, and all that it lists. */
static int
begin_list(struct nc_plan *plan, struct nc_verify_input *input,
    const char *base, struct nc_check **task, struct newsconv_error *error)
{
	const struct where where = {
	    .folder = input->parent, .base = base, .below = "", .depth = 1};
	const struct nc_set_kind *kind;
	struct nc_set_node *node = NULL, *stack = plan->innermost;
	size_t i;
	int result = NEWSCONV_OK;

	plan->innermost = NULL;
	for (i = 0; (kind = nc_set_kind_at(i)) != NULL && node == NULL; i++) {
		if (!kind->marks(input->name))
			continue;
		result = make_node(
		    &node, plan, kind, input->name, &where, error);
		if (result < 0)
			break;
		if (node == NULL || node->set.listing != NULL)
			continue;
		nc_set_node_free(node);
		node = NULL;
	}
	plan->innermost = stack;
	if (result < 0 || node == NULL)
		return result;
	node->outer = stack;
	node->set.parent = NULL;
	plan->innermost = plan->list = node;
	plan->cursor = 0;
	result = open_task(
	    plan, task, base, input->name, input->parent, input->name, error);
	return result;
}

static int
file_size(int descriptor, uint64_t *size)
{
	off_t end = lseek(descriptor, 0, SEEK_END);

	*size = end < 0 ? 0 : (uint64_t)end;
	return end < 0 ? -1 : 0;
}

/* The sets of the folder that the input lies in are on the stack. */
static int
begin_file(struct nc_plan *plan, struct nc_verify_input *input,
    struct nc_check **task, struct newsconv_error *error)
{
	char *base = folder_of(input);
	uint64_t size = 0;
	int descriptor, result = NEWSCONV_OK;

	if (base == NULL)
		return nc_error_memory(error);
	if (input->parent >= 0 && marks_any(input->name))
		result = begin_list(plan, input, base, task, error);
	if (result == NEWSCONV_OK && *task == NULL) {
		descriptor = input->descriptor;
		input->descriptor = -1;
		(void)file_size(descriptor, &size);
		result = file_task(plan, task, base, input->name, descriptor,
		    size, NULL, error);
	}
	free(base);
	return result;
}

static int
open_group(struct nc_plan *plan, const struct nc_verify_input *input,
    struct newsconv_error *error)
{
	char *base, **names = NULL;
	size_t count = 0;
	int result;

	plan->group = input->parent;
	if (input->parent < 0)
		return NEWSCONV_OK;
	base = folder_of(input);
	if (base == NULL)
		return nc_error_memory(error);
	result = nc_tree_marks(input->parent, marks_any, &names, &count, error);
	if (result == NEWSCONV_OK) {
		const struct where where = {.folder = input->parent,
		    .base = base,
		    .below = "",
		    .partial = true};

		result = open_sets(
		    plan, &where, (const char *const *)names, count, error);
	}
	nc_tree_marks_free(names, count);
	free(base);
	return result;
}

static int
begin_folder(struct nc_plan *plan, const struct nc_verify_input *input,
    struct newsconv_error *error)
{
	plan->depth = 0;
	plan->told = 0;
	return nc_tree_open(
	    &plan->tree, input->descriptor, 0, marks_any, error);
}

static int
begin_input(
    struct nc_plan *plan, struct nc_check **task, struct newsconv_error *error)
{
	struct nc_verify_input *input = &plan->inputs[plan->next];
	bool other = input->is_folder || input->parent != plan->group;
	int result = NEWSCONV_OK;

	if (input->later)
		nc_verify_input_open(input);
	if (other && plan->innermost != NULL) {
		plan->leaving = 0;
		plan->group = -1;
		return NEWSCONV_OK;
	}
	plan->input = input;
	plan->next++;
	if (input->descriptor < 0)
		return failed_task(
		    plan, task, "", input->path, false, &input->error, error);
	if (input->is_folder)
		return begin_folder(plan, input, error);
	if (other)
		result = open_group(plan, input, error);
	if (result == NEWSCONV_OK)
		result = begin_file(plan, input, task, error);
	return result;
}

/* Go on until there is a task. */
int
nc_plan_next(
    struct nc_plan *plan, struct nc_check **task, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;

	*task = NULL;
	while (result == NEWSCONV_OK && *task == NULL) {
		bool leaves = plan->leaving != SIZE_MAX;

		if (leaves && plan->innermost != NULL &&
		    plan->innermost->depth >= plan->leaving)
			result = set_task(plan, task, error);
		else if (leaves)
			plan->leaving = SIZE_MAX;
		else if (plan->list != NULL)
			result = step_list(plan, task, error);
		else if (plan->tree != NULL)
			result = step_tree(plan, task, error);
		else if (plan->next < plan->options->path_count)
			result = begin_input(plan, task, error);
		else if (plan->innermost != NULL)
			plan->leaving = 0;
		else
			result = NEWSCONV_END;
	}
	return result;
}

int
nc_plan_new(struct nc_plan **plan,
    const struct newsconv_verify_options *options,
    const struct nc_set_teller *teller, struct nc_scratch *scratch,
    struct nc_verify_input *inputs, struct newsconv_error *error)
{
	struct nc_plan *made = calloc(1, sizeof(*made));

	if (made == NULL)
		return nc_error_memory(error);
	made->options = options;
	made->teller = teller;
	made->scratch = scratch;
	made->inputs = inputs;
	made->leaving = SIZE_MAX;
	made->group = -1;
	*plan = made;
	return NEWSCONV_OK;
}

void
nc_plan_free(struct nc_plan *plan)
{
	if (plan == NULL)
		return;
	while (plan->innermost != NULL) {
		struct nc_set_node *node = plan->innermost;

		plan->innermost = node->outer;
		nc_set_node_free(node);
	}
	nc_tree_close(plan->tree);
	free(plan);
}
