/* Which reader a kind of file has. */
#include "parts.h"

int
nc_part_give(struct nc_part_sink *sink, struct nc_listed_part *part,
    struct newsconv_error *error)
{
	part->index = sink->count++;
	return sink->each(part, sink->context, error);
}

int
nc_parts_read(struct nc_read_back *file, enum nc_parts_kind kind,
    nc_listed_part_callback *each, void *context, struct newsconv_error *error)
{
	struct nc_part_sink sink = {.each = each, .context = context};
	int result = NEWSCONV_OK;

	switch (kind) {
	case NC_PARTS_NONE:
		break;
	case NC_PARTS_WARC:
	case NC_PARTS_WARC_GZ:
		result = nc_parts_warc(
		    file, kind == NC_PARTS_WARC_GZ, &sink, error);
		break;
	case NC_PARTS_ZIP:
		result = nc_parts_zip(file, &sink, error);
		break;
	case NC_PARTS_JSON:
	case NC_PARTS_LINES:
		result = nc_parts_lines(
		    file, kind == NC_PARTS_JSON, &sink, error);
		break;
	}
	return result < 0 ? result : nc_read_back_rest(file, error);
}
