/*
 * Any bytes as whatever they look like, and as a file of each name that could
 * say what they are: the check ends, whatever it finds, and what it lends is
 * whole.  A set is checked as well as a file: all in a folder that holds the
 * bytes under one name.
 */
#define _GNU_SOURCE /* mkdtemp */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

/*
 * Content tells the kind, and where it does not, the name may.  One of them is
 * taken by the bytes, so that each run of the same bytes is the same.
 */
static const char *const names[] = {"it", "it.epub", "it.warc", "it.warc.gz",
    "it.warc.zst", "it.json", "it.jsonl", "it.wacz", "it.cdxj", "it.zip",
    "it.tar", "manifest.json", "manifest.jsonl", "SHA256SUMS", "bagit.txt",
    "manifest-sha256.txt", "it.opf", "it.css", "it.xhtml"};

static char folder[] = "/tmp/newsconv-fuzz.XXXXXX";
static char *path;

static void
remove_all(void)
{
	if (path != NULL)
		unlink(path);
	rmdir(folder);
}

static void
make_folder(void)
{
	static int made;

	if (made++)
		return;
	if (mkdtemp(folder) == NULL)
		abort();
	path = malloc(sizeof(folder) + 64);
	if (path == NULL)
		abort();
	path[0] = '\0';
	atexit(remove_all);
}

static void
write_file(const char *name, const uint8_t *data, size_t size)
{
	int file;

	if (path[0] != '\0')
		unlink(path);
	sprintf(path, "%s/%s", folder, name);
	file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (file < 0 || write(file, data, size) != (ssize_t)size)
		abort();
	close(file);
}

/* Look at every byte of what a callback is lent. */
static size_t
length_of_finding(const struct newsconv_finding *finding)
{
	if (finding->severity > NEWSCONV_ERROR ||
	    finding->level >= NEWSCONV_LEVELS || finding->line < 0)
		abort();
	return strlen(finding->code) + strlen(finding->file) +
	    strlen(finding->part) + strlen(finding->text) +
	    strlen(finding->expected) + strlen(finding->clause) +
	    strlen(finding->advice) + strlen(finding->peer);
}

static size_t
length_of_part(const struct newsconv_record *part)
{
	int level;

	for (level = 0; level < NEWSCONV_LEVELS; level++)
		if (part->answers[level] > NEWSCONV_ANSWER_NO)
			abort();
	return strlen(part->id) + strlen(part->type) + strlen(part->uri) +
	    strlen(part->date) + strlen(part->digest) +
	    strlen(part->stored_sha256) + strlen(part->sha256);
}

/* Damage is told by a finding, and what was not checked is not sound. */
static size_t
length_of_result(const struct newsconv_file_result *result)
{
	const struct newsconv_summary *summary = &result->summary;

	if ((result->verdict == NEWSCONV_DAMAGED) != (summary->errors > 0))
		abort();
	if (result->verdict == NEWSCONV_SOUND &&
	    (result->error != NULL || summary->unchecked > 0))
		abort();
	return strlen(result->file) + strlen(result->sha256);
}

static void
on_event(const struct newsconv_verify_event *event, void *context)
{
	size_t *sum = context;

	switch (event->type) {
	case NEWSCONV_VERIFY_FINDING:
		*sum += length_of_finding(event->finding);
		break;
	case NEWSCONV_VERIFY_PART:
		*sum += length_of_part(event->part);
		break;
	case NEWSCONV_VERIFY_FILE:
		*sum += length_of_result(event->result);
		break;
	}
}

static void
run(const char *what)
{
	struct newsconv_verify_options options;
	struct newsconv_verify_total total;
	struct newsconv_error error;
	size_t sum = 0;

	newsconv_verify_options_init(&options);
	options.paths = &what;
	options.path_count = 1;
	options.parts = 1;
	options.threads = 1;
	options.callback = on_event;
	options.context = &sum;
	if (newsconv_verify_run(&options, &total, &error) < 0)
		return;
	if (total.files != total.sound + total.damaged + total.unchecked)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const size_t count = sizeof(names) / sizeof(*names);
	size_t sum = size, i;

	make_folder();
	for (i = 0; i < size && i < 512; i++)
		sum = sum * 31 + data[i];
	write_file("it", data, size);
	run(path);
	write_file(names[sum % count], data, size);
	run(path);
	run(folder);
	return 0;
}
