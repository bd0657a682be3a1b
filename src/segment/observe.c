/* From measures to observations: where the bins begin and end. */
#include <stdio.h>
#include <string.h>

#include "observe.h"

/* Where one bin ends and the next begins. */
struct edges {
	unsigned count;
	unsigned at[13];
};

static const struct edges columns_edges = {
    13, {4, 8, 14, 20, 28, 38, 50, 65, 80, 110, 150, 220, 400}};
static const struct edges coarse_columns = {7, {8, 20, 35, 55, 80, 130, 250}};
static const struct edges rough_columns = {4, {20, 50, 80, 160}};
static const struct edges quarter_columns = {3, {25, 60, 120}};
static const struct edges words_edges = {
    11, {2, 3, 4, 5, 7, 9, 12, 16, 22, 32, 50}};
static const struct edges place_edges = {
    12, {1, 2, 3, 4, 5, 7, 10, 15, 25, 50, 100, 200}};
static const struct edges distance_edges = {7, {2, 3, 4, 6, 9, 16, 40}};
static const struct edges since_edges = {7, {1, 2, 3, 4, 6, 9, 13}};
static const struct edges prose_edges = {7, {1, 2, 3, 5, 9, 16, 30}};
static const struct edges run_edges = {6, {1, 2, 3, 5, 9, 20}};
static const struct edges percent_edges = {6, {1, 15, 30, 45, 60, 80}};
static const struct edges share_edges = {4, {20, 50, 75, 95}};
static const struct edges few_edges = {4, {1, 2, 3, 4}};
static const struct edges fewer_edges = {3, {1, 2, 4}};

static unsigned
bin(size_t value, const struct edges *edges)
{
	unsigned i;

	for (i = 0; i < edges->count && value >= edges->at[i]; i++)
		continue;
	return i;
}

static void
add(struct nc_observed *observed, unsigned id)
{
	if (observed->count < NC_OBSERVED_MAX)
		observed->ids[observed->count++] = (uint16_t)id;
}

#define ADD(template, value) add(observed, NC_OBSERVE_##template + (value))

/* -------------------------------------------------------- the block itself */

static unsigned
end_class(const struct nc_features *features)
{
	if (features->ellipsis)
		return 1;
	if (features->question)
		return 2;
	if (features->ends_colon)
		return 3;
	if (features->terminal)
		return features->sentences > 1 ? 4 : 5;
	return features->bracketed ? 6 : features->quoted ? 7 : 0;
}

static unsigned
start_class(const struct nc_features *features)
{
	if (features->bullet)
		return 1;
	if (features->bracketed)
		return 2;
	if (features->quote_start)
		return 3;
	if (features->digit_start)
		return 4;
	if (features->lower_start)
		return 5;
	return features->uppers > 0 ? 6 : 0;
}

/* Of the words, those with a capital; 0: the text has no capitals. */
static unsigned
titlecase(const struct nc_features *features)
{
	if (features->uppers == 0 || features->words == 0)
		return 0;
	return 1 +
	    bin(features->capitalised * 100 / features->words, &share_edges);
}

static unsigned
uppercase(const struct nc_features *features)
{
	size_t share;

	if (features->characters == 0)
		return 0;
	share = (size_t)features->uppers * 100 / features->characters;
	return share < 30 ? 1 : share < 80 ? 2 : 3;
}

static unsigned
stopwords(const struct nc_features *features)
{
	static const struct edges edges = {5, {1, 15, 28, 38, 48}};

	if (!features->stop_known || features->words == 0 ||
	    features->columns > features->characters * 3 / 2 + features->words)
		return 0; /* not known, or a wide script */
	return 1 +
	    bin((size_t)features->stop_words * 100 / features->words, &edges);
}

static unsigned
date_class(const struct nc_features *features)
{
	if (features->date_only)
		return features->clock ? 5 : 4;
	if (features->date)
		return features->columns < 80 ? 3 : 2;
	return features->clock ? 1 : 0;
}

static bool
byline_prefix(const struct nc_features *features)
{
	return features->marks.prefix[NC_MARKER_BYLINE] > 0 &&
	    features->columns <= 140;
}

static void
observe_signs(struct nc_observed *observed, const struct nc_features *features)
{
	const bool signs[] = {features->address, features->at_sign,
	    features->copyright, features->bracketed, features->quoted,
	    features->clock, features->bullet, features->boilerplate,
	    !features->letters, features->words == 1,
	    features->digits > 0 && features->words <= 3,
	    features->ends_colon && features->words <= 4};
	unsigned i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (signs[i])
			ADD(signs, i);
}

static void
observe_marks(struct nc_observed *observed, const struct nc_features *features)
{
	const struct nc_marks *marks = &features->marks;
	unsigned i;

	for (i = 0; i < NC_MARKER_NAME_END; i++) {
		if (marks->whole[i] > 0)
			ADD(whole, i);
		if (marks->prefix[i] > 0) {
			ADD(prefix, i);
			ADD(prefix_columns,
			    i * 4 + bin(features->columns, &quarter_columns));
		}
		if (marks->suffix[i] > 0)
			ADD(suffix, i);
		if (marks->inside[i] > 0)
			ADD(inside, i);
		if (marks->inside[i] > 0 && features->columns <= 80)
			ADD(short_inside, i);
	}
}

