/* Packages: what is in them, and that only sound ones are unpacked. */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "bytes.h"
#include "deflate.h"
#include "digest.h"
#include "file.h"
#include "memory.h"
#include "wacz.h"
#include "warc_record.h"

static char folder[64];
static char files[3][128]; /* paths of what is packed */
static char package[128];  /* path of the package */
static char target[128];   /* directory to unpack into */

static const char *const names[] = {
    "archive/a.warc.gz", "indexes/index.cdxj", "pages/pages.jsonl"};
static const char *const contents[] = {"the volume", "the index\n", ""};

static void
write_file(const char *path, const char *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void
read_file(struct nc_buffer *buffer, const char *path)
{
	assert_int_equal(nc_file_read(buffer, path, NULL), 0);
}

static int
set_up(void **state)
{
	size_t i;

	(void)state;
	strcpy(folder, "/tmp/newsconv-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	for (i = 0; i < 3; i++) {
		snprintf(files[i], sizeof(files[i]), "%s/%zu", folder, i);
		write_file(files[i], contents[i], strlen(contents[i]));
	}
	snprintf(package, sizeof(package), "%s/a.wacz", folder);
	snprintf(target, sizeof(target), "%s/out", folder);
	return 0;
}

static int
tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	return system(command);
}

static void
pack(void)
{
	struct nc_wacz_file list[3];
	struct nc_wacz_options options = {.files = list,
	    .file_count = 3,
	    .time = INT64_C(1709280000),
	    .title = "Ferries \"of\" Velmora"};
	struct nc_sink *sink = NULL;
	size_t i;

	for (i = 0; i < 3; i++) {
		list[i].name = names[i];
		list[i].path = files[i];
	}
	assert_int_equal(nc_sink_open(&sink, package, true, NULL), 0);
	assert_int_equal(nc_wacz_write(sink, &options, NULL), 0);
	assert_int_equal(nc_sink_commit(sink, NULL), 0);
	nc_sink_free(sink);
}

/* What stands behind the local header of an entry, as text. */
static char *
content_of(const struct nc_buffer *bytes, const char *name)
{
	const unsigned char *at = (const unsigned char *)bytes->data;

	while (nc_le32(at) == 0x04034b50) {
		size_t size = nc_le32(at + 18);
		size_t name_size = nc_le16(at + 26);

		assert_int_equal(nc_le16(at + 8), 0); /* stored */
		assert_int_equal(nc_le16(at + 28), 0);
		assert_int_equal(nc_le32(at + 22), size);
		if (name_size == strlen(name) &&
		    memcmp(at + 30, name, name_size) == 0) {
			char *copy = malloc(size + 1);

			assert_non_null(copy);
			memcpy(copy, at + 30 + name_size, size);
			copy[size] = '\0';
			return copy;
		}
		at += 30 + name_size + size;
	}
	fail_msg("no entry %s", name);
	return NULL;
}

static void
files_are_stored_and_described(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(1 << 20);
	json_t *object, *resources, *resource;
	char *text;
	size_t i;

	(void)state;
	pack();
	read_file(&bytes, package);
	text = content_of(&bytes, "datapackage.json");
	object = json_loads(text, 0, NULL);
	free(text);
	assert_non_null(object);
	assert_string_equal(
	    json_string_value(json_object_get(object, "profile")),
	    "data-package");
	assert_string_equal(
	    json_string_value(json_object_get(object, "wacz_version")),
	    "1.1.1");
	assert_string_equal(json_string_value(json_object_get(object, "title")),
	    "Ferries \"of\" Velmora");
	assert_string_equal(
	    json_string_value(json_object_get(object, "created")),
	    "2024-03-01T08:00:00Z");
	resources = json_object_get(object, "resources");
	assert_int_equal(json_array_size(resources), 3);
	for (i = 0; i < 3; i++) {
		struct newsconv_text content = {
		    contents[i], strlen(contents[i])};
		char hash[7 + 65] = "sha256:";

		text = content_of(&bytes, names[i]);
		assert_string_equal(text, contents[i]);
		free(text);
		nc_sha256_hex(hash + 7, content);
		resource = json_array_get(resources, i);
		assert_string_equal(
		    json_string_value(json_object_get(resource, "path")),
		    names[i]);
		assert_string_equal(
		    json_string_value(json_object_get(resource, "hash")), hash);
		assert_int_equal(
		    json_integer_value(json_object_get(resource, "bytes")),
		    content.size);
	}
	json_decref(object);
	nc_buffer_free(&bytes);
}

static void
the_digest_is_that_of_the_package(void **state)
{
	struct nc_buffer bytes = NC_BUFFER(1 << 20);
	struct newsconv_text text;
	char hash[7 + 65] = "sha256:";
	json_t *object;
	char *content;

	(void)state;
	pack();
	read_file(&bytes, package);
	content = content_of(&bytes, "datapackage.json");
	text.data = content;
	text.size = strlen(content);
	nc_sha256_hex(hash + 7, text);
	free(content);
	content = content_of(&bytes, "datapackage-digest.json");
	object = json_loads(content, 0, NULL);
	assert_string_equal(
	    json_string_value(json_object_get(object, "hash")), hash);
	assert_string_equal(json_string_value(json_object_get(object, "path")),
	    "datapackage.json");
	json_decref(object);
	free(content);
	nc_buffer_free(&bytes);
}

