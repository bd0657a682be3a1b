/* Putting the bidi controls back: one look at each run that has any. */
#include "bidi_controls.h"

static bool
is_whole(struct newsconv_text text, const struct nc_run *run)
{
	return text.data == run->text.data && text.size == run->text.size;
}

static void
restore_fields(
    struct newsconv_article *article, size_t segment, const struct nc_run *run)
{
	size_t i;

	for (i = 0; i < NEWSCONV_FIELD_COUNT; i++) {
		struct newsconv_field *field = &article->fields[i].value;

		if (field->segment == segment && is_whole(field->text, run))
			field->text = run->shown;
	}
	for (i = 0; i < article->link_count; i++)
		if (article->links[i].segment == segment &&
		    is_whole(article->links[i].text, run))
			article->links[i].text = run->shown;
}

void
nc_bidi_controls_restore(
    struct newsconv_article *article, const struct nc_blocks *blocks)
{
	size_t i;

	for (i = 0; i < blocks->layout.count; i++) {
		const struct nc_run *run = &blocks->layout.runs[i];
		size_t segment = blocks->first_segment + i;

		if (run->shown.data == NULL)
			continue;
		restore_fields(article, segment, run);
		article->segments[segment].text = run->shown;
	}
}
