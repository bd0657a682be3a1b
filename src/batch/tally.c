/* Each input adds one to `inputs`, and one to what became of it. */
#include <string.h>

#include "tally.h"

enum {
	LANGUAGES =
	    sizeof(((struct newsconv_archive_summary *)0)->languages) /
	    sizeof(struct newsconv_language_count)
};

/* Kept with the most frequent first; the last slot is for all others. */
static void
add_language(struct newsconv_archive_summary *summary, const char *tag,
    uint64_t articles)
{
	struct newsconv_language_count *counts = summary->languages, count;
	size_t i;

	for (i = 0; i < LANGUAGES - 2 && counts[i].articles > 0; i++)
		if (strcmp(counts[i].tag, tag) == 0)
			break;
	if (counts[i].articles > 0 && strcmp(counts[i].tag, tag) != 0)
		tag = "*";
	memcpy(counts[i].tag, tag, strlen(tag) + 1);
	counts[i].articles += articles;
	for (; i > 0 && counts[i].articles > counts[i - 1].articles; i--) {
		count = counts[i];
		counts[i] = counts[i - 1];
		counts[i - 1] = count;
	}
}

static void
add_date(struct newsconv_archive_summary *summary, const char *first,
    const char *last)
{
	if (first[0] == '\0')
		return;
	if (summary->first_date[0] == '\0' ||
	    strcmp(first, summary->first_date) < 0)
		memcpy(summary->first_date, first, strlen(first) + 1);
	if (strcmp(last, summary->last_date) > 0)
		memcpy(summary->last_date, last, strlen(last) + 1);
}

static void
add_facts(struct newsconv_archive_summary *summary,
    const struct nc_article_facts *facts)
{
	const size_t slots =
	    sizeof(facts->languages) / sizeof(*facts->languages);
	size_t i;

	summary->articles += facts->articles;
	summary->without_headline += facts->without_headline;
	summary->without_date += facts->without_date;
	summary->without_byline += facts->without_byline;
	summary->without_body += facts->without_body;
	for (i = 0; i < slots && facts->language_counts[i] > 0; i++)
		add_language(summary, facts->languages[i],
		    facts->language_counts[i]);
	add_date(summary, facts->first_date, facts->last_date);
}

static void
add_status(
    struct newsconv_archive_summary *summary, const struct nc_task *task)
{
	const struct nc_manifest_line *line = &task->line;

	summary->inputs++;
	switch (line->status) {
	case NC_ARCHIVED:
	case NC_DUPLICATE:
		*(line->status == NC_ARCHIVED ? &summary->archived
					      : &summary->duplicates) += 1;
		summary->changed += task->known;
		summary->bytes_read += line->bytes;
		add_facts(summary, &task->facts);
		break;
	case NC_PACKED:
		summary->packed++;
		break;
	case NC_SIDECAR:
		summary->sidecars++;
		break;
	case NC_SKIPPED:
		summary->skipped++;
		break;
	case NC_FAILED:
		summary->failed++;
		summary->temporary += line->sys_errno != 0;
		break;
	}
}

void
nc_tally_add(
    struct newsconv_archive_summary *summary, const struct nc_task *task)
{
	bool packed = task->line.status == NC_PACKED;

	switch (task->outcome) {
	case NC_OUTCOME_STATUS:
		add_status(summary, task);
		break;
	case NC_OUTCOME_UNCHANGED:
		summary->inputs += task->units + packed;
		summary->unchanged += task->units;
		summary->packed += packed;
		break;
	case NC_OUTCOME_MISSING:
		summary->missing++;
		break;
	}
}
