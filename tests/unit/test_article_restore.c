/* What newsconv wrote is told from dumps by its first bytes. */
#include "unit.h"

#include "article_restore.h"
#include "utf8.h"

static void
our_json_is_told_by_its_schema(void **state)
{
	static const char *const ours[] = {
	    "{\"schema\":\"newsconv-article/1\",\"id\":",
	    "{\"schema\":\"newsconv-article/2\"}",
	    "{\"schema\":\"newsconv-record/1\",\"id\":",
	    " \r\n\t{ \"schema\" : \"newsconv-article/1\"",
	    "\xef\xbb\xbf{\"schema\":\"newsconv-article/1\"",
	    "{\"a\":[1,{\"b\":\"},\\\"\"}],\"schema\":\"newsconv-article/1\"",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		if (nc_restorable(nc_text(ours[i])) != NC_RESTORABLE_JSON)
			fail_msg("%s", ours[i]);
}

static void
dumps_stay_dumps(void **state)
{
	static const char *const dumps[] = {"", "{", "{}", "{\"", "{\"schema\"",
	    "{\"schema\":", "{\"schema\":\"newsconv-article/",
	    "{Harbour} closed, says \"schema\":\"newsconv-article/1\"",
	    "\"schema\":\"newsconv-article/1\"",
	    "[{\"schema\":\"newsconv-article/1\"}]",
	    "{\"schema\":\"other/1\",\"schema\":\"newsconv-article/1\"}",
	    "{\"schema\":\"newsconv-outputs/1\"}", "{\"schema\":1}",
	    "{\"a\":{\"schema\":\"newsconv-article/1\"}}",
	    "{\"a\":\"b\"}{\"schema\":\"newsconv-article/1\"}",
	    "{\"text\":\"schema\",\"newsconv-article/1\":1}",
	    "{\"a\":1]\"schema\":\"newsconv-article/1\"}", "{\"a\\"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(dumps) / sizeof(*dumps); i++)
		if (nc_restorable(nc_text(dumps[i])) != NC_RESTORABLE_NONE)
			fail_msg("%s", dumps[i]);
}

static void
an_epub_is_told_by_its_first_entry(void **state)
{
	char zip[128] = "PK\3\4";
	struct newsconv_text text = {zip, 58};

	(void)state;
	zip[26] = 8;
	memcpy(zip + 30, "mimetypeapplication/epub+zip", 28);
	assert_int_equal(nc_restorable(text), NC_RESTORABLE_EPUB);
	for (text.size = 0; text.size < 58; text.size++)
		assert_int_equal(nc_restorable(text), NC_RESTORABLE_NONE);
	/* Some writers put an extra field there. */
	memmove(zip + 47, zip + 38, 20);
	zip[28] = 9;
	text.size = 67;
	assert_int_equal(nc_restorable(text), NC_RESTORABLE_EPUB);
	zip[29] = 127;
	assert_int_equal(nc_restorable(text), NC_RESTORABLE_NONE);
	zip[29] = 0;
	zip[48] = 'b';
	assert_int_equal(nc_restorable(text), NC_RESTORABLE_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(our_json_is_told_by_its_schema),
	    cmocka_unit_test(dumps_stay_dumps),
	    cmocka_unit_test(an_epub_is_told_by_its_first_entry),
	};

	return RUN(tests);
}
