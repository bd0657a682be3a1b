/*
 * The measure of a verifier: every single fault is found by its code, plain and
 * compressed, and nothing that is legal is refused.  The rates are printed.
 */
#include "warc_records.h"

struct fault {
	const char *name;
	size_t record;
	const char *old, *new, *code;
};

static const struct fault faults[] = {
#define FAULT(name, record, old, new, code) {#name, record, old, new, code},
#include "warc_faults.def"
#undef FAULT
};

static const struct fault oddities[] = {
#define ODDITY(name, record, old, new) {#name, record, old, new, NULL},
#include "warc_oddities.def"
#undef ODDITY
};

static void
make_file(struct nc_buffer *bytes, const struct fault *fault, bool gzip)
{
	size_t i;

	for (i = 0; i < SOUND_RECORDS; i++) {
		char *recipe;

		if (fault == NULL || fault->old == NULL || i != fault->record) {
			add_recipe(bytes, sound_records[i], gzip);
			continue;
		}
		recipe = changed(sound_records[i], fault->old, fault->new);
		if (recipe[0] != '\0')
			add_recipe(bytes, recipe, gzip);
		free(recipe);
	}
	if (fault != NULL && fault->old == NULL)
		add_recipe(bytes, fault->new, gzip);
}

static void
check_file(struct outcome *outcome, const struct fault *fault, bool gzip)
{
	struct nc_buffer bytes = NC_BUFFER(RECIPE_MAX);

	make_file(&bytes, fault, gzip);
	check_bytes(outcome, gzip ? "a.warc.gz" : "a.warc", false, bytes.data,
	    bytes.size);
	assert_int_equal(outcome->result, NEWSCONV_OK);
	nc_buffer_free(&bytes);
}

/* "WARC-016", or of two codes the second where the file is compressed. */
static bool
found_code(const struct outcome *outcome, const char *code, bool gzip)
{
	const char *bar = strchr(code, '|');
	char one[32];

	if (bar == NULL)
		snprintf(one, sizeof(one), "%s ", code);
	else if (gzip)
		snprintf(one, sizeof(one), "%s ", bar + 1);
	else
		snprintf(one, sizeof(one), "%.*s ", (int)(bar - code), code);
	return found(outcome, one);
}

static void
sound_file_is_sound(void **state)
{
	int gzip;

	(void)state;
	for (gzip = 0; gzip < 2; gzip++) {
		struct outcome outcome;

		check_file(&outcome, NULL, gzip);
		if (outcome.summary.errors + outcome.summary.warnings > 0)
			fail_msg("found: %s", outcome.findings.data);
		assert_int_equal(outcome.summary.parts, SOUND_RECORDS);
		assert_int_equal(
		    outcome.summary.answers[NEWSCONV_LEVEL_STRUCTURE],
		    NEWSCONV_ANSWER_YES);
		assert_int_equal(
		    outcome.summary.answers[NEWSCONV_LEVEL_DIGESTS],
		    NEWSCONV_ANSWER_YES);
		/* Of segments the payload digest counts once. */
		assert_int_equal(
		    outcome.summary.digests, gzip ? 6 + SOUND_RECORDS : 6);
		outcome_free(&outcome);
	}
}

static void
every_single_fault_is_found(void **state)
{
	size_t count = sizeof(faults) / sizeof(faults[0]), i, right = 0;
	int gzip;

	(void)state;
	assert_in_range(count, 120, SIZE_MAX);
	for (i = 0; i < 2 * count; i++) {
		const struct fault *fault = &faults[i / 2];
		struct outcome outcome;

		gzip = i % 2;
		check_file(&outcome, fault, gzip);
		if (found_code(&outcome, fault->code, gzip) &&
		    outcome.summary.errors + outcome.summary.warnings > 0)
			right++;
		else
			print_error("%s%s: %s is not among:\n%s", fault->name,
			    gzip ? ", compressed" : "", fault->code,
			    outcome.findings.data);
		outcome_free(&outcome);
	}
	print_message("%zu of %zu single faults found by their codes (%zu, "
		      "plain and gzip)\n",
	    right, 2 * count, count);
	assert_int_equal(right, 2 * count);
}

static void
nothing_legal_is_refused(void **state)
{
	size_t count = sizeof(oddities) / sizeof(oddities[0]), i, right = 0;
	int gzip;

	(void)state;
	assert_in_range(count, 40, SIZE_MAX);
	for (i = 0; i < 2 * count; i++) {
		const struct fault *oddity = &oddities[i / 2];
		struct outcome outcome;

		gzip = i % 2;
		check_file(&outcome, oddity, gzip);
		if (outcome.summary.errors + outcome.summary.unchecked == 0)
			right++;
		else
			print_error("%s%s is legal, but:\n%s", oddity->name,
			    gzip ? ", compressed," : "", outcome.findings.data);
		outcome_free(&outcome);
	}
	print_message("%zu of %zu legal oddities pass (%zu, plain and gzip)\n",
	    right, 2 * count, count);
	assert_int_equal(right, 2 * count);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sound_file_is_sound),
	    cmocka_unit_test(every_single_fault_is_found),
	    cmocka_unit_test(nothing_legal_is_refused),
	};

	return RUN(tests);
}
