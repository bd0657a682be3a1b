/* From features to measures: everything as a number from 0 to 255. */
#include <stdlib.h>
#include <string.h>

#include "observe.h"
#include "stretches.h"

enum {
	CLOSE = 4,
	WIDE = 16,
	HEAD_COLUMNS = 28,      /* a line that may be a headline: from here */
	HEAD_COLUMNS_END = 160, /* ... to here */
	SHORT_COLUMNS = 50,
	MARKED_COLUMNS = 80,
	STRETCH_GAP = 3,
	WIDE_GAP = 12
};

/* Eight steps for each doubling of n + 1. */
static unsigned
scale(size_t n)
{
	uint64_t value = (uint64_t)n + 1;
	unsigned log = 63 - (unsigned)__builtin_clzll(value);
	unsigned step = log * 8 + (unsigned)((value << 3 >> log) & 7);

	return step < 255 ? step : 255;
}

static unsigned
percent(size_t part, size_t whole)
{
	return whole == 0 ? 0 : (unsigned)(part * 100 / whole);
}

/* The row in the making. */
struct row {
	struct nc_observations *observations;
	size_t block;
};

static void
set(const struct row *row, enum nc_measure measure, size_t value)
{
	row->observations->values[measure * row->observations->stride +
	    NC_NEAR + row->block] = value < 255 ? (uint8_t)value : 255;
}

#define SET(name, value) set(row, NC_MEASURE_##name, value)

/* -------------------------------------------------------- the block itself */

static unsigned
end_class(const struct nc_features *features)
{
	if (features->ends_colon)
		return 1;
	if (features->ellipsis)
		return 2;
	if (features->question)
		return 4;
	if (features->terminal)
		return 5;
	return 0;
}

static unsigned
start_class(const struct nc_features *features)
{
	if (features->bullet)
		return 5;
	if (features->quote_start)
		return 4;
	if (features->digit_start)
		return 3;
	if (features->lower_start)
		return 2;
	return features->uppers > 0 ? 1 : 0;
}

static unsigned
date_class(const struct nc_features *features)
{
	if (features->date_only)
		return features->clock ? 5 : 4;
	if (features->date)
		return features->columns < MARKED_COLUMNS ? 3 : 2;
	return features->clock ? 1 : 0;
}

/* 0: not known, or a script without such words. */
static unsigned
stopwords(const struct nc_features *features)
{
	if (!features->stop_known || features->words == 0 ||
	    features->columns > features->characters * 3 / 2 + features->words)
		return 0;
	return 1 + percent(features->stop_words, features->words);
}

/* How much of the line a marker is. */
static unsigned
mark(const struct nc_features *features, enum nc_marker marker)
{
	const struct nc_marks *marks = &features->marks;
	bool brief = features->columns <= MARKED_COLUMNS;

	if (marks->whole[marker] > 0)
		return 6;
	if (marks->prefix[marker] > 0)
		return brief ? 5 : 4;
	if (marks->suffix[marker] > 0)
		return brief ? 3 : 2;
	if (marks->inside[marker] > 0)
		return brief ? 2 : 1;
	return 0;
}

static void
observe_marks(const struct row *row, const struct nc_features *features)
{
	SET(byline_mark, mark(features, NC_MARKER_BYLINE));
	SET(date_mark, mark(features, NC_MARKER_DATE));
	SET(modified_mark, mark(features, NC_MARKER_MODIFIED));
	SET(related_mark, mark(features, NC_MARKER_RELATED));
	SET(share_mark, mark(features, NC_MARKER_SHARE));
	SET(subscribe_mark, mark(features, NC_MARKER_SUBSCRIBE));
	SET(comments_mark, mark(features, NC_MARKER_COMMENTS));
	SET(navigation_mark, mark(features, NC_MARKER_NAVIGATION));
	SET(advertisement_mark, mark(features, NC_MARKER_ADVERTISEMENT));
	SET(consent_mark, mark(features, NC_MARKER_CONSENT));
	SET(copyright_mark, mark(features, NC_MARKER_COPYRIGHT));
	SET(tags_mark, mark(features, NC_MARKER_TAGS));
	SET(caption_mark, mark(features, NC_MARKER_CAPTION));
	SET(note_mark, mark(features, NC_MARKER_NOTE));
	SET(organization_mark, mark(features, NC_MARKER_ORGANIZATION));
}