static void
equal_files_give_equal_packages(void **state)
{
	struct nc_buffer one = NC_BUFFER(1 << 20), two = NC_BUFFER(1 << 20);

	(void)state;
	pack();
	read_file(&one, package);
	pack();
	read_file(&two, package);
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, one.size);
	nc_buffer_free(&one);
	nc_buffer_free(&two);
}

/* An empty directory to unpack into. */
static void
empty_target(void)
{
	char command[256];

	snprintf(command, sizeof(command), "rm -rf '%s'", target);
	assert_int_equal(system(command), 0);
	assert_int_equal(mkdir(target, 0777), 0);
}

static void
what_was_packed_comes_back(void **state)
{
	size_t i;

	(void)state;
	pack();
	empty_target();
	assert_int_equal(nc_wacz_unpack(target, package, NULL), 0);
	for (i = 0; i < 3; i++) {
		struct nc_buffer bytes = NC_BUFFER(1 << 20);
		char path[256];

		snprintf(path, sizeof(path), "%s/%s", target, names[i]);
		read_file(&bytes, path);
		assert_int_equal(bytes.size, strlen(contents[i]));
		assert_memory_equal(bytes.data == NULL ? "" : bytes.data,
		    contents[i], bytes.size);
		nc_buffer_free(&bytes);
	}
}

/* As in a file or header: the lowest byte first. */
static void
crc_of(char crc_bytes[5], const char *text)
{
	struct newsconv_text bytes = {text, strlen(text)};
	uint32_t crc = nc_crc32(bytes);
	size_t i;

	for (i = 0; i < 4; i++)
		crc_bytes[i] = (char)(crc >> 8 * i);
	crc_bytes[4] = '\0';
}

static unsigned
replace(struct nc_buffer *bytes, const char *old, const char *new, size_t size)
{
	unsigned replaced = 0;
	size_t i;

	for (i = 0; i + size <= bytes->size; i++)
		if (memcmp(bytes->data + i, old, size) == 0) {
			memcpy(bytes->data + i, new, size);
			replaced++;
		}
	return replaced;
}

/*
 * The package with `old` replaced by `new` of the same size is refused.
 * `checksum`: these are all of an entry, whose CRC is put right.
 */
static void
refuse(const char *old, const char *new, bool checksum, const char *why)
{
	struct nc_buffer bytes = NC_BUFFER(1 << 20);
	struct newsconv_error error;
	char from[5], to[5];

	assert_int_equal(strlen(old), strlen(new));
	pack();
	read_file(&bytes, package);
	assert_true(replace(&bytes, old, new, strlen(old)) > 0);
	if (checksum) {
		crc_of(from, old);
		crc_of(to, new);
		assert_int_equal(replace(&bytes, from, to, 4), 2);
	}
	write_file(package, bytes.data, bytes.size);
	empty_target();
	assert_int_equal(
	    nc_wacz_unpack(target, package, &error), NEWSCONV_BAD_VALUE);
	if (strstr(error.text, why) == NULL)
		fail_msg("%s is not in: %s", why, error.text);
	assert_non_null(strstr(error.where, package));
	nc_buffer_free(&bytes);
}

static void
a_changed_byte_is_found(void **state)
{
	(void)state;
	refuse("the volume", "the Volume", false, "another checksum");
	refuse("Velmora", "Felmora", false, "another checksum");
}

static void
a_file_that_the_package_does_not_vouch_for_is_found(void **state)
{
	(void)state;
	refuse("the volume", "the Volume", true, "has the digest of");
}

static void
names_that_lead_elsewhere_are_refused(void **state)
{
	(void)state;
	refuse(
	    "archive/a.warc.gz", "../hive/a.warc.gz", false, "not for a file");
	refuse(
	    "archive/a.warc.gz", "/rchive/a.warc.gz", false, "not for a file");
	refuse(
	    "archive/a.warc.gz", "archive//.warc.gz", false, "not for a file");
}

static void
a_cut_package_is_refused(void **state)
{
	struct newsconv_error error;
	struct nc_buffer bytes = NC_BUFFER(1 << 20);
	size_t size;

	(void)state;
	pack();
	read_file(&bytes, package);
	for (size = 0; size < bytes.size; size += 7) {
		write_file(package, bytes.data, size);
		empty_target();
		assert_int_equal(nc_wacz_unpack(target, package, &error),
		    NEWSCONV_BAD_VALUE);
	}
	nc_buffer_free(&bytes);
}

static void
a_file_that_is_not_there_is_named(void **state)
{
	struct nc_wacz_file file = {"archive/a.warc.gz", "/nowhere/a.warc.gz"};
	struct nc_wacz_options options = {.files = &file, .file_count = 1};
	struct nc_sink *sink = NULL;
	struct newsconv_error error;

	(void)state;
	assert_int_equal(nc_sink_open(&sink, "-", false, NULL), 0);
	assert_int_equal(
	    nc_wacz_write(sink, &options, &error), NEWSCONV_READ_FAILED);
	assert_string_equal(error.where, "/nowhere/a.warc.gz");
	nc_sink_free(sink);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(files_are_stored_and_described),
	    TEST(the_digest_is_that_of_the_package),
	    TEST(equal_files_give_equal_packages),
	    TEST(what_was_packed_comes_back),
	    TEST(a_changed_byte_is_found),
	    TEST(a_file_that_the_package_does_not_vouch_for_is_found),
	    TEST(names_that_lead_elsewhere_are_refused),
	    TEST(a_cut_package_is_refused),
	    TEST(a_file_that_is_not_there_is_named),
	};

	return RUN(tests);
}
