/* Each way in which records can differ from a list is named as what it is. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "codes.h"
#include "tree.h"

#include "manifest_records.h"
#include "memory.h"

/*
 * A record is a letter, its id, and what its content and its date are, so that a
 * file is a text: "a", "b", "c"; "b2" is b with other content, "b@" with another
 * date, "b!" in other bytes, "z=b" b under the id z.
 */
struct word {
	char id, content, date;
	bool other_bytes;
};

static struct word
word_of(const char *text, size_t size)
{
	struct word word = {text[0], text[0], '1', false};
	size_t i;

	for (i = 1; i < size; i++) {
		if (text[i] == '=')
			word.content = text[++i];
		else if (text[i] == '@')
			word.date = '2';
		else if (text[i] == '!')
			word.other_bytes = true;
		else
			word.content = text[i];
	}
	return word;
}

static void
hex_of(char target[65], const struct word *word, bool stored)
{
	snprintf(target, 65, "%02x%02x%02x%02x%056d", (unsigned)word->content,
	    stored ? (unsigned)word->id : 0, stored ? (unsigned)word->date : 0,
	    stored ? 1 + word->other_bytes : 0, 7);
}

/* Calls `each` for the words of the text. */
static void
for_each(const char *text,
    void (*each)(const struct word *word, size_t index, void *context),
    void *context)
{
	size_t index = 0;

	while (*text != '\0') {
		size_t size = strcspn(text, " ");
		struct word word = word_of(text, size);

		each(&word, index++, context);
		text += size;
		text += *text == ' ';
	}
}

static void
list(const struct word *word, size_t index, void *context)
{
	char stored[65], content[65];

	hex_of(stored, word, true);
	hex_of(content, word, false);
	nc_buffer_format(context,
	    "{\"line\":\"record\",\"index\":%zu,\"offset\":%zu,\"length\":10,"
	    "\"type\":\"resource\",\"date\":\"%c\",\"id\":\"%c\",\"sha256\":"
	    "\"%s\",\"contentSha256\":\"%s\"}\n",
	    index, 10 * index, word->date, word->id, stored, content);
}

static void
see(const struct word *word, size_t index, void *context)
{
	char stored[65], content[65], id[] = "<x>", date[] = "x";
	struct newsconv_record part = {.index = index,
	    .id = id,
	    .type = "resource",
	    .uri = "",
	    .date = date,
	    .offset = 10 * index,
	    .length = 10,
	    .digest = "",
	    .stored_sha256 = stored,
	    .sha256 = content};

	id[1] = word->id;
	date[0] = word->date;
	hex_of(stored, word, true);
	hex_of(content, word, false);
	nc_manifest_records_part(&part, context);
}

static void
collect(const struct newsconv_finding *finding, void *context)
{
	note_code(finding->code);
	nc_buffer_format(context, "%s %c; ", finding->code,
	    finding->part[finding->part[0] == '<']);
}

static int
count_words(const char *text)
{
	int count = *text != '\0';

	for (; *text != '\0'; text++)
		count += *text == ' ';
	return count;
}

static void
check(const char *listed, const char *there, const char *expected)
{
	struct nc_buffer manifest = NC_BUFFER(1 << 24);
	struct nc_buffer found = NC_BUFFER(1 << 24);
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = collect, .context = &found};
	struct newsconv_summary summary = {.format = ""};
	struct nc_verify verify = {
	    .name = "it", .options = &options, .summary = &summary};
	struct nc_manifest_records *records = NULL;
	struct newsconv_error error;
	uint64_t differences = 0;
	int descriptor;

	nc_buffer_text(&found, "");
	nc_buffer_format(&manifest,
	    "{\"line\":\"file\",\"path\":\"it\",\"bytes\":1,\"sha256\":"
	    "\"%064d\",\"records\":%d}\n",
	    0, count_words(listed));
	for_each(listed, list, &manifest);
	/* What follows are the records of another file. */
	nc_buffer_text(&manifest,
	    "{\"line\":\"file\",\"path\":\"other\","
	    "\"bytes\":1,\"sha256\":\"");
	nc_buffer_format(&manifest, "%064d\",\"records\":1}\n", 0);
	for_each("x", list, &manifest);
	tree_write("manifest", manifest.data, manifest.size);
	descriptor = open("manifest", O_RDONLY);
	assert_int_equal(
	    nc_manifest_records_new(&records, descriptor, 0, &error),
	    NEWSCONV_OK);
	for_each(there, see, records);
	assert_int_equal(
	    nc_manifest_records_end(records, &verify, &differences, &error),
	    NEWSCONV_OK);
	assert_string_equal(found.data, expected);
	assert_int_equal(differences > 0, expected[0] != '\0');
	nc_manifest_records_free(records);
	close(descriptor);
	nc_buffer_free(&manifest);
	nc_buffer_free(&found);
}

static void
what_is_as_listed_has_no_finding(void **state)
{
	(void)state;
	check("a b c", "a b c", "");
	check("a", "a", "");
}

static void
a_record_that_was_deleted_is_missing(void **state)
{
	(void)state;
	check("a b c d", "b c d", "MANIFEST-020 a; ");
	check("a b c d", "a c d", "MANIFEST-020 b; ");
	check("a b c d", "a b c", "MANIFEST-020 d; ");
	check(
	    "a b c d", "a", "MANIFEST-020 b; MANIFEST-020 c; MANIFEST-020 d; ");
}

