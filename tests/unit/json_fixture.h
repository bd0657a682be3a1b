/* An article that is sound, and files of JSON in which one thing is wrong. */
#ifndef JSON_FIXTURE_H
#define JSON_FIXTURE_H

#include "recipe.h"

#define SEGMENT(n, type, start, end, line) \
	"{\"n\":" n ",\"type\":\"" type "\",\"start\":" start ",\"end\":" end \
	",\"firstLine\":" line ",\"lastLine\":" line ",\"confidence\":0.9}"

static const char article[] =
    "{\"schema\":\"newsconv-article/1\","
    "\"id\":\"urn:uuid:0b5f1f0e-7f3c-5a55-9a53-1d1f2b6d7c01\","
    "\"source\":{\"name\":\"ferry.txt\",\"bytes\":40,\"sha256\":"
    "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\","
    "\"charset\":{\"name\":\"UTF-8\",\"method\":\"ascii\","
    "\"confidence\":1,\"bom\":false},"
    "\"newlines\":\"lf\",\"layout\":\"block\",\"repairs\":[]},"
    "\"language\":{\"tag\":\"en\",\"script\":\"Latn\",\"direction\":\"ltr\","
    "\"confidence\":0.9},"
    "\"headline\":{\"text\":\"Ferry runs\",\"confidence\":0.9,\"segment\":0},"
    "\"authors\":[],\"dates\":{},"
    "\"body\":[{\"type\":\"paragraph\",\"text\":\"It runs.\","
    "\"segments\":[1]}],"
    "\"related\":[],\"notes\":[],\"leftovers\":[],"
    "\"segments\":[" SEGMENT("0", "headline", "0", "10", "1") "," SEGMENT("1",
	"paragraph", "12", "20",
	"3") "],"
	     "\"stats\":{\"words\":2,\"characters\":8,\"blocks\":1},"
	     "\"warnings\":[\"no-byline\",\"no-date\"],"
	     "\"producer\":{\"name\":\"newsconv\",\"version\":\"0.1.0\"}}";

/* The article with one thing changed, which is there once at least. */
static inline void
change_article(char *target, size_t size, const char *old, const char *new)
{
	const char *place = strstr(article, old);

	assert_non_null(place);
	snprintf(target, size, "%.*s%s%s", (int)(place - article), article, new,
	    place + strlen(old));
}

/* Check a text with these limits and schema. */
static inline void
check_text(struct outcome *outcome, const char *name, const char *text,
    size_t size, const struct nc_verify_options *with)
{
	struct nc_verify_options options = *with;
	FILE *file = tmpfile();

	memset(outcome, 0, sizeof(*outcome));
	outcome->findings.ceiling = RECIPE_MAX;
	nc_buffer_text(&outcome->findings, "");
	options.scratch = -1;
	options.callback = collect;
	options.context = outcome;
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, size, file), size);
	assert_int_equal(fflush(file), 0);
	outcome->result = nc_verify_descriptor(
	    fileno(file), name, &options, &outcome->summary, &outcome->error);
	fclose(file);
}

/* It has this code, could not be checked, and has no error. */
static inline void
expect_unchecked(const char *name, const char *text, size_t size,
    const char *code, const struct nc_verify_options *options)
{
	struct outcome outcome;

	check_text(&outcome, name, text, size, options);
	assert_int_equal(outcome.result, NEWSCONV_OK);
	if (!found(&outcome, code))
		fail_msg("%s is not among: %s", code, outcome.findings.data);
	assert_int_equal(outcome.summary.errors, 0);
	assert_true(outcome.summary.unchecked > 0);
	assert_int_equal(outcome.summary.answers[NEWSCONV_LEVEL_STRUCTURE],
	    NEWSCONV_ANSWER_UNKNOWN);
	outcome_free(&outcome);
}

#endif
