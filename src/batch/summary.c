/* Summaries; the languages are few, so that they are kept in order as a list. */
#include <stdio.h>
#include <string.h>

#include "summary.h"
#include "utf8.h"

static const struct {
	const char *name;
	size_t offset;
} counts[] = {
#define COUNT(name, field) \
	{name, offsetof(struct newsconv_archive_summary, field)},
#include "summary.def"
};

static const size_t times[] = {
#define COUNT(name, field)
#define TIME(name, field) offsetof(struct newsconv_archive_summary, field),
#include "summary.def"
};

enum {
	COUNTS = sizeof(counts) / sizeof(*counts),
	TIMES = sizeof(times) / sizeof(*times),
	LANGUAGES = sizeof(((struct newsconv_archive_summary *)0)->languages) /
	    sizeof(((struct newsconv_archive_summary *)0)->languages[0])
};

typedef struct newsconv_language_count language_count;

/* All those that are not listed; the last of the list. */
static const char others[] = "*";

static uint64_t *
at(struct newsconv_archive_summary *summary, size_t offset)
{
	return (uint64_t *)(void *)((char *)summary + offset);
}

static uint64_t
value(const struct newsconv_archive_summary *summary, size_t offset)
{
	uint64_t number;

	memcpy(&number, (const char *)summary + offset, sizeof(number));
	return number;
}

static void
add(uint64_t *sum, uint64_t more)
{
	if (__builtin_add_overflow(*sum, more, sum))
		*sum = UINT64_MAX;
}

/* The most frequent first, then by tag; all others last. */
static bool
comes_before(const language_count *a, const language_count *b)
{
	bool a_others = strcmp(a->tag, others) == 0;
	bool b_others = strcmp(b->tag, others) == 0;

	if (a_others != b_others)
		return b_others;
	if (a->articles != b->articles)
		return a->articles > b->articles;
	return strcmp(a->tag, b->tag) < 0;
}

static size_t
list_size(const language_count *list)
{
	size_t count = 0;

	while (count < LANGUAGES && list[count].articles > 0)
		count++;
	return count;
}

/* Forward from where it stands, after its count grew or it was added. */
static void
move_forward(language_count *list, size_t i)
{
	for (; i > 0 && comes_before(&list[i], &list[i - 1]); i--) {
		language_count other = list[i];

		list[i] = list[i - 1];
		list[i - 1] = other;
	}
}

/* Where the tag is in the list, or its end. */
static size_t
find(const language_count *list, const char *tag)
{
	size_t count = list_size(list), i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i].tag, tag) == 0)
			break;
	return i;
}

/* One place is kept for all those that find none. */
static bool
is_full(const language_count *list)
{
	size_t count = list_size(list);
	bool has_others = find(list, others) < count;

	return count - has_others == LANGUAGES - 1;
}

void
nc_summary_language(struct newsconv_archive_summary *summary, const char *tag,
    uint64_t articles)
{
	language_count *list = summary->languages;
	char copy[sizeof(list->tag)] = ""; /* all of it goes into the list */
	size_t i;

	if (articles == 0)
		return;
	snprintf(copy, sizeof(copy), "%s", tag);
	i = find(list, copy);
	if (i == list_size(list) && is_full(list)) {
		strcpy(copy, others);
		i = find(list, others);
	}
	if (i == list_size(list)) {
		memset(&list[i], 0, sizeof(list[i]));
		memcpy(list[i].tag, copy, sizeof(copy));
	}
	add(&list[i].articles, articles);
	move_forward(list, i);
}

void
nc_summary_dates(struct newsconv_archive_summary *summary, const char *first,
    const char *last)
{
	char *least = summary->first_date, *most = summary->last_date;

	if (first[0] != '\0' && (least[0] == '\0' || strcmp(first, least) < 0))
		snprintf(least, sizeof(summary->first_date), "%.15s", first);
	if (last[0] != '\0' && strcmp(last, most) > 0)
		snprintf(most, sizeof(summary->last_date), "%.15s", last);
}

void
nc_summary_add(struct newsconv_archive_summary *summary,
    const struct newsconv_archive_summary *part)
{
	size_t i, languages = list_size(part->languages);

	for (i = 0; i < COUNTS; i++)
		add(at(summary, counts[i].offset),
		    value(part, counts[i].offset));
	for (i = 0; i < TIMES; i++)
		add(at(summary, times[i]), value(part, times[i]));
	for (i = 0; i < languages; i++)
		nc_summary_language(summary, part->languages[i].tag,
		    part->languages[i].articles);
	nc_summary_dates(summary, part->first_date, part->last_date);
	if (part->run > summary->run)
		summary->run = part->run;
	summary->resumed |= part->resumed;
}

void
nc_summary_put(struct nc_json *json, const char *key,
    const struct newsconv_archive_summary *summary)
{
	size_t i, languages = list_size(summary->languages);

	nc_json_open(json, key, '{');
	for (i = 0; i < COUNTS; i++)
		nc_json_number(
		    json, counts[i].name, value(summary, counts[i].offset));
	if (summary->first_date[0] != '\0') {
		nc_json_string(json, "firstDate", summary->first_date);
		nc_json_string(json, "lastDate", summary->last_date);
	}
	nc_json_open(json, "languages", '[');
	for (i = 0; i < languages; i++) {
		nc_json_open(json, NULL, '{');
		nc_json_string(json, "tag", summary->languages[i].tag);
		nc_json_number(
		    json, "articles", summary->languages[i].articles);
		nc_json_close(json, '}');
	}
	nc_json_close(json, ']');
	nc_json_close(json, '}');
}

/* A short text into an array of 16 bytes. */
static void
scan_short(struct nc_scan *scan, char target[16])
{
	struct newsconv_text text = nc_scan_text(scan);

	if (text.size == 0 || text.size > 15 ||
	    memchr(text.data, '\0', text.size) != NULL) {
		nc_scan_fail(scan, "a text of no or more than 15 bytes");
		return;
	}
	memcpy(target, text.data, text.size);
	target[text.size] = '\0';
}

static void
scan_languages(struct nc_scan *scan, struct newsconv_archive_summary *summary)
{
	size_t count;

	nc_scan_open(scan, '[');
	for (count = 0; !nc_scan_at_close(scan, ']'); count++) {
		language_count *language = &summary->languages[count];

		if (count == LANGUAGES) {
			nc_scan_fail(scan, "too many languages");
			return;
		}
		nc_scan_element(scan);
		nc_scan_open(scan, '{');
		nc_scan_need(scan, "tag");
		scan_short(scan, language->tag);
		nc_scan_need(scan, "articles");
		language->articles = nc_scan_number(scan, UINT64_MAX);
		nc_scan_close(scan, '}');
		if (language->articles == 0)
			nc_scan_fail(scan, "a language without articles");
	}
	nc_scan_close(scan, ']');
}

void
nc_summary_scan(struct nc_scan *scan, struct newsconv_archive_summary *summary)
{
	size_t i;

	memset(summary, 0, sizeof(*summary));
	nc_scan_open(scan, '{');
	for (i = 0; i < COUNTS; i++) {
		nc_scan_need(scan, counts[i].name);
		*at(summary, counts[i].offset) = nc_scan_number(
		    scan, UINT64_MAX);
	}
	if (nc_scan_key(scan, "firstDate")) {
		scan_short(scan, summary->first_date);
		nc_scan_need(scan, "lastDate");
		scan_short(scan, summary->last_date);
	}
	nc_scan_need(scan, "languages");
	scan_languages(scan, summary);
	nc_scan_close(scan, '}');
}
