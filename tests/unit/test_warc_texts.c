/* Texts in WARC files: which records are one, what they say, what is damaged. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <zlib.h>

#include "listing.h"

#define DATE "WARC-Date: 2021-09-16T11:07:14Z\r\n"
#define INFO \
	"WARC/1.0\r\nWARC-Type: warcinfo\r\n" DATE \
	"Content-Type: application/warc-fields\r\nContent-Length: 5\r\n\r\n" \
	"a: b\n\r\n\r\n"
#define TEXT(url, size, text) \
	"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: " url \
	"\r\n" DATE "WARC-Identified-Content-Language: deu,eng\r\n" \
	"Content-Type: text/plain\r\nContent-Length: " size "\r\n\r\n" text \
	"\r\n\r\n"

static const struct nc_members_options plain;

static void
each_conversion_is_a_text_with_what_its_record_says(void **state)
{
	(void)state;
	tree_file("a.warc.wet",
	    INFO TEXT("http://a.org/1", "4", "One.")
		TEXT("http://a.org/2", "12", "Two\r\n\r\nWARC/"));
	assert_string_equal(list_members("a.warc.wet", &plain, true),
	    "1 http://a.org/1|One. <http://a.org/1> de 1631790434\n"
	    "2 http://a.org/2|Two\r\n\r\nWARC/ <http://a.org/2> de "
	    "1631790434\n");
}

static void
words_are_the_named_fields(void **state)
{
	struct nc_entry entry = {.path = "a.warc"};
	struct nc_members *members;
	struct nc_member *member;

	(void)state;
	tree_file("a.warc",
	    "WARC/1.1\r\nwarc-type:resource\r\nX: y\r\n z\r\n"
	    "CONTENT-TYPE: text/plain; charset=utf-8\r\n"
	    "Content-Length: 4\r\n\r\nOne.\r\n\r\n");
	assert_int_equal(
	    nc_members_open(&members, &entry, &plain, NULL), NEWSCONV_OK);
	assert_int_equal(nc_members_next(members, &member, NULL), NEWSCONV_OK);
	assert_text(member->bytes, "One.");
	assert_text(member->given.words,
	    "warc-type:resource\r\nX: y\r\n z\r\n"
	    "CONTENT-TYPE: text/plain; charset=utf-8\r\n"
	    "Content-Length: 4\r\n");
	assert_string_equal(
	    member->given.words_type, "application/warc-fields");
	nc_member_free(member);
	assert_int_equal(nc_members_next(members, &member, NULL), NEWSCONV_END);
	nc_members_free(members);
}

/* They are kept as application/warc-fields, which have CR LF. */
static void
words_have_the_line_ends_of_the_standard(void **state)
{
	struct nc_entry entry = {.path = "a.wet"};
	struct nc_members *members;
	struct nc_member *member;

	(void)state;
	tree_file("a.wet",
	    "WARC/1.0\nWARC-Type: conversion\r\nX: y\n"
	    "Content-Type: text/plain\nContent-Length: 4\n\nOne.\n\n");
	assert_int_equal(
	    nc_members_open(&members, &entry, &plain, NULL), NEWSCONV_OK);
	assert_int_equal(nc_members_next(members, &member, NULL), NEWSCONV_OK);
	assert_text(member->given.words,
	    "WARC-Type: conversion\r\nX: y\r\n"
	    "Content-Type: text/plain\r\nContent-Length: 4\r\n");
	nc_member_free(member);
	nc_members_free(members);
}

static void
records_that_are_no_texts_are_named(void **state)
{
	static const struct nc_members_options small = {.max_size = 3};

	(void)state;
	tree_file("a.warc",
	    INFO
	    "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 1\r\n\r\nx\r\n"
	    "\r\nWARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
	    "<http://a.org/>\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"
	    "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/html\r\n"
	    "Content-Length: 0\r\n\r\n\r\n\r\n" TEXT("u", "4", "One."));
	assert_string_equal(list_members("a.warc", &small, false),
	    "1 <http://a.org/>! is a WARC record of type \"response\", not a "
	    "text\n2 ! is a WARC record of text/html, not a text\n"
	    "3 u! larger than 3 bytes, the limit\n");
}

