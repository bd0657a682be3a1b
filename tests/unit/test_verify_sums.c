/* Lists of digests: as files, beside files, and of whole folders. */
#define _XOPEN_SOURCE 700 /* nftw() */
#include "run_recipe.h"

#include "digest.h"

static const char hello_sha256[] =
    "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
static const char world_sha256[] =
    "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7";

/* d/a "hello", d/s/b "world", listed in d/SHA256SUMS. */
static void
make_folder(void)
{
	char list[512];

	snprintf(list, sizeof(list), "%s  a\n%s *./s/b\n", hello_sha256,
	    world_sha256);
	tree_file("d/a", "hello");
	tree_file("d/s/b", "world");
	tree_file("d/SHA256SUMS", list);
}

static void
what_a_list_confirms_is_sound(void **state)
{
	struct told told;

	(void)state;
	make_folder();
	check_path(&told, "d");
	assert_string_equal(told.lines.data,
	    "d/SHA256SUMS = sound none\n"
	    "d/a = sound confirmed\n"
	    "d/s/b = sound confirmed\n");
	assert_int_equal(told.total.fixity[NEWSCONV_CONFIRMED], 2);
	told_free(&told);
}

static void
changed_missing_new_moved_and_duplicate_are_told_apart(void **state)
{
	(void)state;
	make_folder();
	tree_file("d/a", "hellO");
	EXPECT_TOLD(
	    "d", "d/a: SUMS-005 its sha256 is ", "d/a = damaged changed\n");
	make_folder();
	remove("d/s/b");
	EXPECT_TOLD("d", "d/s/b: SUMS-006 listed in SHA256SUMS, and not there",
	    "d/s/b = damaged missing\n", "d/a = sound confirmed\n");
	tree_file("d/c", "world");
	EXPECT_TOLD(
	    "d", "d/c: SUMS-008 listed as s/b\n", "d/c = damaged moved\n");
	make_folder();
	EXPECT_TOLD("d", "d/c: SUMS-009 not listed, and equal to s/b\n",
	    "d/c = unchecked duplicate, of no kind\n");
	tree_file("d/c", "else");
	EXPECT_TOLD("d", "d/c: SUMS-007 not listed in SHA256SUMS\n",
	    "d/c = unchecked new, of no kind\n");
}

static void
a_moved_file_is_not_missing_too(void **state)
{
	struct told told;

	(void)state;
	make_folder();
	assert_int_equal(rename("d/s/b", "d/z"), 0);
	check_path(&told, "d");
	assert_true(was_told(&told, "d/z = damaged moved"));
	assert_false(was_told(&told, "missing"));
	told_free(&told);
}

static void
a_list_given_alone_checks_what_it_lists(void **state)
{
	struct told told;

	(void)state;
	make_folder();
	tree_file("d/other", "not listed");
	check_path(&told, "d/SHA256SUMS");
	assert_string_equal(told.lines.data,
	    "d/SHA256SUMS = sound none\n"
	    "d/a = sound confirmed\n"
	    "d/s/b = sound confirmed\n");
	told_free(&told);
	remove("d/a");
	EXPECT_TOLD("d/SHA256SUMS", "d/a = damaged missing");
}

static void
a_list_beside_a_file_is_used_for_it(void **state)
{
	static const char *const paths[] = {"d/a", "d/s/b"};
	struct told told;

	(void)state;
	make_folder();
	check_paths(&told, paths, 2, 1, false);
	assert_string_equal(told.lines.data,
	    "d/a = sound confirmed\n"
	    "d/s/b = unchecked none, of no kind\n");
	told_free(&told);
	tree_file("d/a", "hellO");
	EXPECT_TOLD("d/a", "d/a: SUMS-005", "d/a = damaged changed\n");
}

static void
a_list_of_one_file_says_nothing_of_others(void **state)
{
	char list[128];
	struct told told;

	(void)state;
	snprintf(list, sizeof(list), "%s\n", hello_sha256);
	tree_file("d/a", "hello");
	tree_file("d/a.sha256", list);
	tree_file("d/other.json", "{}");
	check_path(&told, "d");
	assert_true(was_told(&told, "d/a = sound confirmed"));
	assert_false(was_told(&told, "SUMS-007"));
	told_free(&told);
}

