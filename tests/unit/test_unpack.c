/* Archives and compressions: their members, sidecars, faults and limits. */
#define _XOPEN_SOURCE 700 /* nftw */
#include "listing.h"
#include "pack.h"

static const struct pack_entry two[] = {
    {"news/a.txt", "One.", 0}, {"news/b.txt", "Two.", 0}};

static const char *const both = "1 news/a.txt|One.\n2 news/b.txt|Two.\n";

static void
every_kind_of_archive_gives_its_members(void **state)
{
	static const struct {
		const char *path;
		const char *format;
		const char *filter;
	} kinds[] = {
	    {"a.tar", "ustar", NULL},
	    {"a.tar.gz", "pax", "gzip"},
	    {"a.tgz", "gnutar", "gzip"},
	    {"a.tar.zst", "pax", "zstd"},
	    {"a.tar.xz", "pax", "xz"},
	    {"a.tar.bz2", "pax", "bzip2"},
	    {"a.tar.lz4", "pax", "lz4"},
	    {"a.zip", "zip", NULL},
	    {"a.7z", "7zip", NULL},
	    {"nameless", "pax", "zstd"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		struct nc_entry entry = {.path = kinds[i].path};
		bool packed = false;

		pack(kinds[i].path, kinds[i].format, kinds[i].filter, NULL, two,
		    2);
		assert_int_equal(
		    nc_members_packed(&entry, &packed, NULL), NEWSCONV_OK);
		assert_true(packed);
		assert_string_equal(list_file(kinds[i].path), both);
	}
}

static void
one_text_may_be_compressed(void **state)
{
	(void)state;
	pack_gzip("a.txt.gz", "One.");
	assert_string_equal(list_file("a.txt.gz"), "1 a.txt|One.\n");
	pack("b.txt.zst", "raw", "zstd", NULL, two, 1);
	assert_string_equal(list_file("b.txt.zst"), "1 b.txt|One.\n");
	pack_gzip("twice.txt.gz.gz", "");
	assert_string_equal(list_file("twice.txt.gz.gz"), "1 twice.txt.gz|\n");
}

/* The library has no locale but "C"; the names are UTF-8 all the same. */
static void
names_need_no_locale(void **state)
{
	static const struct pack_entry entries[] = {
	    {"\xd8\xae\xd8\xa8\xd8\xb1.txt", "A.", 0},
	    {"\xe6\x97\xa5\xe6\x9c\xac.txt", "B.", 0}};
	static const char *const formats[] = {
	    "pax", "gnutar", "ustar", "zip", "7zip"};
	size_t i;

	(void)state;
	assert_string_equal(setlocale(LC_ALL, NULL), "C");
	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		pack("a", formats[i], NULL, NULL, entries, 2);
		assert_string_equal(list_file("a"),
		    "1 \xd8\xae\xd8\xa8\xd8\xb1.txt|A.\n"
		    "2 \xe6\x97\xa5\xe6\x9c\xac.txt|B.\n");
	}
	assert_string_equal(setlocale(LC_ALL, NULL), "C");
	assert_true(uselocale((locale_t)0) == LC_GLOBAL_LOCALE);
}

static void
members_know_when_they_were_changed(void **state)
{
	static const struct nc_members_options options;
	struct nc_entry entry = {.path = "a.tar"};
	struct nc_members *members;
	struct nc_member *member;

	(void)state;
	pack("a.tar", "pax", NULL, NULL, two, 1);
	assert_int_equal(
	    nc_members_open(&members, &entry, &options, NULL), NEWSCONV_OK);
	assert_int_equal(nc_members_next(members, &member, NULL), NEWSCONV_OK);
	assert_int_equal(member->modified, 1234567890);
	assert_int_equal(member->bytes.data[member->bytes.size], '\0');
	nc_member_free(member);
	nc_members_free(members);
}

/* As GNU tar has it with -A, and gzip. */
static void
a_tar_may_follow_another(void **state)
{
	(void)state;
	pack("a.tar", "ustar", NULL, NULL, two, 1);
	pack("b.tar", "ustar", NULL, NULL, two + 1, 1);
	assert_int_equal(system("cat a.tar b.tar >both.tar"), 0);
	assert_string_equal(list_file("both.tar"), both);
	assert_int_equal(system("echo more >>both.tar"), 0);
	assert_non_null(strstr(list_file("both.tar"), "2 news/b.txt|Two.\n-"));
}

/* The checksum stands behind all members, and behind the end of the tar. */
static void
a_compressed_tar_is_read_to_its_checksum(void **state)
{
	FILE *file;

	(void)state;
	pack("a.tar.gz", "ustar", "gzip", NULL, two, 2);
	file = fopen("a.tar.gz", "r+");
	assert_int_equal(fseek(file, -8, SEEK_END), 0);
	assert_int_equal(fwrite("\0\0\0\0", 1, 4, file), 4);
	fclose(file);
	assert_non_null(strstr(list_file("a.tar.gz"), "incorrect data check"));
}

