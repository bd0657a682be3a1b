/*
 * A check of many files: what is given is opened first, all of it, so that the
 * caller can give up the right to open anything else; then each is checked and
 * its events handed on in order.
 */
#include <stdlib.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "verify.h"

struct input {
	const char *path;
	int descriptor; /* -1: `error` says why */
	struct newsconv_error error;
};

struct run {
	unsigned threads;
	int scratch;
	const struct newsconv_verify_options *options;
	struct newsconv_verify_total *total;
};

static void
hand_on(const struct run *run, const struct newsconv_verify_event *event)
{
	if (run->options->callback != NULL)
		run->options->callback(event, run->options->context);
}

static void
on_finding(const struct newsconv_finding *finding, void *context)
{
	const struct newsconv_verify_event event = {
	    .type = NEWSCONV_VERIFY_FINDING, .finding = finding};

	hand_on(context, &event);
}

static void
on_part(const struct newsconv_record *part, void *context)
{
	const struct newsconv_verify_event event = {
	    .type = NEWSCONV_VERIFY_PART, .part = part};

	hand_on(context, &event);
}

static void
count(struct newsconv_verify_total *total,
    const struct newsconv_file_result *result)
{
	total->files++;
	total->sound += result->verdict == NEWSCONV_SOUND;
	total->damaged += result->verdict == NEWSCONV_DAMAGED;
	total->unchecked += result->verdict == NEWSCONV_UNCHECKED;
	total->parts += result->summary.parts;
	total->digests += result->summary.digests;
	total->errors += result->summary.errors;
	total->warnings += result->summary.warnings;
	total->notes += result->summary.notes;
	total->fixity[result->fixity]++;
}

static void
check_input(const struct run *run, struct input *input)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS,
	    .levels = run->options->levels, .threads = run->threads,
	    .limits = run->options->limits, .callback = on_finding,
	    .part = run->options->parts ? on_part : NULL,
	    .context = (void *)(uintptr_t)run};
	struct newsconv_file_result result = {
	    .file = input->path, .sha256 = "", .summary = {.format = ""}};
	const struct newsconv_verify_event event = {
	    .type = NEWSCONV_VERIFY_FILE, .result = &result};
	int outcome = input->error.code;

	options.scratch = run->scratch;
	if (input->descriptor >= 0)
		outcome = nc_verify_descriptor(input->descriptor, input->path,
		    &options, &result.summary, &input->error);
	if (result.summary.errors > 0)
		result.verdict = NEWSCONV_DAMAGED;
	else if (outcome < 0 || result.summary.unchecked > 0)
		result.verdict = NEWSCONV_UNCHECKED;
	if (outcome < 0) {
		nc_error_where(&input->error, outcome, input->path);
		result.error = &input->error;
	}
	count(run->total, &result);
	hand_on(run, &event);
}

static unsigned
thread_count(const struct newsconv_verify_options *options)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (options->threads > 0)
		return options->threads;
	return processors < 1 || processors > 256 ? 1 : (unsigned)processors;
}

int
nc_verify_run(const struct newsconv_verify_options *options,
    struct newsconv_verify_total *total, struct newsconv_error *error)
{
	struct newsconv_verify_total counted = {0};
	struct run run = {.threads = thread_count(options),
	    .scratch = nc_file_temporary(),
	    .options = options,
	    .total = &counted};
	struct input *inputs = calloc(options->path_count + 1, sizeof(*inputs));
	size_t i;

	if (inputs == NULL) {
		if (run.scratch >= 0)
			close(run.scratch);
		return nc_error_memory(error);
	}
	for (i = 0; i < options->path_count; i++) {
		inputs[i].path = options->paths[i];
		inputs[i].descriptor = -1;
		if (nc_file_open_seekable(&inputs[i].descriptor, inputs[i].path,
			&inputs[i].error) < 0)
			inputs[i].descriptor = -1;
	}
	if (options->opened != NULL)
		options->opened(options->context);
	for (i = 0; i < options->path_count; i++) {
		check_input(&run, &inputs[i]);
		if (inputs[i].descriptor >= 0)
			close(inputs[i].descriptor);
	}
	free(inputs);
	if (run.scratch >= 0)
		close(run.scratch);
	if (total != NULL)
		*total = counted;
	return NEWSCONV_OK;
}