static void
observe_block(const struct row *row, const struct nc_features *features)
{
	SET(exists, 1);
	SET(columns, scale(features->columns));
	SET(words, scale(features->words));
	SET(sentences, features->sentences);
	SET(terminal, features->terminal);
	SET(end, end_class(features));
	SET(start, start_class(features));
	SET(titlecase,
	    features->uppers == 0
		? 0
		: 1 + percent(features->capitalised, features->words));
	SET(uppercase, percent(features->uppers, features->characters));
	SET(digits,
	    percent(features->digits, features->digits + features->characters));
	SET(commas, features->commas);
	SET(stopwords, stopwords(features));
	SET(separators, features->separators);
	SET(date, date_class(features));
	SET(name, features->name_like + features->signature);
	SET(signs,
	    features->copyright      ? 3
		: features->at_sign  ? 2
		: !features->letters ? 1
				     : 0);
	SET(address, features->address);
	SET(quoted, features->quoted);
	SET(bracketed, features->bracketed);
	SET(prose, features->prose);
	SET(boilerplate, features->boilerplate);
	observe_marks(row, features);
}

/* --------------------------------------------------------------- its place */

/* How many blocks of a kind there are before each. */
struct counts {
	uint32_t prose;
	uint32_t heads;
	uint32_t dates;
	uint32_t shorts;
	uint32_t marks;
	uint32_t periods[3]; /* blocks like the one 1, 2, 3 before */
	size_t prose_columns;
	size_t opening; /* of prose, the shares that the opening has */
};

static bool
head_like(const struct nc_features *features)
{
	return features->columns >= HEAD_COLUMNS &&
	    features->columns < HEAD_COLUMNS_END && features->letters &&
	    !features->boilerplate && features->sentences <= 1 &&
	    features->words >= 3;
}

/* Blocks of one kind may be entries of one list. */
static unsigned
kind_of(const struct nc_features *features)
{
	if (features->date)
		return 1;
	if (features->boilerplate)
		return 2;
	if (features->name_like)
		return 3;
	if (!features->letters)
		return 4;
	return 5 + scale(features->columns) / 6 * 2 + features->terminal;
}

static void
count_block(
    struct counts *next, const struct nc_surroundings *around, size_t block)
{
	const struct nc_features *features = &around->features[block];
	unsigned kind = kind_of(features);
	size_t i;

	next->prose += features->prose;
	next->heads += head_like(features);
	next->dates += features->date && features->columns < MARKED_COLUMNS;
	next->shorts += features->columns < SHORT_COLUMNS;
	next->marks += features->boilerplate;
	if (features->prose) {
		next->prose_columns += features->columns;
		if (around->blocks[block].opening != NC_NO_OVERLAP)
			next->opening += around->blocks[block].opening;
	}
	for (i = 0; i < 3; i++)
		next->periods[i] += block > i &&
		    kind == kind_of(&around->features[block - i - 1]);
}

struct window {
	const struct counts *from;
	const struct counts *to;
};

static struct window
window(const struct counts *counts, size_t count, size_t block, size_t before,
    size_t behind)
{
	size_t first = block > before ? block - before : 0;
	size_t end = block + behind + 1 < count ? block + behind + 1 : count;
	struct window window = {counts + first, counts + end};

	return window;
}

#define COUNTED(window, kind) \
	((size_t)((window).to->kind - (window).from->kind))

/* How much of prose is about what the opening is; 0: there is no prose. */
static unsigned
mean_opening(struct window window)
{
	size_t prose = COUNTED(window, prose);

	return prose == 0 ? 0
			  : 1 + (unsigned)(COUNTED(window, opening) / prose);
}

static void
observe_windows(
    const struct row *row, const struct counts *counts, size_t count)
{
	size_t block = row->block;
	struct window close = window(counts, count, block, CLOSE, CLOSE);
	struct window wide = window(counts, count, block, WIDE, WIDE);
	struct window before = window(counts, block, block, CLOSE, 0);
	struct window behind = {counts + block + 1, close.to};
	struct window far_before = window(counts, block, block, WIDE, 0);
	struct window far_behind = {counts + block + 1, wide.to};

	SET(prose_close, COUNTED(close, prose));
	SET(prose_wide, COUNTED(wide, prose));
	SET(prose_close_before, COUNTED(before, prose));
	SET(prose_close_behind, COUNTED(behind, prose));
	SET(prose_wide_before, COUNTED(far_before, prose));
	SET(prose_wide_behind, COUNTED(far_behind, prose));
	SET(opening_wide, mean_opening(wide));
	SET(opening_before, mean_opening(far_before));
	SET(opening_behind, mean_opening(far_behind));
	SET(heads_close, COUNTED(close, heads));
	SET(heads_wide, COUNTED(wide, heads));
	SET(dates_close, COUNTED(close, dates));
	SET(shorts_close, COUNTED(close, shorts));
	SET(shorts_wide, COUNTED(wide, shorts));
	SET(marks_close, COUNTED(close, marks));
	SET(period_1, COUNTED(close, periods[0]));
	SET(period_2, COUNTED(close, periods[1]));
	SET(period_3, COUNTED(close, periods[2]));
}

