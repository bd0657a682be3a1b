/*
 * Which book an article is in, and the line that says so.  Numbers that lines
 * are sorted by have leading zeros.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "book_line.h"
#include "digest.h"
#include "error.h"
#include "json_out.h"
#include "scan.h"
#include "utf8.h"

/* A path has up to 4096 bytes, of which each may be shown as \xNN. */
enum { NAME_MOST = 240, NAME_CUT = 200, SHOWN_MOST = 4 * 4096 };

/* The key up to its last slash; empty if it has none. */
static struct newsconv_text
folder_of(struct newsconv_text key)
{
	while (key.size > 0 && key.data[key.size - 1] != '/')
		key.size--;
	key.size -= key.size > 0;
	return key;
}

/* Parts of a key that would lead out of the directory, "..", get other dots. */
static void
disarm(char *target, size_t size, const char *name)
{
	static const char dot[] = "\\x2e";
	const size_t dot_size = sizeof(dot) - 1;
	size_t used = 0, left = 0;

	for (; *name != '\0' && used + dot_size < size; name++) {
		size_t part = strcspn(name, "/");

		if ((used == 0 || name[-1] == '/') && part <= 2 &&
		    strspn(name, ".") == part)
			left = part;
		if (left > 0) {
			memcpy(target + used, dot, dot_size);
			used += dot_size;
			left--;
		} else {
			target[used++] = *name;
		}
	}
	target[used] = '\0';
}

/*
 * The name as it can be a file's anywhere: what is not text is \xNN, and a last
 * part that is too long is cut and told apart by its digest.
 */
static void
put_file_name(char *target, size_t size, struct newsconv_text name)
{
	unsigned char digest[NC_DIGEST_MAX];
	char *last;
	char printable[8192];
	size_t kept = NAME_CUT;

	nc_printable(printable, sizeof(printable), name.data, name.size);
	disarm(target, size, printable);
	last = strrchr(target, '/');
	last = last == NULL ? target : last + 1;
	if (strlen(last) <= NAME_MOST)
		return;
	while (kept > 0 && ((unsigned char)last[kept] & 0xc0) == 0x80)
		kept--;
	nc_digest_of(NC_SHA256, name.data, name.size, digest);
	last[kept] = '-';
	nc_hex(last + kept + 1, digest, 8);
}

static void
book_of(char *target, size_t size, const struct nc_run *run,
    const struct nc_task *task, const struct newsconv_article *article)
{
	const struct nc_manifest_line *line = &task->line;
	const struct newsconv_date *date = newsconv_article_published(article);
	struct newsconv_text name = nc_text(run->options.prefix);
	char buffer[8192];

	switch (run->options.book) {
	case NEWSCONV_BOOK_ARTICLE:
		snprintf(buffer, sizeof(buffer),
		    line->number == 0 ? "%.*s" : "%.*s/%08" PRIu64,
		    (int)line->path.size, line->path.data, line->number);
		name = nc_text(buffer);
		break;
	case NEWSCONV_BOOK_FOLDER:
		if (line->number > 0)
			name = line->path;
		else if (folder_of(line->path).size > 0)
			name = folder_of(line->path);
		break;
	case NEWSCONV_BOOK_DAY:
		name = nc_text("undated");
		if (date->printed.text.size > 0 && strlen(date->value) >= 10)
			name = (struct newsconv_text){date->value, 10};
		break;
	case NEWSCONV_BOOK_ALL:
		break;
	}
	put_file_name(target, size, name);
}

static void
put_padded(struct nc_json *json, const char *key, uint64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%010" PRIu64, number);
	nc_json_string(json, key, digits);
}

static void
put_string(struct nc_json *json, const char *key, const char *string)
{
	if (string != NULL)
		nc_json_string(json, key, string);
}

static void
put_read(struct nc_json *json, const struct newsconv_read_options *read)
{
	size_t i;

	put_string(json, "title", read->title);
	if (read->author_count > 0) {
		nc_json_open(json, "authors", '[');
		for (i = 0; i < read->author_count; i++)
			nc_json_string(json, NULL, read->authors[i]);
		nc_json_close(json, ']');
	}
	put_string(json, "date", read->date);
	put_string(json, "language", read->language);
	put_string(json, "url", read->url);
	put_string(json, "publisher", read->publisher);
	put_string(json, "charset", read->charset);
	nc_json_number(json, "split", read->split);
}

