/* Each input adds one to `inputs`, and one to what became of it. */
#include "summary.h"
#include "tally.h"

static void
add_facts(struct newsconv_archive_summary *summary,
    const struct nc_article_facts *facts)
{
	const size_t slots = sizeof(facts->languages) /
	    sizeof(*facts->languages);
	size_t i;

	summary->articles += facts->articles;
	summary->without_headline += facts->without_headline;
	summary->without_date += facts->without_date;
	summary->without_byline += facts->without_byline;
	summary->without_body += facts->without_body;
	for (i = 0; i < slots && facts->language_counts[i] > 0; i++)
		nc_summary_language(
		    summary, facts->languages[i], facts->language_counts[i]);
	if (facts->first_date[0] != '\0')
		nc_summary_dates(summary, facts->first_date, facts->last_date);
}

static void
add_status(struct newsconv_archive_summary *summary, const struct nc_task *task)
{
	const struct nc_manifest_line *line = &task->line;

	summary->inputs++;
	switch (line->status) {
	case NC_ARCHIVED:
	case NC_DUPLICATE:
		*(line->status == NC_ARCHIVED ? &summary->archived
					      : &summary->duplicates) += 1;
		summary->changed += task->known &&
		    (task->old.status == NC_ARCHIVED ||
			task->old.status == NC_DUPLICATE);
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
		summary->inputs += task->units;
		summary->unchanged += task->units;
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