/* 128: inside; less before it, more behind. */
static unsigned
core_place(const struct nc_surroundings *around, size_t block)
{
	if (around->core_end == around->core_first)
		return 0;
	if (block < around->core_first)
		return 128 - scale(around->core_first - block);
	if (block < around->core_end)
		return 128;
	return 128 + scale(block - around->core_end + 1);
}

static void
observe_place(const struct row *row, const struct nc_surroundings *around,
    const struct counts *counts)
{
	size_t block = row->block, count = around->count;
	const struct nc_features *features = &around->features[block];
	const struct nc_surrounding *own = &around->blocks[block];

	SET(from_start, scale(block));
	SET(from_end, scale(count - 1 - block));
	SET(place, block * 200 / count);
	SET(core, core_place(around, block));
	SET(ratio,
	    features->columns >= around->longest
		? 100
		: percent(features->columns, around->longest));
	SET(prose_before, scale(counts[block].prose));
	SET(prose_behind, scale(counts[count].prose - counts[block + 1].prose));
	SET(prose_place,
	    counts[count].prose_columns == 0 ? 0
					     : counts[block].prose_columns *
		    200 / counts[count].prose_columns);
	SET(run, scale(own->run));
	SET(run_place, scale(own->run_place));
	SET(blocks, scale(count));
	SET(page, around->page);
	SET(prose_share, percent(counts[count].prose, count));
	SET(prose_count, scale(counts[count].prose));
	SET(wide_script, around->wide);
}

/* --------------------------------------------------------------- stretches */

static const uint8_t narrow_measures[] = {NC_MEASURE_stretch_share,
    NC_MEASURE_stretch_rank, NC_MEASURE_stretch_since, NC_MEASURE_stretch_until,
    NC_MEASURE_stretch_title};
static const uint8_t wide_measures[] = {NC_MEASURE_wide_share,
    NC_MEASURE_wide_rank, NC_MEASURE_wide_since, NC_MEASURE_wide_until,
    NC_MEASURE_wide_title};

/* Of a block between two, the distances are to the end of one and the next. */
static bool
observe_stretches(struct row *row, const struct nc_surroundings *around,
    size_t gap, const uint8_t *measures)
{
	struct nc_stretches stretches;
	const struct nc_stretch *own;
	size_t i, at = 0;

	if (!nc_stretches_find(&stretches, around, gap))
		return false;
	for (i = 0; stretches.count > 0 && i < around->count; i++) {
		if (i >= stretches.items[at].end && at + 1 < stretches.count &&
		    i >= stretches.items[at + 1].first)
			at++;
		own = &stretches.items[at];
		row->block = i;
		if (i >= own->first && i < own->end) {
			set(row, measures[0],
			    1 + percent(own->columns, stretches.columns));
			set(row, measures[1], own->rank);
			set(row, measures[2], 128 + scale(i - own->first));
			set(row, measures[3], 128 + scale(own->end - 1 - i));
			set(row, measures[4], 1 + own->title);
			continue;
		}
		if (i >= own->end)
			set(row, measures[2], scale(i - own->end));
		if (i < own->first)
			set(row, measures[3], scale(own->first - i));
		else if (at + 1 < stretches.count)
			set(row, measures[3],
			    scale(stretches.items[at + 1].first - i));
	}
	nc_stretches_free(&stretches);
	return true;
}

/* ------------------------------------------------------------- what is near */

enum sight {
	SIGHT_PROSE,
	SIGHT_DATE,
	SIGHT_BYLINE,
	SIGHT_NAME,
	SIGHT_RELATED,
	SIGHT_COMMENTS,
	SIGHT_SHARE,
	SIGHT_BOILERPLATE,
	SIGHT_HEAD,
	SIGHT_TITLE,
	SIGHTS
};

static const uint8_t since_measures[SIGHTS] = {NC_MEASURE_since_prose,
    NC_MEASURE_since_date, NC_MEASURE_since_byline, NC_MEASURE_since_name,
    NC_MEASURE_since_related, NC_MEASURE_since_comments, NC_MEASURE_since_share,
    NC_MEASURE_since_boilerplate, NC_MEASURE_since_head,
    NC_MEASURE_since_title};
