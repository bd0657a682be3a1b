/* Schemas from files, and what a run of checks does with one. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "schema_fixture.h"
#include "tree.h"

#include "verify.h"

static void
put_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void
errors_name_file_place_and_what_is_lacking(void **state)
{
	struct nc_json_schema *schema = NULL;
	struct newsconv_error error;

	(void)state;
	put_file("s", "{\"properties\": {\"a\": {\"$dynamicRef\": \"#\"}}}");
	assert_int_equal(
	    nc_json_schema_read(&schema, "s", &error), NEWSCONV_BAD_VALUE);
	assert_int_equal(error.code, NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, "s");
	assert_non_null(strstr(
	    error.text, "#/properties/a: \"$dynamicRef\" is not supported"));
	assert_null(schema);
	put_file("s", "true");
	assert_int_equal(
	    nc_json_schema_read(&schema, "s", &error), NEWSCONV_OK);
	nc_json_schema_free(schema);
	assert_int_equal(
	    nc_json_schema_read(&schema, "none", &error), NEWSCONV_BAD_VALUE);
}

static void
run_checks_by_the_schema_of_the_user(void **state)
{
	const char *path = "data";
	struct newsconv_verify_options options;
	struct newsconv_verify_total total;
	struct newsconv_error error;

	(void)state;
	newsconv_verify_options_init(&options);
	options.paths = &path;
	options.path_count = 1;
	options.schema = "s";
	put_file("s", "{\"required\": [\"a\"]}");
	put_file("data", "{\"a\": 1}\n{\"a\": 2}\n");
	assert_int_equal(
	    newsconv_verify_run(&options, &total, &error), NEWSCONV_OK);
	assert_int_equal(total.sound, 1);
	put_file("data", "{\"a\": 1}\n{\"b\": 2}\n");
	assert_int_equal(
	    newsconv_verify_run(&options, &total, &error), NEWSCONV_OK);
	assert_int_equal(total.damaged, 1);
	put_file("s", "{\"unknown\": 1}");
	assert_int_equal(
	    newsconv_verify_run(&options, &total, &error), NEWSCONV_BAD_VALUE);
	assert_string_equal(error.where, "s");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		errors_name_file_place_and_what_is_lacking, tree_set_up,
		tree_tear_down),
	    cmocka_unit_test_setup_teardown(
		run_checks_by_the_schema_of_the_user, tree_set_up,
		tree_tear_down),
	};

	return RUN(tests);
}
