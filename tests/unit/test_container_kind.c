/* What names and first bytes tell of a file. */
#include "unit.h"

#include "container_kind.h"
#include "utf8.h"

static enum nc_container_kind
kind(const char *name, const char *front, size_t size)
{
	struct newsconv_text text = {front, size};

	return nc_kind_of(nc_text(name), text);
}

#define KIND(name, front) kind(name, front, sizeof(front) - 1)

static void
bytes_tell_what_is_packed(void **state)
{
	char tar[512] = "name";

	(void)state;
	memcpy(tar + 257, "ustar", 5);
	assert_int_equal(kind("x", tar, sizeof(tar)), NC_TAR);
	assert_int_equal(kind("x", tar, 261), NC_PLAIN);
	assert_int_equal(KIND("x", "\x1f\x8b\x08"), NC_GZIP);
	assert_int_equal(KIND("x", "\x28\xb5\x2f\xfd"), NC_COMPRESSED);
	assert_int_equal(KIND("x", "PK\3\4"), NC_DIRECTORY_LAST);
	assert_int_equal(KIND("x", "PK\5\6"), NC_DIRECTORY_LAST);
	assert_int_equal(KIND("x", "WARC/1.0\r\n"), NC_WARC);
	assert_int_equal(KIND("x", "BZh91AY&SY"), NC_COMPRESSED);
}

static void
a_text_that_begins_alike_is_none(void **state)
{
	(void)state;
	assert_int_equal(KIND("x", "BZhukov said on Monday"), NC_PLAIN);
	assert_int_equal(KIND("x", "[Reuters] {\"a\"}"), NC_PLAIN);
	assert_int_equal(KIND("x", ""), NC_PLAIN);
	assert_int_equal(KIND("a.txt", "WARC/1.0"), NC_PLAIN);
}

static void
json_begins_with_an_object_that_has_a_field(void **state)
{
	(void)state;
	assert_int_equal(KIND("x", "{\"text\":"), NC_JSON);
	assert_int_equal(KIND("x", "\xef\xbb\xbf \r\n[ { \""), NC_JSON);
	assert_int_equal(KIND("x", "{}"), NC_PLAIN);
	assert_int_equal(KIND("a.json", "5"), NC_JSON);
	assert_int_equal(KIND("a.jsonl", "text"), NC_JSON_LINES);
	assert_int_equal(KIND("a.jsonl", "\x1f\x8b\x08"), NC_GZIP);
}

static void
names_alone_tell_of_most_files(void **state)
{
	bool packed = false;

	(void)state;
	assert_true(nc_kind_by_name(nc_text("A.TAR.GZ"), &packed));
	assert_true(packed);
	assert_true(nc_kind_by_name(nc_text("a.txt"), &packed));
	assert_false(packed);
	assert_false(nc_kind_by_name(nc_text("a"), &packed));
}

static void
what_is_in_a_compressed_file_has_its_name(void **state)
{
	static const char *const names[][2] = {{"a.warc.gz", "a.warc"},
	    {"a.tgz", "a.tar"}, {"a.TXZ", "a.tar"}, {"a.txt", "a.txt"},
	    {".gz", ".gz"}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct nc_buffer name = NC_BUFFER(100);

		nc_buffer_text(&name, names[i][0]);
		nc_kind_strip(&name);
		assert_string_equal(name.data, names[i][1]);
		nc_buffer_free(&name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bytes_tell_what_is_packed),
	    cmocka_unit_test(a_text_that_begins_alike_is_none),
	    cmocka_unit_test(json_begins_with_an_object_that_has_a_field),
	    cmocka_unit_test(names_alone_tell_of_most_files),
	    cmocka_unit_test(what_is_in_a_compressed_file_has_its_name),
	};

	return RUN(tests);
}
