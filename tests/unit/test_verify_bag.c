/*
 * Bags with a single reason to be refused, and sound ones with an oddity.  Each
 * is the sound bag with a named change: its manifests are made after the change
 * of the payload, or before it where the change is the fault.
 */
#define _XOPEN_SOURCE 700 /* nftw() */
#include "run_recipe.h"

#include "digest.h"
#include "file.h"

/* ------------------------------------------------------------- a sound bag */

static void
hex_of_file(const char *path, enum nc_algorithm algorithm, char *hex)
{
	struct nc_buffer bytes = NC_BUFFER((size_t)1024 * 1024);
	unsigned char value[NC_DIGEST_MAX];

	assert_int_equal(nc_file_read(&bytes, path, NULL), NEWSCONV_OK);
	nc_digest_of(
	    algorithm, bytes.data == NULL ? "" : bytes.data, bytes.size, value);
	nc_hex(hex, value, nc_digest_size(algorithm));
	nc_buffer_free(&bytes);
}

static void
append(const char *path, const char *text)
{
	FILE *file = fopen(path, "a");

	assert_non_null(file);
	assert_int_equal(fputs(text, file) < 0, 0);
	assert_int_equal(fclose(file), 0);
}

/* A line for a file of the bag, in a manifest of it. */
static void
list(const char *manifest, const char *file, const char *shown)
{
	char hex[2 * NC_DIGEST_MAX + 1], path[512], line[1024], name[512];
	enum nc_algorithm algorithm = strstr(manifest, "md5") ? NC_MD5
	    : strstr(manifest, "sha256")                      ? NC_SHA256
							      : NC_SHA512;

	snprintf(path, sizeof(path), "bag/%s", file);
	hex_of_file(path, algorithm, hex);
	snprintf(line, sizeof(line), "%s  %s\n", hex, shown);
	snprintf(name, sizeof(name), "bag/%s", manifest);
	append(name, line);
}

static void
write_tags(void)
{
	static const char *const tags[] = {"bagit.txt", "bag-info.txt",
	    "manifest-sha256.txt", "manifest-sha512.txt"};
	size_t i;

	remove("bag/tagmanifest-sha512.txt");
	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		list("tagmanifest-sha512.txt", tags[i], tags[i]);
}

/* Payload of two files, two manifests, all that there should be. */
static void
make_bag(void)
{
	tree_file("bag/bagit.txt",
	    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	tree_file("bag/bag-info.txt",
	    "Bagging-Date: 2024-03-01\nPayload-Oxum: 11.2\n");
	tree_file("bag/data/a.txt", "hello");
	tree_file("bag/data/s/b.txt", "worlds");
	list("manifest-sha256.txt", "data/a.txt", "data/a.txt");
	list("manifest-sha256.txt", "data/s/b.txt", "data/s/b.txt");
	list("manifest-sha512.txt", "data/a.txt", "data/a.txt");
	list("manifest-sha512.txt", "data/s/b.txt", "data/s/b.txt");
	write_tags();
}

/* Write a tag file anew; the tag manifest is made to fit. */
static void
set(const char *name, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "bag/%s", name);
	tree_file(path, text);
	write_tags();
}

static void
add_to(const char *name, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "bag/%s", name);
	append(path, text);
	write_tags();
}

static void
declare(const char *version)
{
	char text[128];

	snprintf(text, sizeof(text),
	    "BagIt-Version: %s\nTag-File-Character-Encoding: UTF-8\n", version);
	set("bagit.txt", text);
}

static void
drop(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "bag/%s", name);
	assert_int_equal(remove(path), 0);
}

/* ------------------------------------------------------- what is done to it */

static void
none(void)
{
}
static void
payload_changed(void)
{
	tree_file("bag/data/a.txt", "hellO");
}
static void
payload_cut(void)
{
	tree_file("bag/data/a.txt", "hell");
}
static void
payload_gone(void)
{
	drop("data/a.txt");
}
static void
payload_empty(void)
{
	tree_file("bag/data/a.txt", "");
}

static void
payload_swapped(void)
{
	tree_file("bag/data/a.txt", "worlds");
	tree_file("bag/data/s/b.txt", "hello");
}