static const uint8_t until_measures[SIGHTS] = {NC_MEASURE_until_prose,
    NC_MEASURE_until_date, NC_MEASURE_until_byline, NC_MEASURE_until_name,
    NC_MEASURE_until_related, NC_MEASURE_until_comments, NC_MEASURE_until_share,
    NC_MEASURE_until_boilerplate, NC_MEASURE_until_head,
    NC_MEASURE_until_title};

static unsigned
sights_of(const struct nc_surroundings *around, size_t block)
{
	const struct nc_features *features = &around->features[block];
	const struct nc_marks *marks = &features->marks;

	return (unsigned)features->prose << SIGHT_PROSE |
	    (unsigned)(features->date && features->columns < MARKED_COLUMNS)
	    << SIGHT_DATE |
	    (unsigned)(marks->prefix[NC_MARKER_BYLINE] > 0 &&
		features->columns <= 140)
	    << SIGHT_BYLINE |
	    (unsigned)features->name_like << SIGHT_NAME |
	    (unsigned)(marks->whole[NC_MARKER_RELATED] > 0) << SIGHT_RELATED |
	    (unsigned)nc_features_marked(features, NC_MARKER_COMMENTS)
	    << SIGHT_COMMENTS |
	    (unsigned)nc_features_marked(features, NC_MARKER_SHARE)
	    << SIGHT_SHARE |
	    (unsigned)features->boilerplate << SIGHT_BOILERPLATE |
	    (unsigned)head_like(features) << SIGHT_HEAD |
	    (unsigned)around->blocks[block].last_like << SIGHT_TITLE;
}

/* 0: there is none. */
static void
observe_sights(const struct row *row, const uint8_t *measures,
    size_t distances[SIGHTS], unsigned seen)
{
	size_t i;

	for (i = 0; i < SIGHTS; i++) {
		set(row, measures[i],
		    distances[i] == 0 ? 0 : scale(distances[i]));
		if (seen >> i & 1)
			distances[i] = 1;
		else if (distances[i] > 0)
			distances[i]++;
	}
}

static void
observe_both_ways(struct row *row, const struct nc_surroundings *around)
{
	size_t since[SIGHTS] = {0}, until[SIGHTS] = {0}, i;

	for (i = 0; i < around->count; i++) {
		row->block = i;
		observe_sights(
		    row, since_measures, since, sights_of(around, i));
	}
	for (i = around->count; i-- > 0;) {
		row->block = i;
		observe_sights(
		    row, until_measures, until, sights_of(around, i));
	}
}

/* -------------------------------------------------------- what it is like */

static void
observe_likeness(const struct row *row, const struct nc_surroundings *around)
{
	const struct nc_surrounding *own = &around->blocks[row->block];

	SET(overlap, own->overlap == NC_NO_OVERLAP ? 0 : 1 + own->overlap);
	SET(opening, own->opening == NC_NO_OVERLAP ? 0 : 1 + own->opening);
	SET(likeness, own->likeness);
	SET(last_like, own->last_like);
	SET(title_words, own->title_words);
	SET(title_share, own->title_share);
	SET(title_part, own->title_part);
	SET(title_again, (row->block == 0) * 2u + around->title_again);
	SET(repeats, own->repeats);
	SET(repeated, own->repeated);
}

bool
nc_observe(
    struct nc_observations *observations, const struct nc_surroundings *around)
{
	struct counts *counts = calloc(around->count + 1, sizeof(*counts));
	struct row row = {observations, 0};
	size_t i;

	observations->count = around->count;
	observations->stride = (around->count + NC_OBSERVED_GROUP - 1) /
		NC_OBSERVED_GROUP * NC_OBSERVED_GROUP +
	    (size_t)2 * NC_NEAR;
	observations->values = calloc(NC_MEASURES, observations->stride);
	if (counts == NULL || observations->values == NULL) {
		free(counts);
		return false;
	}
	for (i = 0; i < around->count; i++) {
		counts[i + 1] = counts[i];
		count_block(&counts[i + 1], around, i);
	}
	for (i = 0; i < around->count; i++) {
		row.block = i;
		observe_block(&row, &around->features[i]);
		observe_place(&row, around, counts);
		observe_windows(&row, counts, around->count);
		observe_likeness(&row, around);
	}
	observe_both_ways(&row, around);
	free(counts);
	return observe_stretches(&row, around, STRETCH_GAP, narrow_measures) &&
	    observe_stretches(&row, around, WIDE_GAP, wide_measures);
}

void
nc_observations_free(struct nc_observations *observations)
{
	free(observations->values);
}