static void
observe_measures(
    struct nc_observed *observed, const struct nc_features *features)
{
	unsigned columns = bin(features->columns, &coarse_columns);

	ADD(bias, 0);
	ADD(columns, bin(features->columns, &columns_edges));
	ADD(words, bin(features->words, &words_edges));
	ADD(end, end_class(features));
	ADD(start, start_class(features));
	ADD(titlecase, titlecase(features));
	ADD(uppercase, uppercase(features));
	ADD(digits,
	    features->characters + features->digits == 0 ? 0
							 : 1 +
		    bin((size_t)features->digits * 100 /
			    (features->characters + features->digits),
			&share_edges));
	ADD(sentences, bin(features->sentences, &few_edges));
	ADD(commas, bin(features->commas, &fewer_edges));
	ADD(stopwords, stopwords(features));
	ADD(separators, features->separators < 3 ? features->separators : 3);
	ADD(date, date_class(features));
	ADD(name, features->name_like);
	ADD(case_columns,
	    titlecase(features) * 4 + bin(features->columns, &quarter_columns));
	ADD(end_columns,
	    columns * 4 +
		(features->terminal            ? 1
			: features->ends_colon ? 2
			: features->ellipsis   ? 3
					       : 0));
	ADD(stop_columns,
	    stopwords(features) * 4 + bin(features->columns, &quarter_columns));
	observe_signs(observed, features);
	observe_marks(observed, features);
}

/* --------------------------------------------------------------- its place */

/* 0: there is no core; 1 to 8 before it; 9 inside; 10 to 17 behind. */
static unsigned
core_place(const struct nc_surroundings *around, size_t block)
{
	if (around->core_end == around->core_first)
		return 0;
	if (block < around->core_first)
		return 1 + bin(around->core_first - block, &distance_edges);
	if (block < around->core_end)
		return 9;
	return 10 + bin(block - around->core_end + 1, &distance_edges);
}

/* Before, inside, behind. */
static unsigned
core_side(const struct nc_surroundings *around, size_t block)
{
	return block < around->core_first ? 0
	    : block < around->core_end    ? 1
					  : 2;
}

static void
observe_place(struct nc_observed *observed,
    const struct nc_surroundings *around, size_t block)
{
	const struct nc_features *features = &around->features[block];
	unsigned place = core_place(around, block);
	unsigned side = core_side(around, block);

	ADD(from_start, bin(block, &place_edges));
	ADD(from_end, bin(around->count - 1 - block, &place_edges));
	ADD(core, place);
	ADD(core_columns, side * 8 + bin(features->columns, &coarse_columns));
	ADD(core_end_mark, side * 2 + features->terminal);
	if (features->date)
		ADD(core_date, place);
	if (features->name_like)
		ADD(core_name, place);
	if (byline_prefix(features))
		ADD(core_byline, place);
	if (around->longest > 0)
		ADD(ratio,
		    (unsigned)(features->columns >= around->longest
			    ? 5
			    : features->columns * 5 / around->longest));
}

/* How much prose there is in some blocks, in eighths of what could be. */
static unsigned
prose_among(const struct nc_surroundings *around, size_t first, size_t end)
{
	size_t count;

	if (end > around->count)
		end = around->count;
	if (first >= end)
		return 0;
	count = (end < around->count ? around->blocks[end].prose
				     : around->prose) -
	    around->blocks[first].prose;
	return (unsigned)(count * 7 + end - first - 1) /
	    (unsigned)(end - first);
}

static void
observe_density(struct nc_observed *observed,
    const struct nc_surroundings *around, size_t block)
{
	size_t before = block < 5 ? 0 : block - 5;
	unsigned density = prose_among(around, before, block + 6);
	size_t prose = around->blocks[block].prose;
	unsigned seen = bin(prose, &prose_edges);
	unsigned left = bin(around->prose - prose, &prose_edges);

	ADD(density, density);
	ADD(density_columns,
	    density * 4 +
		bin(around->features[block].columns, &quarter_columns));
	ADD(wide_density,
	    prose_among(around, block < 16 ? 0 : block - 16, block + 17));
	ADD(prose_seen, seen);
	ADD(prose_left, left);
	ADD(prose_both, seen * 8 + left);
	ADD(prose_columns,
	    left * 4 + bin(around->features[block].columns, &quarter_columns));
	ADD(density_before, prose_among(around, before, block));
	ADD(density_after, prose_among(around, block + 1, block + 6));
}

/* -------------------------------------------------------- what it is like */

