/* Which JSON is ours, by its members. */
#include "unit.h"

#include "json_kind.h"

static void
kinds_are_told_by_their_members(void **state)
{
	static const struct {
		const char *text;
		enum nc_json_kind kind;
	} cases[] = {
	    {"{\"schema\":\"newsconv-article/1\"}", NC_KIND_ARTICLE},
	    {"{\"schema\":\"newsconv-article/2\"}", NC_KIND_OTHER},
	    {"{\"schema\":\"newsconv-record/1\"}", NC_KIND_RECORD},
	    {"{\"schema\":\"newsconv-record/2\"}", NC_KIND_OTHER},
	    {"{\"schema\":1}", NC_KIND_OTHER},
	    {"{\"run\":1,\"status\":\"archived\"}", NC_KIND_MANIFEST},
	    {"{\"run\":1}", NC_KIND_OTHER},
	    {"{\"run\":1,\"manifest\":\"\",\"counts\":{}}", NC_KIND_HISTORY},
	    {"{\"book\":\"\",\"part\":\"\",\"volume\":\"\"}", NC_KIND_BOOK},
	    {"{\"format\":\"json-pages-1.0\"}", NC_KIND_PAGES},
	    {"{\"format\":\"json-pages-2.0\"}", NC_KIND_OTHER},
	    {"{\"line\":\"file\",\"path\":\"a\"}", NC_KIND_OUTPUT},
	    {"{\"line\":\"leftOut\"}", NC_KIND_OUTPUT},
	    {"{\"line\":\"put\"}", NC_KIND_OTHER},
	    {"{\"line\":\"file record\"}", NC_KIND_OTHER},
	    {"{\"line\":7}", NC_KIND_OTHER},
	    {"{}", NC_KIND_OTHER},
	    {"[]", NC_KIND_OTHER},
	    {"\"schema\"", NC_KIND_OTHER},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		json_t *value = json_loads(
		    cases[i].text, JSON_DECODE_ANY, NULL);

		assert_non_null(value);
		if (nc_json_kind_of(value) != cases[i].kind)
			fail_msg("%s", cases[i].text);
		json_decref(value);
	}
}

static void
each_kind_has_a_schema_and_a_name(void **state)
{
	const struct nc_json_schema *schema, *again;
	struct newsconv_error error;
	int kind;

	(void)state;
	for (kind = NC_KIND_OTHER + 1; kind < NC_KINDS; kind++) {
		assert_int_equal(nc_json_kind_schema(
				     &schema, (enum nc_json_kind)kind, &error),
		    NEWSCONV_OK);
		assert_true(nc_json_schema_title(schema)[0] != '\0');
		assert_int_equal(nc_json_kind_schema(
				     &again, (enum nc_json_kind)kind, &error),
		    NEWSCONV_OK);
		assert_ptr_equal(schema, again);
		assert_true(
		    nc_json_kind_type((enum nc_json_kind)kind)[0] != '\0');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(kinds_are_told_by_their_members),
	    cmocka_unit_test(each_kind_has_a_schema_and_a_name),
	};

	return RUN(tests);
}