static void
a_record_that_was_added_is_new(void **state)
{
	(void)state;
	check("a b c", "z a b c", "MANIFEST-021 z; ");
	check("a b c", "a z b c", "MANIFEST-021 z; ");
	check("a b c", "a b c z", "MANIFEST-021 z; ");
}

static void
a_record_that_was_moved_is_one_finding(void **state)
{
	(void)state;
	check("a b c d e", "b a c d e", "MANIFEST-022 b; ");
	check("a b c d e", "a b e c d", "MANIFEST-022 e; ");
	check("a b c d e", "e a b c d", "MANIFEST-022 e; ");
	check("a b c d e", "b c d e a", "MANIFEST-022 a; ");
	check("a b c d e", "d e a b c", "MANIFEST-022 d; MANIFEST-022 e; ");
}

static void
a_record_that_is_there_twice_is_named_so(void **state)
{
	(void)state;
	check("a b c", "a a b c", "MANIFEST-023 a; ");
	check("a b c", "a b c a", "MANIFEST-023 a; ");
	check("a b c", "a b c b c", "MANIFEST-023 b; MANIFEST-023 c; ");
}

static void
other_content_is_told_from_another_header(void **state)
{
	(void)state;
	check("a b c", "a b2 c", "MANIFEST-024 b; ");
	check("a b c", "a b@ c", "MANIFEST-025 b; ");
	check("a b c", "a b! c", "MANIFEST-026 b; ");
	check("a b c", "a z=b c", "MANIFEST-027 b; ");
	check("a b c", "a2 b@ c!",
	    "MANIFEST-024 a; MANIFEST-025 b; MANIFEST-026 c; ");
}

static void
several_faults_are_told_apart(void **state)
{
	(void)state;
	check("a b c d e f", "c a d2 e z",
	    "MANIFEST-022 c; MANIFEST-020 b; MANIFEST-024 d; MANIFEST-020 f; "
	    "MANIFEST-021 z; ");
}

static void
what_is_listed_twice_may_be_there_twice(void **state)
{
	(void)state;
	check("a a b", "a a b", "");
	check("a a b", "a b", "MANIFEST-020 a; ");
}

static void
a_file_that_was_not_looked_into_has_no_findings(void **state)
{
	(void)state;
	check("a b", "", "");
	check("", "", "");
	check("", "a", "MANIFEST-021 a; ");
}

/* "0 1 2 ...", of letters that tell them apart by their ids. */
static void
a_large_file_loses_any_one_of_its_records(void **state)
{
	static const char all[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq";
	char listed[256], there[256], expected[32];
	size_t i, j;

	(void)state;
	for (i = 0; i + 1 < sizeof(all); i++) {
		listed[0] = there[0] = '\0';
		for (j = 0; j + 1 < sizeof(all); j++) {
			char word[4] = {' ', all[j], '\0'};

			strcat(listed, word + (j == 0));
			if (j != i)
				strcat(there, word + (there[0] == '\0'));
		}
		snprintf(
		    expected, sizeof(expected), "MANIFEST-020 %c; ", all[i]);
		check(listed, there, expected);
	}
}

static void
more_strangers_than_are_told_apart_leave_it_unchecked(void **state)
{
	static const char none[] =
	    "{\"line\":\"file\",\"path\":\"it\",\"bytes\":1,\"sha256\":"
	    "\"0000000000000000000000000000000000000000000000000000000000000000"
	    "\",\"records\":0}\n";
	char *there = malloc(12000);
	struct newsconv_error error;
	struct nc_manifest_records *records = NULL;
	struct newsconv_summary summary = {.format = ""};
	struct nc_buffer found = NC_BUFFER(1 << 24);
	struct nc_verify_options options = {
	    NC_VERIFY_OPTIONS, .callback = collect, .context = &found};
	struct nc_verify verify = {
	    .name = "it", .options = &options, .summary = &summary};
	uint64_t differences = 0;
	int descriptor, i;

	(void)state;
	assert_non_null(there);
	there[0] = '\0';
	for (i = 0; i < 5000; i++)
		memcpy(there + 2 * i, "z ", 3);
	tree_write("manifest", none, strlen(none));
	descriptor = open("manifest", O_RDONLY);
	assert_int_equal(
	    nc_manifest_records_new(&records, descriptor, 0, &error),
	    NEWSCONV_OK);
	for_each(there, see, records);
	assert_int_equal(
	    nc_manifest_records_end(records, &verify, &differences, &error),
	    NEWSCONV_OK);
	assert_non_null(strstr(found.data, "MANIFEST-028"));
	assert_int_equal(summary.unchecked, 1);
	nc_manifest_records_free(records);
	close(descriptor);
	nc_buffer_free(&found);
	free(there);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_as_listed_has_no_finding),
	    cmocka_unit_test(a_record_that_was_deleted_is_missing),
	    cmocka_unit_test(a_record_that_was_added_is_new),
	    cmocka_unit_test(a_record_that_was_moved_is_one_finding),
	    cmocka_unit_test(a_record_that_is_there_twice_is_named_so),
	    cmocka_unit_test(other_content_is_told_from_another_header),
	    cmocka_unit_test(several_faults_are_told_apart),
	    cmocka_unit_test(what_is_listed_twice_may_be_there_twice),
	    cmocka_unit_test(a_file_that_was_not_looked_into_has_no_findings),
	    cmocka_unit_test(
		more_strangers_than_are_told_apart_leave_it_unchecked),
	    cmocka_unit_test(a_large_file_loses_any_one_of_its_records),
	};

	return cmocka_run_group_tests(tests, tree_set_up, tree_tear_down);
}