static void
what_is_no_file_is_named(void **state)
{
	static const struct pack_entry entries[] = {
	    {"news/", "", AE_IFDIR},
	    {"a.txt", "One.", 0},
	    {"link", "a.txt", AE_IFLNK},
	    {"pipe", "", AE_IFIFO},
	    {"b.txt", "Two.", 0},
	};

	(void)state;
	pack("a.tar", "pax", NULL, NULL, entries, 5);
	assert_string_equal(list_file("a.tar"),
	    "1 a.txt|One.\n2 link! is a symbolic link\n"
	    "3 pipe! is a named pipe\n4 b.txt|Two.\n");
}

static void
what_is_encrypted_is_named(void **state)
{
	(void)state;
	pack("a.zip", "zip", NULL, "zip:encryption=aes256", two, 2);
	assert_string_equal(list_file("a.zip"),
	    "1 news/a.txt! is encrypted\n2 news/b.txt! is encrypted\n");
}

static void
a_member_is_bounded(void **state)
{
	static const struct nc_members_options options = {.max_size = 1000};
	struct pack_entry entries[2] = {
	    {"bomb.txt", NULL, 0}, {"a.txt", "One.", 0}};
	char *large = malloc(10000001);

	(void)state;
	memset(large, 'a', 10000000);
	large[10000000] = '\0';
	entries[0].text = large;
	pack("a.zip", "zip", NULL, NULL, entries, 2);
	assert_string_equal(list_members("a.zip", &options, false),
	    "1 bomb.txt! larger than 1000 bytes, the limit\n2 a.txt|One.\n");
	large[1000] = '\0';
	pack("b.zip", "zip", NULL, NULL, entries, 1);
	assert_null(strchr(list_members("b.zip", &options, false), '!'));
	free(large);
}

static void
sidecars_stand_beside_their_dumps(void **state)
{
	static const struct nc_members_options options;
	static const struct pack_entry entries[] = {
	    {"n/a.json", "{\"url\":\"http://a.org/a\"}", 0},
	    {"n/a.txt", "A.", 0},
	    {"n/b.txt", "B.", 0},
	    {"n/b.txt.json", "{\"url\":\"http://a.org/b\"}", 0},
	    {"n/c.txt", "C.", 0},
	    {"n/d.json", "{\"text\":\"D.\",\"url\":\"http://a.org/d\"}", 0},
	    {"m/d.txt", "Other.", 0},
	    {"n/e.meta.json", "no", 0},
	    {"n/e.txt", "E.", 0},
	};

	(void)state;
	pack("a.tar", "pax", NULL, NULL, entries, 9);
	assert_string_equal(list_members("a.tar", &options, true),
	    "1 n/a.txt|A. <http://a.org/a>\n2 n/b.txt|B. <http://a.org/b>\n"
	    "3 n/c.txt|C.\n4 |D. <http://a.org/d>\n5 m/d.txt|Other.\n"
	    "6 n/e.txt! its sidecar n/e.meta.json is not JSON: '[' or '{' "
	    "expected near 'no' (line 1, column 2)\n");
}

static void
the_table_knows_members_by_their_names(void **state)
{
	struct nc_members_options options = {0};
	struct nc_table *table;

	(void)state;
	tree_file("table", "file\ttitle\nb.txt\tSecond\n");
	assert_int_equal(
	    nc_table_read(&table, "table", NULL, 0, NULL), NEWSCONV_OK);
	options.table = table;
	pack("a.tar", "pax", NULL, NULL, two, 2);
	assert_string_equal(list_members("a.tar", &options, true),
	    "1 news/a.txt|One.\n2 news/b.txt|Two. 'Second'\n");
	nc_table_free(table);
}

/* The file as text, for putting it into another one. */
static char *
slurp(const char *path, size_t *size)
{
	static char bytes[1 << 20];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	*size = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	return bytes;
}

/* Archives hold bytes, pack() takes texts: only names that NUL cannot cut. */
static void
wrap(const char *path, const char *inner_path, const char *name)
{
	struct archive_entry *entry;
	struct archive *archive;
	size_t size;
	char *bytes = slurp(inner_path, &size);

	pack_load();
	archive = pack_library.archive_write_new();
	pack_library.archive_write_set_format_by_name(archive, "zip");
	pack_library.archive_write_open_filename(archive, path);
	entry = pack_library.archive_entry_new();
	pack_library.archive_entry_set_pathname(entry, name);
	pack_library.archive_entry_set_filetype(entry, AE_IFREG);
	pack_library.archive_entry_set_size(entry, (la_int64_t)size);
	pack_library.archive_write_header(archive, entry);
	assert_int_equal(
	    pack_library.archive_write_data(archive, bytes, size), size);
	pack_library.archive_entry_free(entry);
	pack_library.archive_write_free(archive);
}