static void
observe_likeness(struct nc_observed *observed,
    const struct nc_surroundings *around, size_t block)
{
	const struct nc_features *features = &around->features[block];
	const struct nc_surrounding *own = &around->blocks[block];
	unsigned overlap = own->overlap == NC_NO_OVERLAP
	    ? 0
	    : 1 + bin(own->overlap, &percent_edges);
	unsigned since = bin(own->since_title, &since_edges);
	unsigned related = bin(own->since_related, &since_edges);

	ADD(overlap, overlap);
	ADD(overlap_columns,
	    overlap * 4 + bin(features->columns, &quarter_columns));
	ADD(overlap_core, overlap * 3 + core_side(around, block));
	ADD(likeness, own->likeness);
	ADD(last_like, own->last_like);
	ADD(title_again, (block == 0) * 2u + around->title_again);
	ADD(since_title, since);
	if (features->date)
		ADD(title_date, since);
	if (features->name_like || byline_prefix(features))
		ADD(title_name, since);
	ADD(since_related, related);
	ADD(related_columns,
	    related * 4 + bin(features->columns, &quarter_columns));
	ADD(copies, own->repeats * 2u + own->repeated);
	ADD(run, bin(own->run, &run_edges));
	if (own->run > 1)
		ADD(run_place, bin(own->run_place, &few_edges));
}

/* ---------------------------------------------------------- its neighbours */

/* One of 20 kinds of block; 19: there is none. */
static unsigned
kind_of(const struct nc_surroundings *around, size_t block, bool exists)
{
	const struct nc_features *features;

	if (!exists)
		return 19;
	features = &around->features[block];
	if (byline_prefix(features))
		return 0;
	if (features->date_only)
		return 1;
	if (features->boilerplate)
		return 2;
	if (features->name_like)
		return 3;
	if (features->date && features->columns < 80)
		return 4;
	if (around->blocks[block].last_like)
		return 5;
	if (!features->letters)
		return 6;
	return 7 + bin(features->columns, &rough_columns) * 2 +
	    features->terminal;
}

/* The kind of its first marker, and one; 0 for none. */
static unsigned
mark_of(const struct nc_surroundings *around, size_t block, bool exists)
{
	unsigned i;

	if (!exists)
		return 0;
	for (i = 0; i < NC_MARKER_NAME_END; i++)
		if (nc_features_marked(
			&around->features[block], (enum nc_marker)i))
			return i + 1;
	return 0;
}

static unsigned
rough(const struct nc_surroundings *around, size_t block, bool exists)
{
	return exists ? bin(around->features[block].columns, &rough_columns)
		      : 0;
}

static void
observe_neighbours(struct nc_observed *observed,
    const struct nc_surroundings *around, size_t block)
{
	bool prev = block > 0, next = block + 1 < around->count;
	bool next2 = block + 2 < around->count;
	const struct nc_features *features = &around->features[block];
	unsigned behind = kind_of(around, block + 1, next);

	ADD(prev, kind_of(around, block - 1, prev));
	ADD(next, behind);
	ADD(prev2, kind_of(around, block - 2, block > 1));
	ADD(next2, kind_of(around, block + 2, next2));
	ADD(prev_mark, mark_of(around, block - 1, prev));
	ADD(next_mark, mark_of(around, block + 1, next));
	ADD(around,
	    rough(around, block - 1, prev) * 25 +
		rough(around, block, true) * 5 +
		rough(around, block + 1, next));
	if (features->name_like)
		ADD(name_next,
		    behind == 1 || behind == 4 ? 1
			: behind == 3          ? 2
			: behind >= 15         ? 3
					       : 0);
}

/*
 * A byline behind prose, and nothing after it that is as long as the body's
 * paragraphs are or has more than one sentence.
 */
static void
observe_close(struct nc_observed *observed,
    const struct nc_surroundings *around, size_t block)
{
	size_t first = block < 12 ? 0 : block - 12, i;

	for (i = block; i-- > first;) {
		if (around->features[i].prose &&
		    around->features[i].sentences > 1)
			return;
		if (byline_prefix(&around->features[i]) && i > 2) {
			ADD(closes, prose_among(around, i - 3, i) > 3);
			return;
		}
	}
}

void
nc_observe(struct nc_observed *observed, const struct nc_surroundings *around,
    size_t block)
{
	observed->count = 0;
	observe_measures(observed, &around->features[block]);
	observe_place(observed, around, block);
	observe_density(observed, around, block);
	observe_likeness(observed, around, block);
	observe_neighbours(observed, around, block);
	observe_close(observed, around, block);
}

void
nc_observation_name(unsigned id, char *buffer, size_t size)
{
	static const struct {
		const char *name;
		unsigned first;
		unsigned last;
	} templates[] = {
#define TEMPLATE(name, values) \
	{#name, NC_OBSERVE_##name, NC_OBSERVE_LAST_##name},
#include "templates.def"
#undef TEMPLATE
	};
	size_t i;

	for (i = 0; i < sizeof(templates) / sizeof(*templates); i++)
		if (id >= templates[i].first && id <= templates[i].last)
			snprintf(buffer, size, "%s:%u", templates[i].name,
			    id - templates[i].first);
}
