/* Compressed indexes: their lines, and their members for the summary. */
#include "warc_records.h"

#include "packed_index.h"

#define LINE(key) \
	key " 20200101000000 " \
	    "{\"url\":\"http://example.org/\",\"mime\":\"a/b\"," \
	    "\"digest\":\"x\",\"offset\":0,\"length\":1,\"filename\":\"a\"}\n"

static void
see(const struct newsconv_finding *finding, void *context)
{
	nc_buffer_format(context, "%s:%ld ", finding->code, finding->line);
}

/* Read these bytes in steps, then a summary of two members. */
static void
check(const struct nc_buffer *bytes, size_t size, size_t step, bool sound,
    const char *expected)
{
	struct nc_cdxj_index *index = calloc(1, sizeof(*index));
	struct nc_zipnum_summary *summary = calloc(1, sizeof(*summary));
	struct nc_buffer found = NC_BUFFER(1 << 20);
	struct nc_buffer text = NC_BUFFER(1 << 20);
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = see, .context = &found};
	struct newsconv_summary total = {.format = ""};
	struct nc_verify verify = {
	    .name = "it", .options = &options, .summary = &total};
	struct nc_packed_index *packed = NULL;
	size_t at;

	nc_buffer_text(&found, "");
	assert_int_equal(nc_cdxj_new(&index->cdxj, NULL), NEWSCONV_OK);
	assert_int_equal(nc_zipnum_new(&summary->zipnum, NULL), NEWSCONV_OK);
	index->verify = summary->verify = &verify;
	index->part = summary->part = "it";
	assert_int_equal(nc_packed_index_new(&packed, "indexes/i.cdx.gz", index,
			     summary->zipnum, NULL),
	    NEWSCONV_OK);
	for (at = 0; at < size; at += step)
		assert_int_equal(nc_packed_index_add(packed, bytes->data + at,
				     size - at < step ? size - at : step, NULL),
		    NEWSCONV_OK);
	nc_cdxj_end(index);
	assert_int_equal(nc_packed_index_sound(packed), sound);
	nc_buffer_format(&text,
	    "!meta 0 {\"filename\":\"i.cdx.gz\"}\n"
	    "org,example)/ 20200101000000 {\"offset\":0,\"length\":%zu}\n",
	    bytes->size);
	nc_zipnum_lines(summary, text.data, text.size);
	nc_zipnum_end(summary);
	assert_string_equal(found.data, expected);
	nc_packed_index_free(packed);
	nc_cdxj_free(index->cdxj);
	nc_zipnum_free(summary->zipnum);
	nc_buffer_free(&found);
	nc_buffer_free(&text);
	free(index);
	free(summary);
}

static void
lines_and_members_are_read(void **state)
{
	static const char lines[] = LINE("org,example)/");
	struct nc_buffer one = NC_BUFFER(1 << 20);
	size_t step;

	(void)state;
	add_gzip_member(&one, lines, sizeof(lines) - 1);
	/* The line is read: its file is not there. */
	for (step = 1; step < 200; step += 9)
		check(&one, one.size, step, true, "INDEX-011:1 ");
	nc_buffer_free(&one);
}

static void
what_is_cut_or_no_gzip_is_not_sound(void **state)
{
	static const char lines[] = LINE("org,example)/");
	struct nc_buffer one = NC_BUFFER(1 << 20), text = NC_BUFFER(1 << 20);

	(void)state;
	add_gzip_member(&one, lines, sizeof(lines) - 1);
	check(&one, one.size - 1, 16, false, "INDEX-011:1 INDEX-024:2 ");
	nc_buffer_text(&text, lines);
	check(&text, text.size, 16, false, "INDEX-024:2 ");
	nc_buffer_free(&one);
	nc_buffer_free(&text);
}

/* The second member is one that the summary lacks. */
static void
each_member_is_one(void **state)
{
	static const char lines[] = LINE("org,example)/");
	static const char more[] = LINE("org,example)/x");
	struct nc_buffer two = NC_BUFFER(1 << 20);

	(void)state;
	add_gzip_member(&two, lines, sizeof(lines) - 1);
	add_gzip_member(&two, more, sizeof(more) - 1);
	check(&two, two.size, 64, true,
	    "INDEX-011:1 INDEX-011:2 INDEX-024:2 INDEX-027:0 ");
	nc_buffer_free(&two);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_and_members_are_read),
	    cmocka_unit_test(what_is_cut_or_no_gzip_is_not_sound),
	    cmocka_unit_test(each_member_is_one),
	};

	return RUN(tests);
}
