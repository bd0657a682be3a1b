/*
 * The door of the layer: tell what a file is by its content, hand it to the
 * check of its format, and never say that nothing is wrong when nothing was
 * looked at.
 */
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "error.h"
#include "file.h"
#include "finding.h"
#include "packed_bag.h"
#include "verify_gzip.h"
#include "verify_sums.h"
#include "verify_zstd.h"

/* How much is looked at to tell what a file is. */
enum { HEAD_SIZE = 4096 };

struct head {
	unsigned char bytes[HEAD_SIZE];
	size_t size;
	const struct nc_verify *verify;
};

static bool
begins(const struct head *head, const char *text, size_t size)
{
	return head->size >= size && memcmp(head->bytes, text, size) == 0;
}

/* EPUB 3.3, 4.2.3; other ZIP archives are not for us, but by their name. */
static bool
is_epub(const struct head *head)
{
	return begins(head, "PK\3\4", 4) && head->size >= 38 &&
	    memcmp(head->bytes + 30, "mimetype", 8) == 0;
}

/*
 * WACZ 1.1.1: a ZIP archive with datapackage.json at its root.  The name stands
 * in the central directory, which is at the end; py-wacz and ours write it last.
 */
static bool
is_wacz(const struct head *head)
{
	static const char name[] = "datapackage.json";
	enum { NAME = sizeof(name) - 1 };
	unsigned char tail[16 * 1024];
	uint64_t size = head->verify->size, at;
	size_t done, i;

	if (!begins(head, "PK\3\4", 4))
		return false;
	at = size > sizeof(tail) ? size - sizeof(tail) : 0;
	if (nc_verify_read(head->verify, tail, sizeof(tail), at, &done, NULL) <
	    0)
		return false;
	for (i = 46; i + NAME <= done; i++)
		if (tail[i] == 'd' && memcmp(tail + i, name, NAME) == 0 &&
		    memcmp(tail + i - 46, "PK\1\2", 4) == 0)
			return true;
	return false;
}

static bool
is_warc(const struct head *head)
{
	/* The literals of the grammar have no case (RFC 2616, 2.1). */
	if (head->size >= 5 &&
	    strncasecmp((const char *)head->bytes, "WARC/", 5) == 0)
		return true;
	if (begins(head, "\x1f\x8b", 2))
		return nc_gzip_begins(head->verify, 0, "WARC/");
	return nc_zstd_begins(head->verify, "WARC/");
}

static size_t
skip_blanks(const struct head *head, size_t i)
{
	while (i < head->size && head->bytes[i] != '\0' &&
	    strchr(" \t\r\n", head->bytes[i]) != NULL)
		i++;
	return i;
}

/*
 * An object, or an array of what is no mere word, which a text may put in
 * brackets too.
 */
static bool
is_json(const struct head *head)
{
	size_t mark = begins(head, "\xef\xbb\xbf", 3) ? 3 : 0;
	size_t i = skip_blanks(head, mark), next = skip_blanks(head, i + 1);

	if (i >= head->size || head->bytes[i] != '[')
		return i < head->size && head->bytes[i] == '{';
	return head->verify->options->schema != NULL ||
	    (next < head->size && head->bytes[next] != '\0' &&
		strchr("{[\"]", head->bytes[next]) != NULL);
}

/* A first line that is an object by its ends, and another object after it. */
static bool
is_jsonl(const struct head *head)
{
	unsigned char chunk[HEAD_SIZE], last = 0;
	uint64_t offset = 0;
	size_t done, i;
	bool ended = false;

	if (!is_json(head))
		return false;
	for (;;) {
		if (nc_verify_read(head->verify, chunk, sizeof(chunk), offset,
			&done, NULL) < 0 ||
		    done == 0)
			return false;
		for (i = 0; i < done; i++) {
			unsigned char c = chunk[i];

			if (c == '\n')
				ended = true;
			else if (c == ' ' || c == '\t' || c == '\r')
				continue;
			else if (ended)
				return last == '}' && c == '{';
			else
				last = c;
		}
		offset += done;
	}
}

static bool
is_packed_bag(const struct head *head)
{
	return nc_is_packed_bag(head->verify);
}

static bool
is_sums(const struct head *head)
{
	const struct nc_verify *verify = head->verify;

	return nc_is_sums(
	    verify, verify->inside == NULL ? verify->name : verify->inside);
}

/* In this order: what is JSON Lines begins as JSON does. */
static const struct format {
	const char *name;
	const char *suffixes[5]; /* asked only when the content says nothing */
	bool (*is)(const struct head *head);
	int (*verify)(
	    const struct nc_verify *verify, struct newsconv_error *error);
} formats[] = {
    {"epub", {".epub"}, is_epub, nc_verify_epub},
    {"wacz", {".wacz"}, is_wacz, nc_verify_wacz},
    {"warc", {".warc", ".warc.gz", ".wet.gz", ".warc.zst"}, is_warc,
	nc_verify_warc},
    {"jsonl", {".jsonl", ".ndjson"}, is_jsonl, nc_verify_jsonl},
    {"json", {".json"}, is_json, nc_verify_json},
    {"digests", {NULL}, is_sums, nc_verify_sums},
    {"bagit", {NULL}, is_packed_bag, nc_verify_packed_bag},
};