static void
one_may_be_in_another(void **state)
{
	(void)state;
	pack("1.tar.gz", "pax", "gzip", NULL, two, 2);
	wrap("2.zip", "1.tar.gz", "inner.tar.gz");
	assert_string_equal(list_file("2.zip"), both);
	wrap("3.zip", "2.zip", "inner.zip");
	assert_string_equal(list_file("3.zip"), both);
	wrap("4.zip", "3.zip", "inner.zip");
	assert_string_equal(
	    list_file("4.zip"), "1 inner.tar! is packed more than 3 deep\n");
}

static void
cut_archives_fail_behind_what_could_be_read(void **state)
{
	size_t size;

	(void)state;
	pack("a.tar", "ustar", NULL, NULL, two, 2);
	assert_int_equal(truncate("a.tar", 1024 + 512 + 2), 0);
	assert_non_null(strstr(list_file("a.tar"),
	    "1 news/a.txt|One.\n2 news/b.txt! cannot be unpacked: Truncated "
	    "tar archive\n-6 a.tar: cannot be unpacked further: Truncated "));
	pack("b.zip", "zip", NULL, NULL, two, 2);
	slurp("b.zip", &size);
	assert_int_equal(truncate("b.zip", (off_t)size / 2), 0);
	assert_string_equal(list_file("b.zip"),
	    "1 news/a.txt|One.\n2 news/b.txt! cannot be unpacked: Truncated "
	    "ZIP end-of-file record\n-6 b.zip: the directory at its end is "
	    "damaged or cut off: there may have been more in it");
	pack("c.tar.xz", "pax", "xz", NULL, two, 2);
	assert_int_equal(truncate("c.tar.xz", 100), 0);
	assert_true(strncmp(list_file("c.tar.xz"), "-6 c.tar.xz: ", 13) == 0);
}

/* In an archive that is sound, a broken one is one member. */
static void
a_broken_archive_in_another_is_one_member(void **state)
{
	(void)state;
	pack("1.tar", "ustar", NULL, NULL, two, 2);
	assert_int_equal(truncate("1.tar", 1024 + 100), 0);
	wrap("2.zip", "1.tar", "inner.tar");
	assert_string_equal(list_file("2.zip"),
	    "1 news/a.txt|One.\n2 inner.tar! cannot be unpacked further: "
	    "Truncated tar archive\n");
}

static void
a_wrong_checksum_is_of_one_member(void **state)
{
	size_t size;
	char *bytes, *place;

	(void)state;
	pack("a.zip", "zip", NULL, "zip:compression=store", two, 2);
	bytes = slurp("a.zip", &size);
	for (place = bytes; memcmp(place, "One.", 4) != 0; place++)
		;
	*place = 'X';
	tree_write("a.zip", bytes, size);
	assert_non_null(strstr(list_file("a.zip"), "2 news/b.txt|Two.\n"));
	assert_non_null(strstr(list_file("a.zip"), "1 news/a.txt! "));
}

/* zip and 7z want to seek, and a pipe cannot. */
static void
standard_input_is_told_by_its_bytes(void **state)
{
	static const char *const kinds[] = {"pax", "zip", "7zip"};
	int before = dup(STDIN_FILENO);
	char command[64];
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		FILE *pipe;

		pack("a", kinds[i], NULL, NULL, two, 2);
		snprintf(command, sizeof(command), "cat a");
		pipe = popen(command, "r");
		assert_int_equal(dup2(fileno(pipe), STDIN_FILENO), 0);
		assert_string_equal(list_file("-"), both);
		pclose(pipe);
	}
	tree_file("a", "Some text.\n");
	assert_non_null(freopen("a", "r", stdin));
	assert_string_equal(list_file("-"), "1 |Some text.\n\n");
	dup2(before, STDIN_FILENO);
	close(before);
}

#define TREE(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TREE(every_kind_of_archive_gives_its_members),
	    TREE(one_text_may_be_compressed),
	    TREE(names_need_no_locale),
	    TREE(members_know_when_they_were_changed),
	    TREE(a_tar_may_follow_another),
	    TREE(a_compressed_tar_is_read_to_its_checksum),
	    TREE(what_is_no_file_is_named),
	    TREE(what_is_encrypted_is_named),
	    TREE(a_member_is_bounded),
	    TREE(sidecars_stand_beside_their_dumps),
	    TREE(the_table_knows_members_by_their_names),
	    TREE(one_may_be_in_another),
	    TREE(cut_archives_fail_behind_what_could_be_read),
	    TREE(a_broken_archive_in_another_is_one_member),
	    TREE(a_wrong_checksum_is_of_one_member),
	    TREE(standard_input_is_told_by_its_bytes),
	};

	return RUN(tests);
}