static void
every_digest_of_coreutils_is_known(void **state)
{
	static const struct {
		const char *name;
		const char *line;
	} lists[] = {{"MD5SUMS", "5d41402abc4b2a76b9719d911017c592  a\n"},
	    {"sha1sum.txt", "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d *a\n"},
	    {"a.sha224",
		"ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193  "
		"a\r\n"},
	    {"a.sha384",
		"SHA384 (a) = 59e1748777448c69de6b800d7a33bbfb9ff1b463e44354c3"
		"553bcdb9c666fa90125a3c79f90397bdf5f6a13de828684f\n"},
	    {"CHECKSUMS",
		"# SHA-512\n"
		"9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673"
		"ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bc"
		"dec043 a\n"},
	    {"manifest-md5.txt", "5D41402ABC4B2A76B9719D911017C592\ta\n"}};
	char path[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		tree_file("d/a", "hello");
		snprintf(path, sizeof(path), "d/%s", lists[i].name);
		tree_file(path, lists[i].line);
		EXPECT_TOLD(path, "d/a = sound confirmed");
		tree_file("d/a", "hellO");
		EXPECT_TOLD(path, "d/a = damaged changed");
		remove(path);
	}
}

static void
what_a_list_cannot_mean_is_told(void **state)
{
	char list[1024];

	(void)state;
	tree_file("d/a", "hello");
	snprintf(list, sizeof(list),
	    "%s  a\n%s\nsome words\n%s  /etc/passwd\n%s  s/../a\n"
	    "BLAKE2b (a) = 00\n",
	    hello_sha256, hello_sha256, hello_sha256, hello_sha256);
	tree_file("d/SHA256SUMS", list);
	EXPECT_TOLD("d", "SUMS-001 no blank and name follow the digest",
	    "SUMS-001 the digest has not as many digits",
	    "SUMS-003 /etc/passwd", "SUMS-003 s/../a", "SUMS-002",
	    "d/SHA256SUMS = damaged", "d/a = sound confirmed");
	tree_file("d/SHA256SUMS", "BLAKE2b (a) = 00\n");
	EXPECT_TOLD("d", "SUMS-004", "d/SHA256SUMS = unchecked");
	tree_file(
	    "d/SHA256SUMS", "MD5 (a) = 5d41402abc4b2a76b9719d911017c592\r\n");
	EXPECT_TOLD("d", "SUMS-011", "SUMS-012", "d/SHA256SUMS = sound");
}

static void
what_is_no_list_is_not_taken_for_one(void **state)
{
	(void)state;
	tree_file("d/notes.md5", "Remember the milk.\n");
	tree_file("d/SHA256SUMS", "");
	EXPECT_TOLD("d", "d/notes.md5 = unchecked", "d/SHA256SUMS = unchecked");
}

static void
a_listed_link_is_not_followed(void **state)
{
	(void)state;
	make_folder();
	assert_int_equal(rename("d/a", "secret"), 0);
	assert_int_equal(symlink("../secret", "d/a"), 0);
	EXPECT_TOLD("d", "d/a: FILE-002", "d/a: SUMS-010", "d/a = unchecked");
	EXPECT_TOLD("d/SHA256SUMS", "d/a: SUMS-010", "d/a = unchecked");
}

static void
odd_names_are_found_by_their_escapes(void **state)
{
	char list[512];

	(void)state;
	tree_file("d/a\nb\\c", "hello");
	snprintf(list, sizeof(list), "\\%s  a\\nb\\\\c\n", hello_sha256);
	tree_file("d/SHA256SUMS", list);
	EXPECT_TOLD("d", "d/a\nb\\c = sound confirmed");
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(what_a_list_confirms_is_sound),
	    TEST(changed_missing_new_moved_and_duplicate_are_told_apart),
	    TEST(a_moved_file_is_not_missing_too),
	    TEST(a_list_given_alone_checks_what_it_lists),
	    TEST(a_list_beside_a_file_is_used_for_it),
	    TEST(a_list_of_one_file_says_nothing_of_others),
	    TEST(every_digest_of_coreutils_is_known),
	    TEST(what_a_list_cannot_mean_is_told),
	    TEST(what_is_no_list_is_not_taken_for_one),
	    TEST(a_listed_link_is_not_followed),
	    TEST(odd_names_are_found_by_their_escapes),
	};

	return RUN(tests);
}
