/* Entries of a ZIP by name; every number in it may lie. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "pack.h"

#include "restore_zip.h"

static const struct pack_entry entries[] = {
    {.name = "mimetype", .text = "application/epub+zip"},
    {.name = "b/two", .text = "zwei zwei zwei zwei zwei zwei zwei zwei zwei"},
    {.name = "a/one", .text = "eins"},
    {.name = "empty", .text = ""},
};

struct opened {
	struct nc_arena *arena;
	struct nc_restore_zip zip;
	struct nc_buffer content;
	struct newsconv_error error;
	int result;
};

static void
open_bytes(struct opened *opened, const char *data, size_t size)
{
	struct newsconv_text bytes = {data, size};

	memset(opened, 0, sizeof(*opened));
	opened->content.ceiling = 1 << 30;
	opened->arena = nc_arena_new(1 << 24);
	assert_non_null(opened->arena);
	opened->result = nc_restore_zip_open(
	    &opened->zip, bytes, opened->arena, &opened->error);
}

static void
done(struct opened *opened)
{
	nc_buffer_free(&opened->content);
	nc_arena_free(opened->arena);
}

static int
unpack(struct opened *opened, const char *name)
{
	const struct nc_restore_entry *entry = nc_restore_zip_find(
	    &opened->zip, name);

	if (entry == NULL)
		return NEWSCONV_END;
	return nc_restore_zip_unpack(
	    &opened->zip, entry, &opened->content, &opened->error);
}

static char *
packed(const char *options, size_t *size)
{
	pack("it.zip", "zip", NULL, options, entries, 4);
	return tree_read("it.zip", size);
}

static void
entries_are_found_by_name(void **state)
{
	static const char *const ways[] = {
	    "zip:compression=store", "zip:compression=deflate"};
	struct opened opened;
	size_t way, i, size;

	(void)state;
	for (way = 0; way < 2; way++) {
		char *data = packed(ways[way], &size);

		open_bytes(&opened, data, size);
		assert_int_equal(opened.result, NEWSCONV_OK);
		for (i = 0; i < 4; i++) {
			assert_int_equal(
			    unpack(&opened, entries[i].name), NEWSCONV_OK);
			assert_string_equal(
			    opened.content.data, entries[i].text);
		}
		assert_int_equal(unpack(&opened, "a/on"), NEWSCONV_END);
		assert_int_equal(unpack(&opened, "a/one2"), NEWSCONV_END);
		done(&opened);
		free(data);
	}
}

/* APPNOTE 4.3.14, 4.3.15: the numbers of the end record stand elsewhere. */
static void
zip64_is_read(void **state)
{
	struct opened opened;
	size_t size, at;
	char *data = packed("zip:compression=deflate", &size);
	char *wide = calloc(1, size + 76);

	(void)state;
	assert_non_null(wide);
	at = size - 22;
	memcpy(wide, data, at);
	memcpy(wide + at, "PK\6\6", 4);
	wide[at + 4] = 44;
	wide[at + 32] = data[at + 10];
	memcpy(wide + at + 40, data + at + 12, 4);
	memcpy(wide + at + 48, data + at + 16, 4);
	memcpy(wide + at + 56, "PK\6\7", 4);
	memcpy(wide + at + 64, &(uint32_t){(uint32_t)at}, 4);
	memcpy(wide + at + 76, data + at, 22);
	memset(wide + at + 76 + 10, 0xff, 10);
	open_bytes(&opened, wide, size + 76);
	assert_int_equal(opened.result, NEWSCONV_OK);
	assert_int_equal(unpack(&opened, "a/one"), NEWSCONV_OK);
	assert_string_equal(opened.content.data, "eins");
	done(&opened);
	wide[at + 56] = 'X';
	open_bytes(&opened, wide, size + 76);
	assert_int_equal(opened.result, NEWSCONV_BAD_VALUE);
	done(&opened);
	free(wide);
	free(data);
}

/* Each byte changed, each length cut: refused or read, and never more. */
static void
damage_is_refused_or_does_not_matter(void **state)
{
	struct opened opened;
	size_t size, at, i;
	char *data = packed("zip:compression=deflate", &size);
	unsigned refused = 0;

	(void)state;
	for (at = 0; at < 2 * size; at++) {
		char *copy = malloc(at < size ? size : at - size + 1);
		size_t length = at < size ? size : at - size;
		bool sound;

		assert_non_null(copy);
		memcpy(copy, data, length);
		if (at < size)
			copy[at] ^= 0x41;
		open_bytes(&opened, copy, length);
		sound = opened.result == NEWSCONV_OK;
		for (i = 0; i < 4 && sound; i++) {
			int result = unpack(&opened, entries[i].name);

			sound = result == NEWSCONV_OK;
			if (sound)
				assert_string_equal(
				    opened.content.data, entries[i].text);
		}
		refused += !sound;
		done(&opened);
		free(copy);
	}
	/* All cuts, and the half of the changes at least. */
	assert_true(refused > size + size / 4);
	free(data);
}

