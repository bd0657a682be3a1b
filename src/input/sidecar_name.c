/*
 * Names of sidecars.  Only dumps named .txt or .text have one: beside a file
 * without such an ending, NAME.json may be anything.  The rule goes from the
 * dump to its sidecar, and the way back is found by trying it, so that the two
 * cannot disagree.
 */

#include "sidecar_name.h"
#include "utf8.h"

static const char *const dump_endings[] = {".txt", ".text"};

/* What is put behind the dump's name, or behind that without its ending. */
static const struct {
	bool whole;
	const char *ending;
} forms[] = {{true, ".json"}, {true, ".meta.json"}, {false, ".meta.json"},
    {false, ".json"}};

enum {
	DUMP_ENDINGS = sizeof(dump_endings) / sizeof(*dump_endings),
	FORMS = sizeof(forms) / sizeof(*forms),
	/* Longer names are no file's: NAME_MAX is 255. */
	CEILING = 1 << 20
};

/* The size of a dump's ending; 0: it is not called as dumps are. */
static size_t
dump_ending(struct newsconv_text name)
{
	size_t i;

	for (i = 0; i < DUMP_ENDINGS; i++)
		if (nc_text_ends_in(name, dump_endings[i]))
			return strlen(dump_endings[i]);
	return 0;
}

static void
put(struct nc_buffer *target, struct newsconv_text stem, const char *ending)
{
	nc_buffer_clear(target);
	nc_buffer_add(target, stem.data, stem.size);
	nc_buffer_text(target, ending);
}

/* The name of form i. */
static void
put_form(struct nc_buffer *target, struct newsconv_text dump, size_t i)
{
	if (!forms[i].whole)
		dump.size -= dump_ending(dump);
	put(target, dump, forms[i].ending);
}

bool
nc_sidecar_find(struct nc_buffer *target, struct newsconv_text dump,
    nc_sidecar_exists *exists, void *context)
{
	size_t i;

	if (dump_ending(dump) == 0)
		return false;
	for (i = 0; i < FORMS; i++) {
		put_form(target, dump, i);
		if (nc_buffer_check(target, NULL) < 0)
			return false;
		if (exists(target->data, context))
			return true;
	}
	return false;
}

/* Whether this dump exists and has chosen the sidecar. */
static int
is_chosen(struct newsconv_text name, const struct nc_buffer *dump,
    nc_sidecar_exists *exists, void *context)
{
	struct newsconv_text text = {dump->data, dump->size};
	struct nc_buffer found = NC_BUFFER(CEILING);
	int chosen;

	if (nc_buffer_check(dump, NULL) < 0)
		return NEWSCONV_NO_MEMORY;
	if (dump_ending(text) == 0 || !exists(dump->data, context))
		return 0;
	chosen = nc_sidecar_find(&found, text, exists, context) &&
	    found.size == name.size &&
	    memcmp(found.data, name.data, name.size) == 0;
	if (nc_buffer_check(&found, NULL) < 0)
		chosen = NEWSCONV_NO_MEMORY;
	nc_buffer_free(&found);
	return chosen;
}

int
nc_sidecar_is(struct nc_buffer *dump, struct newsconv_text name,
    nc_sidecar_exists *exists, void *context)
{
	int chosen = 0;
	size_t i, k;

	for (i = 0; i < FORMS && chosen == 0; i++) {
		struct newsconv_text stem = name;

		if (!nc_text_ends_in(name, forms[i].ending))
			continue;
		stem.size -= strlen(forms[i].ending);
		if (forms[i].whole) {
			put(dump, stem, "");
			chosen = is_chosen(name, dump, exists, context);
			continue;
		}
		for (k = 0; k < DUMP_ENDINGS && chosen == 0; k++) {
			put(dump, stem, dump_endings[k]);
			chosen = is_chosen(name, dump, exists, context);
		}
	}
	return chosen;
}

bool
nc_sidecar_fits(struct newsconv_text name, struct newsconv_text dump)
{
	struct nc_buffer form = NC_BUFFER(CEILING);
	bool fits = false;
	size_t i;

	if (dump_ending(dump) == 0)
		return false;
	for (i = 0; i < FORMS && !fits; i++) {
		put_form(&form, dump, i);
		fits = nc_buffer_check(&form, NULL) == NEWSCONV_OK &&
		    form.size == name.size &&
		    memcmp(form.data, name.data, name.size) == 0;
	}
	nc_buffer_free(&form);
	return fits;
}