static void
a_record_of_wrong_length_costs_no_other(void **state)
{
	(void)state;
	tree_file("a.warc",
	    TEXT("u1", "4", "One.") TEXT("u2", "2", "Two, longer.")
		TEXT("u3", "x", "Three") TEXT("u4", "5", "Four."));
	assert_string_equal(list_file("a.warc"),
	    "1 u1|One.\n2 u2! no record begins at byte 364, where one "
	    "should\n3 ! a record has no Content-Length\n4 u4|Four.\n");
	tree_file("a.warc", TEXT("u1", "4", "One.") TEXT("u2", "40", "Two."));
	assert_string_equal(list_file("a.warc"),
	    "1 u1|One.\n-6 a.warc: ends 32 bytes before the end of a record");
	tree_file("a.warc", TEXT("u1", "4", "One.") "WARC/1.0\r\nWARC-Ty");
	assert_string_equal(list_file("a.warc"),
	    "1 u1|One.\n-6 a.warc: ends within the header of a record");
}

static void
append(const char *path, const char *text)
{
	gzFile file = gzopen(path, "a");

	assert_non_null(file);
	assert_true(gzputs(file, text) > 0);
	assert_int_equal(gzclose(file), Z_OK);
}

/* Each record is a gzip member (Common Crawl's files, and all WARC files). */
static void
behind_a_damaged_gzip_member_the_next_is_read(void **state)
{
	const char *path = "a.warc.wet.gz";
	long size;
	FILE *raw;

	(void)state;
	append(path, TEXT("u1", "4", "One."));
	append(path, TEXT("u2", "26", "abcdefghijklmnopqrstuvwxyz"));
	raw = fopen(path, "r+");
	fseek(raw, 0, SEEK_END);
	size = ftell(raw);
	fseek(raw, size - 30, SEEK_SET);
	fputs("\xff\xff\xff\xff\xff\xff", raw);
	fclose(raw);
	append(path, TEXT("u3", "6", "Three."));
	assert_true(strncmp(list_file(path), "1 u1|One.\n2 ", 12) == 0);
	assert_null(strstr(list_file(path), "2 u2|"));
	assert_non_null(
	    strstr(list_file(path), "! the gzip data is damaged at byte "));
	assert_non_null(strstr(list_file(path), " u3|Three.\n"));
	assert_int_equal(listing_error.code, 0);
	assert_int_equal(truncate(path, size + 60), 0);
	assert_non_null(strstr(list_file(path), "1 u1|One.\n"));
	assert_non_null(strstr(list_file(path),
	    "-6 a.warc.wet.gz: the gzip data ends within a member, at byte "));
}

static void
every_cut_of_a_file_ends_and_keeps_what_is_before(void **state)
{
	const char *path = "a.warc.gz";
	struct stat first, second;
	off_t size;

	(void)state;
	append(path, INFO);
	append(path, TEXT("u1", "4", "One."));
	assert_int_equal(stat(path, &first), 0);
	append(path, TEXT("u2", "4", "Two."));
	assert_string_equal(list_file(path), "1 u1|One.\n2 u2|Two.\n");
	assert_int_equal(stat(path, &second), 0);
	for (size = second.st_size - 1; size > 18; size--) {
		const char *listed;

		assert_int_equal(truncate(path, size), 0);
		listed = list_file(path);
		assert_int_equal(strncmp(listed, "1 u1|One.\n", 10) == 0,
		    size >= first.st_size);
		assert_null(strstr(listed, "u2|"));
		if (size == first.st_size)
			assert_string_equal(listed, "1 u1|One.\n");
		else if (size > first.st_size)
			assert_int_equal(
			    listing_error.code, NEWSCONV_BAD_VALUE);
	}
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(each_conversion_is_a_text_with_what_its_record_says),
	    TREE(words_are_the_named_fields),
	    TREE(words_have_the_line_ends_of_the_standard),
	    TREE(records_that_are_no_texts_are_named),
	    TREE(a_record_of_wrong_length_costs_no_other),
	    TREE(behind_a_damaged_gzip_member_the_next_is_read),
	    TREE(every_cut_of_a_file_ends_and_keeps_what_is_before),
	};

	return RUN(tests);
}