static char *
find_bytes(char *data, size_t size, const char *bytes, size_t count)
{
	size_t i;

	for (i = 0; i + count <= size; i++)
		if (memcmp(data + i, bytes, count) == 0)
			return data + i;
	fail_msg("no such bytes");
	return NULL;
}

/* Change `size` bytes at `offset` of the directory's entry of that name. */
static void
change_entry(char *data, size_t size, const char *name, size_t offset,
    const char *bytes, size_t count)
{
	char *header = find_bytes(data, size, "PK\1\2", 4);
	char *at = find_bytes(
	    header, (size_t)(data + size - header), name, strlen(name));

	memcpy(at - 46 + offset, bytes, count);
}

static void
what_cannot_be_unpacked_says_why(void **state)
{
	static const struct {
		size_t offset;
		const char *bytes;
		size_t count;
		int result;
	} cases[] = {
	    {8, "\1", 1, NEWSCONV_UNSUPPORTED},              /* encrypted */
	    {10, "\x0c\0", 2, NEWSCONV_UNSUPPORTED},         /* bzip2 */
	    {16, "\1\2\3\4", 4, NEWSCONV_BAD_VALUE},         /* checksum */
	    {20, "\xff\xff\xff\x7f", 4, NEWSCONV_BAD_VALUE}, /* packed */
	    {24, "\x01\0\0\0", 4, NEWSCONV_BAD_VALUE},       /* too small */
	    {24, "\xff\xff\0\0", 4, NEWSCONV_BAD_VALUE},     /* too large */
	    {24, "\xff\xff\xff\xff", 4, NEWSCONV_TOO_LARGE},
	    {42, "\xff\xff\xff\xff", 4, NEWSCONV_BAD_VALUE}, /* offset */
	    {42, "\1\0\0\0", 4, NEWSCONV_BAD_VALUE},
	};
	struct opened opened;
	size_t i, size;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *data = packed("zip:compression=deflate", &size);

		change_entry(data, size, "b/two", cases[i].offset,
		    cases[i].bytes, cases[i].count);
		open_bytes(&opened, data, size);
		assert_int_equal(opened.result, NEWSCONV_OK);
		if (unpack(&opened, "b/two") != cases[i].result)
			fail_msg("%zu: %s", i, opened.error.text);
		assert_int_equal(unpack(&opened, "a/one"), NEWSCONV_OK);
		done(&opened);
		free(data);
	}
}

static void
one_name_twice_is_refused(void **state)
{
	struct opened opened;
	size_t size;
	char *data = packed("zip:compression=store", &size);

	(void)state;
	change_entry(data, size, "b/two", 46, "a/one", 5);
	open_bytes(&opened, data, size);
	assert_int_equal(opened.result, NEWSCONV_BAD_VALUE);
	assert_non_null(strstr(opened.error.text, "one name"));
	done(&opened);
	free(data);
}

/* A megabyte of one byte, four times: past what all may take, made small. */
static void
a_bomb_is_refused(void **state)
{
	enum { SIZE = 1 << 20 };
	struct pack_entry bomb = {.name = "0"};
	char *text = malloc(SIZE + 1);
	struct opened opened;
	size_t size, i;
	char *data;
	int result = NEWSCONV_OK;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', SIZE);
	text[SIZE] = '\0';
	bomb.text = text;
	pack("bomb.zip", "zip", NULL, "zip:compression=deflate", &bomb, 1);
	free(text);
	data = tree_read("bomb.zip", &size);
	open_bytes(&opened, data, size);
	assert_int_equal(opened.result, NEWSCONV_OK);
	assert_true(opened.zip.left >= 3 * (uint64_t)SIZE);
	opened.zip.left = 4 * (uint64_t)SIZE - 1;
	for (i = 0; i < 5 && result == NEWSCONV_OK; i++)
		result = unpack(&opened, "0");
	assert_int_equal(i, 4);
	assert_int_equal(result, NEWSCONV_TOO_LARGE);
	done(&opened);
	free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(entries_are_found_by_name),
	    cmocka_unit_test(zip64_is_read),
	    cmocka_unit_test(damage_is_refused_or_does_not_matter),
	    cmocka_unit_test(what_cannot_be_unpacked_says_why),
	    cmocka_unit_test(one_name_twice_is_refused),
	    cmocka_unit_test(a_bomb_is_refused),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
