/* What files of a directory show of each other, and whom it is asked of. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "tree.h"

#include "evidence.h"

static const struct newsconv_read_options options = {.size = sizeof(options)};

static void
write_files(const char *folder, unsigned count)
{
	char path[64];
	unsigned i;

	for (i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%u.txt", folder, i);
		tree_file(path, "A headline of some words\n\nAnd its text.\n");
	}
}

/* Whether there is something to be said; NULL in *kept: not kept. */
static int
has_evidence(struct nc_evidences *evidences, const char *path, bool named)
{
	struct nc_evidence *evidence = NULL;
	int has;

	assert_int_equal(
	    nc_evidence_of(evidences, path, named, &evidence, NULL),
	    NEWSCONV_OK);
	has = nc_evidence_folder(evidence) != NULL;
	nc_evidence_release(evidence);
	return has;
}

static void
only_files_that_share_a_directory_show_something(void **state)
{
	const char *const named[] = {
	    "a/0.txt", "b/0.txt", "a/1.txt", "a/1.txt"};
	struct nc_evidences *evidences;

	(void)state;
	write_files("a", 2);
	write_files("b", 2);
	evidences = nc_evidences_new(named, 4, &options);
	assert_non_null(evidences);
	assert_true(has_evidence(evidences, "a/0.txt", true));
	assert_false(has_evidence(evidences, "b/0.txt", true));
	assert_true(has_evidence(evidences, "b/0.txt", false));
	nc_evidences_free(evidences);
}

static void
one_file_twice_is_one_file(void **state)
{
	const char *const named[] = {"a/0.txt", "a/0.txt", "-", "a/none.txt"};
	struct nc_evidences *evidences;

	(void)state;
	write_files("a", 1);
	evidences = nc_evidences_new(named, 4, &options);
	assert_non_null(evidences);
	assert_false(has_evidence(evidences, "a/0.txt", true));
	nc_evidences_free(evidences);
}

static void
a_directory_shows_what_are_dumps_in_it(void **state)
{
	struct nc_evidences *evidences;

	(void)state;
	write_files("a", 1);
	tree_file("a/.hidden.txt", "Hidden.\n");
	tree_file("a/0.json", "{}\n");
	tree_file("a/b/0.txt", "Below.\n");
	assert_int_equal(symlink("0.txt", "a/link.txt"), 0);
	evidences = nc_evidences_new(NULL, 0, &options);
	assert_non_null(evidences);
	assert_false(has_evidence(evidences, "a/0.txt", false));
	assert_false(has_evidence(evidences, "none/0.txt", false));
	nc_evidences_free(evidences);
}

static void
what_is_kept_outlives_what_is_at_hand(void **state)
{
	struct nc_evidences *evidences;
	struct nc_evidence *kept = NULL, *again = NULL;
	char folder[16], path[32];
	unsigned i;

	(void)state;
	for (i = 0; i < 6; i++) {
		snprintf(folder, sizeof(folder), "%u", i);
		write_files(folder, 2);
	}
	evidences = nc_evidences_new(NULL, 0, &options);
	assert_non_null(evidences);
	assert_int_equal(
	    nc_evidence_of(evidences, "0/0.txt", false, &kept, NULL), 0);
	assert_int_equal(
	    nc_evidence_of(evidences, "0/1.txt", false, &again, NULL), 0);
	assert_ptr_equal(kept, again);
	nc_evidence_release(again);
	for (i = 1; i < 6; i++) {
		snprintf(path, sizeof(path), "%u/0.txt", i);
		assert_true(has_evidence(evidences, path, false));
	}
	assert_int_equal(
	    nc_evidence_of(evidences, "0/1.txt", false, &again, NULL), 0);
	assert_ptr_not_equal(kept, again);
	nc_evidence_release(again);
	nc_evidences_free(evidences);
	assert_non_null(nc_evidence_folder(kept));
	nc_evidence_release(nc_evidence_keep(kept));
	nc_evidence_release(kept);
}

int
main(void)
{
#define IN_TREE(test) \
	cmocka_unit_test_setup_teardown(test, tree_set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    IN_TREE(only_files_that_share_a_directory_show_something),
	    IN_TREE(one_file_twice_is_one_file),
	    IN_TREE(a_directory_shows_what_are_dumps_in_it),
	    IN_TREE(what_is_kept_outlives_what_is_at_hand),
	};

	return RUN(tests);
}