static void
payload_renamed(void)
{
	assert_int_equal(rename("bag/data/a.txt", "bag/data/c.txt"), 0);
}

static void
payload_added(void)
{
	tree_file("bag/data/x", "x");
}

static void
payload_linked(void)
{
	drop("data/a.txt");
	assert_int_equal(symlink("s/b.txt", "bag/data/a.txt"), 0);
}

static void
declaration_gone(void)
{
	drop("bagit.txt");
}

static void
declaration_bom(void)
{
	set("bagit.txt",
	    "\xef\xbb\xbf"
	    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
}

static void
declaration_short(void)
{
	set("bagit.txt", "BagIt-Version: 1.0\n");
}

static void
declaration_long(void)
{
	add_to("bagit.txt", "Third: line\n");
}

static void
declaration_swapped(void)
{
	set("bagit.txt",
	    "Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n");
}

static void
declaration_blank(void)
{
	set("bagit.txt",
	    "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n");
}

static void
version_malformed(void)
{
	declare(".97");
}
static void
version_letters(void)
{
	declare("1.0b");
}
static void
version_unknown(void)
{
	declare("3.1");
}
static void
version_97(void)
{
	declare("0.97");
}
static void
version_93(void)
{
	declare("0.93");
}

static void
encoding_unknown(void)
{
	set("bagit.txt",
	    "BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC\n");
}

static void
tag_bom(void)
{
	set("bag-info.txt", "\xef\xbb\xbfPayload-Oxum: 11.2\n");
}

static void
data_gone(void)
{
	drop("data/a.txt");
	drop("data/s/b.txt");
	drop("data/s");
	drop("data");
}

static void
manifests_gone(void)
{
	drop("manifest-sha256.txt");
	drop("manifest-sha512.txt");
	drop("tagmanifest-sha512.txt");
}

static void
manifest_garbage(void)
{
	add_to("manifest-sha256.txt", "not a line of a manifest\n");
}

static void
manifest_short_digest(void)
{
	add_to("manifest-sha256.txt", "2cf24d  data/a.txt\n");
}

static void
list_outside(const char *path)
{
	list("manifest-sha256.txt", "data/a.txt", path);
	write_tags();
}

static void
path_up(void)
{
	list_outside("data/../../etc");
}
static void
path_absolute(void)
{
	list_outside("/etc/passwd");
}
static void
path_home(void)
{
	list_outside("~/x");
}
static void
path_drive(void)
{
	list_outside("C:\\x");
}
static void
path_not_data(void)
{
	list_outside("bagit.txt");
}

static void
tag_path_data(void)
{
	list("tagmanifest-sha512.txt", "data/a.txt", "data/a.txt");
}

static void
listed_twice(void)
{
	list("manifest-sha256.txt", "data/a.txt", "data/a.txt");
	write_tags();
}

static void
listed_twice_old(void)
{
	version_97();
	listed_twice();
}

static void
listed_twice_otherwise(void)
{
	list("manifest-sha256.txt", "data/s/b.txt", "data/a.txt");
	write_tags();
}

static void
not_in_all(void)
{
	tree_file("bag/data/x", "x");
	set("bag-info.txt", "Payload-Oxum: 12.3\n");
	list("manifest-sha256.txt", "data/x", "data/x");
	write_tags();
}

static void
not_in_all_old(void)
{
	version_97();
	not_in_all();
}

static void
tag_changed(void)
{
	append("bag/bag-info.txt", "X: y\n");
}

static void
tag_gone(void)
{
	drop("bag-info.txt");
}

static void
manifest_changed(void)
{
	append("bag/manifest-sha256.txt", "\n");
}

static void
tag_lacks_manifest(void)
{
	drop("tagmanifest-sha512.txt");
	list("tagmanifest-sha512.txt", "manifest-sha256.txt",
	    "manifest-sha256.txt");
}

static void
tag_lacks_manifest_old(void)
{
	version_97();
	tag_lacks_manifest();
}

static void
tag_lists_tag(void)
{
	tree_file("bag/tagmanifest-md5.txt", "");
	list("tagmanifest-sha512.txt", "tagmanifest-md5.txt",
	    "tagmanifest-md5.txt");
	drop("tagmanifest-md5.txt");
	list("tagmanifest-md5.txt", "manifest-sha256.txt",
	    "manifest-sha256.txt");
	list("tagmanifest-md5.txt", "manifest-sha512.txt",
	    "manifest-sha512.txt");
	drop("tagmanifest-sha512.txt");
	write_tags();
	list("tagmanifest-sha512.txt", "tagmanifest-md5.txt",
	    "tagmanifest-md5.txt");
}

static void
oxum_bytes(void)
{
	set("bag-info.txt", "Payload-Oxum: 12.2\n");
}
static void
oxum_files(void)
{
	set("bag-info.txt", "Payload-Oxum: 11.3\n");
}
static void
oxum_form(void)
{
	set("bag-info.txt", "Payload-Oxum: 11\n");
}
static void
oxum_none(void)
{
	set("bag-info.txt", "A: b\n");
}

static void
oxum_twice(void)
{
	add_to("bag-info.txt", "Payload-Oxum: 11.2\n");
}

static void
info_no_colon(void)
{
	add_to("bag-info.txt", "nothing\n");
}
static void
info_no_label(void)
{
	add_to("bag-info.txt", ": x\n");
}
static void
info_blank(void)
{
	add_to("bag-info.txt", "A : x\n");
}

static void
info_blank_old(void)
{
	version_97();
	info_blank();
}

static void
info_date(void)
{
	set("bag-info.txt", "Bagging-Date: May\n");
}

static void
info_long(void)
{
	add_to("bag-info.txt", "A: long\n  and continued: with a colon\n");
}

static void
fetch(const char *line)
{
	tree_file("bag/fetch.txt", line);
}

static void
fetch_there(void)
{
	fetch("https://example.org/a 5 data/a.txt\n");
}

static void
fetch_absent(void)
{
	fetch_there();
	drop("data/a.txt");
}

static void
fetch_size(void)
{
	fetch("https://example.org/a 6 data/a.txt\n");
}

static void
fetch_garbage(void)
{
	fetch("https://example.org/a\n");
}
static void
fetch_relative(void)
{
	fetch("a.txt 5 data/a.txt\n");
}
static void
fetch_up(void)
{
	fetch("https://a.example/ - ../a.txt\n");
}
static void
fetch_tag(void)
{
	fetch("https://a.example/ - bagit.txt\n");
}
static void
fetch_more(void)
{
	fetch("https://a.example/ - data/c\n");
}

static void
unknown_algorithm(void)
{
	tree_file("bag/manifest-blake3.txt",
	    "00ff  data/a.txt\n00ff  data/s/b.txt\n");
	drop("tagmanifest-sha512.txt");
}

static void
weak(void)
{
	manifests_gone();
	list("manifest-md5.txt", "data/a.txt", "data/a.txt");
	list("manifest-md5.txt", "data/s/b.txt", "data/s/b.txt");
}

static void
dot_slash(void)
{
	drop("manifest-sha256.txt");
	list("manifest-sha256.txt", "data/a.txt", "./data/a.txt");
	list("manifest-sha256.txt", "data/s/b.txt", "data/s/b.txt");
	write_tags();
}

static void
asterisk(void)
{
	drop("manifest-sha256.txt");
	list("manifest-sha256.txt", "data/a.txt", "*data/a.txt");
	list("manifest-sha256.txt", "data/s/b.txt", "data/s/b.txt");
	write_tags();
}

/* One more file in the payload, listed by these names. */
static void
one_more(const char *file, const char *shown)
{
	char path[128];

	snprintf(path, sizeof(path), "bag/%s", file);
	tree_file(path, "x");
	set("bag-info.txt", "Payload-Oxum: 12.3\n");
	list("manifest-sha256.txt", file, shown);
	list("manifest-sha512.txt", file, shown);
	write_tags();
}

static void
encoded(void)
{
	one_more("data/a\n\r%", "data/a%0A%0d%25");
}
static void
bare_percent(void)
{
	one_more("data/50%", "data/50%");
}

static void
percent_old(void)
{
	version_97();
	one_more("data/50%25", "data/50%25");
}

static void
encoded_old(void)
{
	version_97();
	one_more("data/a\nb", "data/a%0Ab");
}

static void
bag_in_bag(void)
{
	one_more("data/x/bagit.txt", "data/x/bagit.txt");
}
static void
system_file(void)
{
	one_more("data/.DS_Store", "data/.DS_Store");
}
static void
alike(void)
{
	one_more("data/A.txt", "data/A.txt");
}

static void
composed(void)
{
	/* On the disk in form D, listed in form C, and the other way. */
	one_more("data/e\xcc\x81", "data/\xc3\xa9");
}

static void
decomposed(void)
{
	one_more("data/\xc3\xa9", "data/e\xcc\x81");
}

static void
not_utf_8(void)
{
	one_more("data/\xe9", "data/\xe9");
}

static void
not_covered(void)
{
	tree_file("bag/readme.txt", "Read me.");
}

static void
not_canonical(void)
{
	FILE *file;

	add_to("bag-info.txt", "Bag-Software-Agent: newsconv 0.1.0\n");
	file = fopen("bag/tagmanifest-sha512.txt", "r+");
	assert_non_null(file);
	/* The digest of bagit.txt begins so. */
	assert_int_equal(fputc('E', file), 'E');
	assert_int_equal(fclose(file), 0);
}

static void
many_manifests(void)
{
	char name[64];
	int i;

	for (i = 0; i < 40; i++) {
		snprintf(name, sizeof(name), "bag/tagmanifest-x%02d.txt", i);
		tree_file(name, "");
	}
}

static void
latin_1(void)
{
	set("bagit.txt",
	    "BagIt-Version: 1.0\nTag-File-Character-Encoding: ISO-8859-1\n");
	add_to("bag-info.txt", "Place: Malm\xf6\n");
}

static void
utf_16(const char *path)
{
	struct nc_buffer bytes = NC_BUFFER((size_t)1024 * 1024);
	struct nc_buffer wide = NC_BUFFER((size_t)1024 * 1024);
	size_t i;

	assert_int_equal(nc_file_read(&bytes, path, NULL), NEWSCONV_OK);
	nc_buffer_add(&wide, "\xfe\xff", 2);
	for (i = 0; i < bytes.size; i++) {
		nc_buffer_byte(&wide, 0);
		nc_buffer_byte(&wide, (unsigned char)bytes.data[i]);
	}
	tree_write(path, wide.data, wide.size);
	nc_buffer_free(&bytes);
	nc_buffer_free(&wide);
}

static void
wide(void)
{
	set("bagit.txt",
	    "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n");
	utf_16("bag/manifest-sha256.txt");
	utf_16("bag/manifest-sha512.txt");
	utf_16("bag/bag-info.txt");
	write_tags();
	utf_16("bag/tagmanifest-sha512.txt");
}

static void
wide_half(void)
{
	wide();
	append("bag/tagmanifest-sha512.txt", "x");
}

static void
wide_large(void)
{
	static char line[1024];
	int i;

	set("bagit.txt",
	    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n");
	memset(line, ' ', sizeof(line) - 1);
	for (i = 0; i < 4200; i++)
		append("bag/bag-info.txt", line);
}

/* ------------------------------------------------------------- the recipes */

struct recipe {
	const char *name;
	void (*change)(void);
	const char *code; /* of the one reason; NULL: nothing is told */
	enum newsconv_verdict verdict;
};

#define BAD NEWSCONV_DAMAGED
#define OPEN NEWSCONV_UNCHECKED
#define GOOD NEWSCONV_SOUND
#define R(change, code, verdict) \
	{ \
#change, change, code, verdict \
	}

static const struct recipe recipes[] = {
    R(none, NULL, GOOD),
    R(payload_changed, "BAG-020", BAD),
    R(payload_cut, "BAG-035", BAD),
    R(payload_gone, "BAG-016", BAD),
    R(payload_empty, "BAG-020", BAD),
    R(payload_swapped, "BAG-020", BAD),
    R(payload_renamed, "BAG-021", BAD),
    R(payload_added, "BAG-017", BAD),
    R(payload_linked, "BAG-022", OPEN),
    R(declaration_gone, "BAG-003", BAD),
    R(declaration_bom, "BAG-008", BAD),
    R(declaration_short, "BAG-004", BAD),
    R(declaration_long, "BAG-004", BAD),
    R(declaration_swapped, "BAG-004", BAD),
    R(declaration_blank, "BAG-004", BAD),
    R(version_malformed, "BAG-004", BAD),
    R(version_letters, "BAG-004", BAD),
    R(version_unknown, "BAG-006", OPEN),
    R(version_97, NULL, GOOD),
    R(version_93, NULL, GOOD),
    R(encoding_unknown, "BAG-007", OPEN),
    R(tag_bom, "BAG-008", BAD),
    R(data_gone, "BAG-010", BAD),
    R(manifests_gone, "BAG-011", BAD),
    R(manifest_garbage, "BAG-012", BAD),
    R(manifest_short_digest, "BAG-012", BAD),
    R(path_up, "BAG-013", BAD),
    R(path_absolute, "BAG-013", BAD),
    R(path_home, "BAG-013", BAD),
    R(path_drive, "BAG-013", BAD),
    R(path_not_data, "BAG-013", BAD),
    R(tag_path_data, "BAG-013", BAD),
    R(listed_twice, "BAG-014", BAD),
    R(listed_twice_old, "BAG-015", GOOD),
    R(listed_twice_otherwise, "BAG-014", BAD),
    R(not_in_all, "BAG-018", BAD),
    R(not_in_all_old, "BAG-019", GOOD),
    R(tag_changed, "BAG-020", BAD),
    R(tag_gone, "BAG-016", BAD),
    R(manifest_changed, "BAG-020", BAD),
    R(tag_lacks_manifest, "BAG-029", BAD),
    R(tag_lacks_manifest_old, "BAG-030", GOOD),
    R(tag_lists_tag, "BAG-031", BAD),
    R(oxum_bytes, "BAG-035", BAD),
    R(oxum_files, "BAG-035", BAD),
    R(oxum_form, "BAG-034", BAD),
    R(oxum_twice, "BAG-034", BAD),
    R(oxum_none, "BAG-036", GOOD),
    R(info_no_colon, "BAG-033", BAD),
    R(info_no_label, "BAG-033", BAD),
    R(info_blank, "BAG-033", BAD),
    R(info_blank_old, NULL, GOOD),
    R(info_date, "BAG-037", GOOD),
    R(info_long, NULL, GOOD),
    R(fetch_there, NULL, GOOD),
    R(fetch_absent, "BAG-023", OPEN),
    R(fetch_size, "BAG-026", GOOD),
    R(fetch_garbage, "BAG-024", BAD),
    R(fetch_relative, "BAG-024", BAD),
    R(fetch_up, "BAG-013", BAD),
    R(fetch_tag, "BAG-013", BAD),
    R(fetch_more, "BAG-025", BAD),
    R(unknown_algorithm, "BAG-027", OPEN),
    R(weak, "BAG-028", GOOD),
    R(dot_slash, "BAG-038", GOOD),
    R(asterisk, "BAG-039", GOOD),
    R(encoded, NULL, GOOD),
    R(bare_percent, "BAG-040", GOOD),
    R(percent_old, NULL, GOOD),
    R(encoded_old, NULL, GOOD),
    R(bag_in_bag, "BAG-041", GOOD),
    R(system_file, "BAG-042", GOOD),
    R(alike, "BAG-043", GOOD),
    R(composed, "BAG-044", GOOD),
    R(decomposed, "BAG-044", GOOD),
    R(not_utf_8, "BAG-009", BAD),
    R(not_covered, "BAG-032", GOOD),
    R(many_manifests, "BAG-047", BAD),
    R(not_canonical, "BAG-048", BAD),
    R(latin_1, NULL, GOOD),
    R(wide, NULL, GOOD),
    R(wide_half, "BAG-009", BAD),
    R(wide_large, "BAG-046", BAD),
};

enum { RECIPES = sizeof(recipes) / sizeof(recipes[0]) };

static enum newsconv_verdict
verdict_of(const struct newsconv_verify_total *total)
{
	return total->damaged > 0 ? BAD : total->unchecked > 0 ? OPEN : GOOD;
}

/* A word for the log: which recipe, and how it was judged. */
static bool
is_right(const struct recipe *recipe, const struct told *told)
{
	char code[32];
	bool right = verdict_of(&told->total) == recipe->verdict;

	snprintf(code, sizeof(code), ": %s ",
	    recipe->code == NULL ? "BAG-0" : recipe->code);
	if (recipe->code == NULL)
		right = right && strstr(told->lines.data, ": BAG-") == NULL;
	else
		right = right && was_told(told, code);
	if (!right)
		print_message("not as expected: %s\n%s\n", recipe->name,
		    told->lines.data);
	return right;
}

static void
start_anew(void)
{
	nftw("bag", tree_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	make_bag();
}

static void
each_bag_is_judged_by_its_one_reason(void **state)
{
	struct told told;
	size_t i, right = 0;

	(void)state;
	for (i = 0; i < RECIPES; i++) {
		start_anew();
		recipes[i].change();
		check_path(&told, "bag");
		right += is_right(&recipes[i], &told);
		told_free(&told);
	}
	print_message(
	    "bags: %zu of %d recipes are judged right\n", right, (int)RECIPES);
	assert_int_equal(right, RECIPES);
}

static void
complete_and_valid_are_two_answers(void **state)
{
	(void)state;
	make_bag();
	EXPECT_TOLD(
	    "bag", "bag = sound none\n", "bag/data/a.txt = sound confirmed");
	payload_changed();
	EXPECT_TOLD("bag", "bag: BAG-002 not valid: complete, 1 changed",
	    "bag/data/a.txt = damaged changed", "bag = damaged");
	payload_gone();
	EXPECT_TOLD("bag", "bag: BAG-001 not complete: 1 missing",
	    "bag: BAG-002 not valid: not complete",
	    "bag/data/a.txt = damaged missing");
}

/* Flip each bit of a file in turn; returns how many flips were not found. */
static size_t
flip_all(const char *path, size_t *flips)
{
	struct nc_buffer bytes = NC_BUFFER((size_t)1024 * 1024);
	const char *folder = "bag";
	size_t bit, lost = 0;
	struct told told;

	assert_int_equal(nc_file_read(&bytes, path, NULL), NEWSCONV_OK);
	for (bit = 0; bit < 8 * bytes.size; bit++, ++*flips) {
		bytes.data[bit / 8] ^= (char)(1 << bit % 8);
		tree_write(path, bytes.data, bytes.size);
		check_paths(&told, &folder, 1, 1, false);
		if (verdict_of(&told.total) == GOOD) {
			lost++;
			print_message("not found: bit %zu of %s\n", bit, path);
		}
		told_free(&told);
		bytes.data[bit / 8] ^= (char)(1 << bit % 8);
	}
	tree_write(path, bytes.data, bytes.size);
	nc_buffer_free(&bytes);
	return lost;
}

static void
every_flip_of_a_bit_in_a_bag_of_ours_is_found(void **state)
{
	static const char *const files[] = {"bag/bagit.txt", "bag/bag-info.txt",
	    "bag/manifest-sha256.txt", "bag/tagmanifest-sha256.txt",
	    "bag/data/a.txt"};
	static const char *const algorithm = "sha256";
	struct newsconv_bag_options options;
	size_t i, flips = 0, lost = 0;

	(void)state;
	tree_file("folder/a.txt", "hello");
	newsconv_bag_options_init(&options);
	options.source = "folder";
	options.bag = "bag";
	options.algorithms = &algorithm;
	options.algorithm_count = 1;
	assert_int_equal(newsconv_bag_make(&options, NULL, NULL), NEWSCONV_OK);
	EXPECT_TOLD("bag", "bag = sound");
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		lost += flip_all(files[i], &flips);
	print_message(
	    "bags: %zu of %zu flips of a bit are found\n", flips - lost, flips);
	assert_int_equal(lost, 0);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(each_bag_is_judged_by_its_one_reason),
	    TEST(complete_and_valid_are_two_answers),
	    TEST(every_flip_of_a_bit_in_a_bag_of_ours_is_found),
	};

	return RUN(tests);
}