enum { FORMATS = sizeof(formats) / sizeof(formats[0]) };

static const struct format *
by_name(const char *name)
{
	size_t i;

	for (i = 0; i < FORMATS; i++) {
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	}
	return NULL;
}

static bool
has_suffix(const struct format *format, const char *name)
{
	size_t length = strlen(name), i;

	for (i = 0; i < 5 && format->suffixes[i] != NULL; i++) {
		size_t size = strlen(format->suffixes[i]);

		if (length > size &&
		    strcasecmp(name + length - size, format->suffixes[i]) == 0)
			return true;
	}
	return false;
}

/*
 * Content decides.  Where it says nothing the name may: a .warc that does not
 * begin as one is damaged, not of an unknown kind.
 */
static const struct format *
find_format(const struct head *head, const char *name)
{
	size_t i;

	for (i = 0; i < FORMATS; i++) {
		/* One record is JSON and JSON Lines; then the name tells. */
		if (formats[i].is(head))
			return has_suffix(by_name("jsonl"), name) &&
				formats[i].is == is_json
			    ? by_name("jsonl")
			    : &formats[i];
	}
	for (i = 0; i < FORMATS; i++) {
		if (has_suffix(&formats[i], name))
			return &formats[i];
	}
	return NULL;
}

/* A text, not an archive; or a bag, which is payload inside of another. */
static bool
is_text(const struct format *format)
{
	return format != NULL &&
	    (format->is == is_json || format->is == is_jsonl ||
		format->is == is_sums || format->is == is_packed_bag);
}

/* Tell what it is and check it; verify->size is known. */
static int
check(struct nc_verify *verify, struct newsconv_error *error)
{
	const struct format *format = NULL;
	struct head head = {.verify = verify};
	int result = nc_verify_read(
	    verify, head.bytes, sizeof(head.bytes), 0, &head.size, error);

	if (result < 0)
		return result;
	if (verify->options->format != NULL)
		format = by_name(verify->options->format);
	else
		format = find_format(&head,
		    verify->inside == NULL ? verify->name : verify->inside);
	if (verify->options->archives_only && is_text(format))
		format = NULL;
	if (format == NULL)
		return nc_error_set(error, NEWSCONV_UNSUPPORTED,
		    "is of no kind that newsconv verifies");
	verify->summary->format = format->name;
	if (verify->size == 0) {
		nc_finding(verify, NC_FILE_EMPTY, "", 0, "the file is empty");
		return NEWSCONV_OK;
	}
	return format->verify(verify, error);
}

int
nc_verify_window(const struct nc_verify *outer, const struct nc_window *window,
    struct newsconv_summary *summary, struct newsconv_error *error)
{
	struct nc_verify_options options = *outer->options;
	enum newsconv_answer answers[NEWSCONV_LEVELS] = {0};
	struct nc_verify verify = {.descriptor = outer->descriptor,
	    .name = outer->name,
	    .start = outer->start + window->start,
	    .size = window->size,
	    .inside = window->name,
	    .options = &options,
	    .summary = summary,
	    .observers = window->observers,
	    .answers = answers};

	options.format = window->format;
	return check(&verify, error);
}

static int
check_descriptor(struct nc_verify *verify, struct newsconv_error *error)
{
	struct stat status;

	if (fstat(verify->descriptor, &status) != 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot read");
	if (!S_ISREG(status.st_mode))
		return nc_error_set(
		    error, NEWSCONV_NOT_A_FILE, "is not a regular file");
	verify->size = (uint64_t)status.st_size;
	return check(verify, error);
}

int
nc_verify_observed(int descriptor, const char *name,
    const struct nc_verify_options *options,
    const struct nc_part_observer *observers, struct newsconv_summary *summary,
    struct newsconv_error *error)
{
	struct newsconv_summary counted = {.format = ""};
	enum newsconv_answer answers[NEWSCONV_LEVELS] = {0};
	struct nc_verify verify = {.descriptor = descriptor,
	    .name = name,
	    .options = options,
	    .summary = &counted,
	    .observers = observers,
	    .answers = answers};
	int result = check_descriptor(&verify, error);

	*summary = counted;
	return result;
}

int
nc_verify_descriptor(int descriptor, const char *name,
    const struct nc_verify_options *options, struct newsconv_summary *summary,
    struct newsconv_error *error)
{
	return nc_verify_observed(
	    descriptor, name, options, NULL, summary, error);
}