void
nc_book_lines_put(struct nc_buffer *target, const struct nc_run *run,
    const struct nc_task *task, struct newsconv_text volume, uint64_t offset)
{
	char book[8192], shown[SHOWN_MOST];
	size_t i;

	/* The article has it cut, and whole it tells inputs apart. */
	nc_printable(
	    shown, sizeof(shown), task->read.name, strlen(task->read.name));
	for (i = 0; i < task->input.article_count; i++) {
		const struct newsconv_article *article = task->list[i];
		struct nc_json json = {.buffer = target, .first = true};

		book_of(book, sizeof(book), run, task, article);
		nc_json_open(&json, NULL, '{');
		nc_json_string(&json, "book", book);
		nc_json_string(&json, "path", shown);
		put_padded(&json, "number", task->line.number);
		put_padded(&json, "part", i + 1);
		put_padded(&json, "run", run->state.run);
		nc_json_text(&json, "volume", volume);
		nc_json_number(&json, "offset", offset);
		nc_json_number(&json, "bytes", task->line.bytes);
		put_read(&json, &task->read);
		nc_json_close(&json, '}');
		nc_buffer_byte(target, '\n');
	}
}

/* ------------------------------------------------------------------- reading */

static struct newsconv_text
need_text(struct nc_scan *scan, const char *key)
{
	nc_scan_need(scan, key);
	return nc_scan_text(scan);
}

static uint64_t
need_padded(struct nc_scan *scan, const char *key)
{
	struct newsconv_text digits = need_text(scan, key);
	uint64_t number = 0;
	size_t i;

	for (i = 0; i < digits.size; i++) {
		unsigned digit = (unsigned char)digits.data[i] - (unsigned)'0';

		if (digit > 9 || number > (UINT64_MAX - digit) / 10) {
			nc_scan_fail(scan, "no number");
			return 0;
		}
		number = number * 10 + digit;
	}
	return number;
}

static uint64_t
need_number(struct nc_scan *scan, const char *key, uint64_t most)
{
	nc_scan_need(scan, key);
	return nc_scan_number(scan, most);
}

static const char *
copy_string(struct nc_scan *scan)
{
	struct newsconv_text text = nc_scan_text(scan);
	const char *copy = nc_arena_copy(scan->arena, text.data, text.size);

	if (copy == NULL) {
		scan->out_of_memory = true;
		nc_scan_fail(scan, "out of memory");
	}
	return copy;
}

static const char *
get_string(struct nc_scan *scan, const char *key)
{
	return nc_scan_key(scan, key) ? copy_string(scan) : NULL;
}

static void
get_authors(struct nc_scan *scan, struct newsconv_read_options *read)
{
	const char **authors = NULL;
	size_t count = 0;

	if (!nc_scan_key(scan, "authors"))
		return;
	nc_scan_open(scan, '[');
	while (!nc_scan_at_close(scan, ']')) {
		nc_scan_element(scan);
		authors = nc_arena_grow(
		    scan->arena, authors, count, sizeof(*authors));
		if (authors == NULL) {
			scan->out_of_memory = true;
			nc_scan_fail(scan, "out of memory");
			return;
		}
		authors[count++] = copy_string(scan);
	}
	nc_scan_close(scan, ']');
	read->authors = authors;
	read->author_count = count;
}

static void
get_read(struct nc_scan *scan, struct newsconv_read_options *read)
{
	read->size = sizeof(*read);
	read->title = get_string(scan, "title");
	get_authors(scan, read);
	read->date = get_string(scan, "date");
	read->language = get_string(scan, "language");
	read->url = get_string(scan, "url");
	read->publisher = get_string(scan, "publisher");
	read->charset = get_string(scan, "charset");
	read->split = (enum newsconv_split)need_number(
	    scan, "split", NEWSCONV_SPLIT_ALWAYS);
}

int
nc_book_line_parse(struct nc_book_line *line, struct nc_arena *arena,
    struct newsconv_text text, struct newsconv_error *error)
{
	struct nc_scan scan;

	memset(line, 0, sizeof(*line));
	nc_scan_begin(&scan, arena, text);
	nc_scan_open(&scan, '{');
	line->book = need_text(&scan, "book");
	line->path = need_text(&scan, "path");
	line->number = need_padded(&scan, "number");
	line->part = need_padded(&scan, "part");
	line->run = (unsigned)need_padded(&scan, "run");
	line->volume = need_text(&scan, "volume");
	line->offset = need_number(&scan, "offset", INT64_MAX);
	line->bytes = need_number(&scan, "bytes", INT64_MAX);
	get_read(&scan, &line->read);
	nc_scan_close(&scan, '}');
	return nc_scan_end(&scan, error);
}
