/*
 * Telling apart the articles of one file.  Signs of one kind are a proposal of
 * cuts; it is taken if every part it leaves could be an article of its own.
 * How much that takes depends on the sign: a press database's counter is
 * believed if there is text behind it, a line of hyphens or a page's end only
 * before a headline with a byline or a date.  The first proposal that stands
 * is taken, for a separator inside one of its parts is then no news.
 */
#include <stdlib.h>
#include <string.h>

#include "signs.h"
#include "split.h"

enum {
	HEADLINE_COLUMNS = 240,
	HEADLINE_LEAST = 12,
	TITLE_LEAST = 24, /* a subhead is seldom as long */
	KICKER_COLUMNS = 30,
	BYLINE_COLUMNS = 160,
	DATE_COLUMNS = 120,
	HEAD_BLOCKS = 8, /* headline, dek, byline, date stand in these */
	HEADER_GAP = 4,
	NEAR_BLOCKS = 12,
	TAIL_BLOCKS = 4,
	END_BLOCKS = 2, /* the last of a file, one of which ends it */
	FIELDS_LEAST = 2,
	TAGS_LEAST = 3,
	LEAD_BLOCKS = 3,  /* may stand before a file's first headline */
	RUN_COLUMNS = 400 /* of prose, in an article without any separator */
};

/* What each part of a proposal must show. */
enum proof {
	PROOF_PROSE,
	PROOF_HEADER, /* a headline, and nearly always a byline or a date */
	PROOF_TITLE   /* a headline too long for a subhead, paragraphs */
};

struct splitter {
	const struct nc_blocks *blocks;
	const struct nc_features *features;
	struct nc_mark *marks;
	size_t count;
	bool *cuts; /* before a block: proposed */
};

/* ----------------------------------------------------------------- articles */

/* What is seen of an article in the blocks [first, end). */
struct look {
	bool headline;
	bool title;
	bool dated;
	bool signed_by;
	bool near; /* its text begins soon: no page with all its menus */
	size_t prose;
	size_t columns; /* of prose */
	uint64_t hash;  /* of its first block */
};

static bool
is_mark(const struct splitter *splitter, size_t block)
{
	return splitter->marks[block].sign != NC_SIGN_NONE;
}

static bool
headline_like(const struct nc_features *features)
{
	return features->letters && !features->boilerplate &&
	    features->columns >= HEADLINE_LEAST &&
	    features->columns <= HEADLINE_COLUMNS &&
	    (!features->terminal || features->question) &&
	    !features->lower_start && !features->address &&
	    !features->date_only && !features->signature &&
	    !features->ends_colon && features->sentences <= 1;
}

static bool
byline_like(const struct nc_features *features)
{
	return features->signature ||
	    (features->marks.prefix[NC_MARKER_BYLINE] > 0 &&
		features->columns <= BYLINE_COLUMNS);
}

static bool
date_like(const struct nc_features *features)
{
	return features->date_only ||
	    (features->date && !features->prose &&
		features->columns <= DATE_COLUMNS);
}

/* The headline may stand behind a kicker, a date or a byline. */
static void
look_at_headline(
    struct look *look, const struct splitter *splitter, size_t at, size_t end)
{
	const struct nc_features *features = splitter->features;

	if (at + 1 < end && !headline_like(&features[at]) &&
	    (features[at].columns <= KICKER_COLUMNS || features[at].date_only ||
		features[at].signature))
		at++;
	look->headline = headline_like(&features[at]);
	look->title = look->headline && features[at].columns >= TITLE_LEAST;
}

static void
look_at(struct look *look, const struct splitter *splitter, size_t first,
    size_t end)
{
	const struct nc_features *features = splitter->features;
	size_t i;

	memset(look, 0, sizeof(*look));
	while (first < end && is_mark(splitter, first))
		first++;
	while (end > first && is_mark(splitter, end - 1))
		end--;
	if (first == end)
		return;
	look->hash = features[first].hash;
	look_at_headline(look, splitter, first, end);
	for (i = first; i < end; i++) {
		bool head = i < first + HEAD_BLOCKS && look->prose < 2;

		look->dated |= head && date_like(&features[i]);
		look->signed_by |= (head && byline_like(&features[i])) ||
		    (i + TAIL_BLOCKS >= end && features[i].signature);
		look->near |= features[i].prose && i < first + NEAR_BLOCKS;
		look->prose += features[i].prose;
		look->columns += features[i].prose ? features[i].columns : 0;
	}
}

static size_t
next_cut(const struct splitter *splitter, size_t block)
{
	do
		block++;
	while (block < splitter->count && !splitter->cuts[block]);
	return block;
}

static bool
has_header(const struct look *look)
{
	return look->headline && look->near && (look->dated || look->signed_by);
}

/* Whether there are cuts, and all they leave could be articles. */
static bool
proposal_stands(const struct splitter *splitter, enum proof proof)
{
	size_t parts = 0, headers = 0, far = 0, first = 0, end;
	uint64_t previous = 0;

	for (; first < splitter->count; first = end) {
		struct look look;

		end = next_cut(splitter, first);
		look_at(&look, splitter, first, end);
		if (look.prose == 0)
			return false;
		if (proof != PROOF_PROSE &&
		    (!look.headline || look.hash == previous))
			return false;
		if (proof == PROOF_TITLE && (!look.title || look.prose < 2))
			return false;
		previous = look.hash;
		headers += has_header(&look);
		far += !look.near;
		parts++;
	}
	/* On a page a single separator is anything. */
	if (proof == PROOF_TITLE && far > 0 && parts == 2)
		return false;
	/* One of many may be without, a brief or a letter. */
	return parts > 1 &&
	    (proof != PROOF_HEADER || headers + (parts > 2) >= parts);
}

/* Take back the cuts before what shows no headline with byline or date. */
static void
drop_unproved(struct splitter *splitter)
{
	struct look look;
	size_t first, end;

	for (first = next_cut(splitter, 0); first < splitter->count;
	     first = end) {
		end = next_cut(splitter, first);
		look_at(&look, splitter, first, end);
		splitter->cuts[first] = has_header(&look);
	}
}

static void
clear(struct splitter *splitter)
{
	memset(splitter->cuts, 0, splitter->count * sizeof(*splitter->cuts));
}

/* --------------------------------------------------------------- proposals */

static size_t
marks_end(const struct splitter *splitter, size_t block)
{
	while (block < splitter->count && is_mark(splitter, block))
		block++;
	return block;
}

/*
 * Marks that stand together part the same two articles.  What counts or names
 * the next one belongs to it, the others end the one before.
 */
static void
cut_at_marks(struct splitter *splitter, size_t first, size_t end)
{
	size_t i;

	if (first == 0 || end == splitter->count)
		return;
	for (i = first; i < end; i++)
		if (splitter->marks[i].sign == NC_SIGN_NUMBER ||
		    splitter->marks[i].sign == NC_SIGN_TITLED)
			break;
	splitter->cuts[i] = true;
}

static bool
same_sign(const struct nc_mark *a, const struct nc_mark *b)
{
	return a->sign == b->sign && a->kind == b->kind;
}

/* Wherever such a mark stands among others; NULL: any. */
static void
propose_sign(struct splitter *splitter, const struct nc_mark *sign)
{
	size_t first, end, i;

	clear(splitter);
	for (first = 0; first < splitter->count; first = end + 1) {
		bool wanted = sign == NULL;

		end = marks_end(splitter, first);
		for (i = first; i < end && !wanted; i++)
			wanted = same_sign(&splitter->marks[i], sign);
		if (end > first && wanted)
			cut_at_marks(splitter, first, end);
	}
}

/* Whether the counter runs on from 1, one at a time. */
static bool
counts_up(const struct splitter *splitter, const struct nc_mark *sign)
{
	uint32_t expected = 1;
	size_t i;

	for (i = 0; i < splitter->count; i++)
		if (same_sign(&splitter->marks[i], sign) &&
		    splitter->marks[i].number != expected++)
			return false;
	return expected > 2;
}

/* What ends each article ends the last one too. */
static bool
ends_last(const struct splitter *splitter, const struct nc_mark *sign)
{
	size_t i;

	for (i = splitter->count; i > 0 && i + END_BLOCKS > splitter->count;
	     i--)
		if (splitter->marks[i - 1].sign == sign->sign)
			return true;
	return false;
}

static bool
sign_stands(struct splitter *splitter, const struct nc_mark *sign)
{
	propose_sign(splitter, sign);
	switch (sign->sign) {
	case NC_SIGN_NUMBER:
		return counts_up(splitter, sign) &&
		    proposal_stands(
			splitter, sign->counted ? PROOF_PROSE : PROOF_HEADER);
	case NC_SIGN_ACCESSION:
		return ends_last(splitter, sign) &&
		    proposal_stands(splitter, PROOF_PROSE);
	case NC_SIGN_END:
		return ends_last(splitter, sign) &&
		    (proposal_stands(splitter, PROOF_HEADER) ||
			proposal_stands(splitter, PROOF_TITLE));
	default:
		if (proposal_stands(splitter, PROOF_HEADER) ||
		    (sign->wide && proposal_stands(splitter, PROOF_TITLE)))
			return true;
		drop_unproved(splitter);
		return proposal_stands(splitter, PROOF_HEADER);
	}
}

/* Each kind is tried once, and no more of them than anybody uses. */
enum { KINDS_MOST = 16 };

static bool
some_sign_stands(struct splitter *splitter, enum nc_sign wanted)
{
	const struct nc_mark *tried[KINDS_MOST];
	size_t kinds = 0, i, j;

	for (i = 0; i < splitter->count && kinds < KINDS_MOST; i++) {
		const struct nc_mark *mark = &splitter->marks[i];

		if (mark->sign != wanted)
			continue;
		for (j = 0; j < kinds && !same_sign(tried[j], mark); j++)
			;
		if (j < kinds)
			continue;
		tried[kinds++] = mark;
		if (sign_stands(splitter, mark))
			return true;
	}
	return false;
}

static void
propose_pages(struct splitter *splitter)
{
	size_t i;

	clear(splitter);
	for (i = 1; i < splitter->count; i++)
		splitter->cuts[i] = splitter->marks[i].page;
}

/* A page's end is no article's, but an article may begin on a new page. */
static bool
pages_stand(struct splitter *splitter)
{
	propose_pages(splitter);
	if (proposal_stands(splitter, PROOF_HEADER) ||
	    proposal_stands(splitter, PROOF_TITLE))
		return true;
	drop_unproved(splitter);
	return proposal_stands(splitter, PROOF_HEADER);
}

/* ------------------------------------------------------------------ fields */

/* The blocks behind `block` that are fields of one head, itself included. */
static size_t
fields_at(const struct splitter *splitter, size_t block)
{
	const struct nc_mark *marks = splitter->marks;
	bool tags = marks[block].key == NC_KEY_HEAD_TAG;
	size_t fields = 0, gap = 0, i;
	bool dated = false;

	for (i = block; i < splitter->count && gap <= HEADER_GAP; i++) {
		enum nc_key wanted = tags ? NC_KEY_HEAD_TAG : NC_KEY_WORD;

		/* A field of several lines: only its first one has a tag. */
		if (marks[i].key == wanted) {
			if (i > block && marks[i].kind == marks[block].kind)
				break;
			fields++;
			gap = 0;
		} else if (i > block || marks[i].key != NC_KEY_ENVELOPE) {
			if (!tags)
				break;
			gap++;
		}
		dated |= splitter->features[i].date;
	}
	return dated ? fields : 0;
}

static bool
opens_fields(const struct splitter *splitter, size_t block)
{
	const struct nc_mark *mark = &splitter->marks[block];
	size_t fields;

	if (mark->key != NC_KEY_WORD && mark->key != NC_KEY_HEAD_TAG &&
	    mark->key != NC_KEY_ENVELOPE)
		return false;
	if (block > 0 && mark->key != NC_KEY_ENVELOPE &&
	    (splitter->marks[block - 1].key == mark->key ||
		splitter->marks[block - 1].key == NC_KEY_ENVELOPE))
		return false;
	fields = fields_at(splitter, block);
	return fields >=
	    (mark->key == NC_KEY_HEAD_TAG ? TAGS_LEAST : FIELDS_LEAST);
}

/*
 * Heads of fields like the one that the file begins with.  Tags that may be
 * missing come first in some, words do not.
 */
static void
propose_fields(struct splitter *splitter)
{
	const struct nc_mark *model;
	size_t first = 0, i;

	clear(splitter);
	while (first < splitter->count && is_mark(splitter, first))
		first++;
	if (first == splitter->count || !opens_fields(splitter, first))
		return;
	model = &splitter->marks[first];
	for (i = first + 1; i < splitter->count; i++)
		if (splitter->marks[i].key == model->key &&
		    (model->key != NC_KEY_WORD ||
			splitter->marks[i].kind == model->kind) &&
		    opens_fields(splitter, i)) {
			size_t at = i;

			while (at > first && is_mark(splitter, at - 1) &&
			    splitter->marks[at - 1].sign != NC_SIGN_END &&
			    splitter->marks[at - 1].sign != NC_SIGN_RULE)
				at--;
			splitter->cuts[at] = true;
		}
}

/* -------------------------------------------------------------------- runs */

struct head {
	bool byline;
	bool date;
};

/* Before the first block there is nothing at all. */
static uint32_t
blanks_before(const struct splitter *splitter, size_t block)
{
	size_t line = splitter->blocks->layout.runs[block].first_line;

	return block == 0 ? UINT32_MAX
			  : splitter->blocks->dump.lines[line].blank_before;
}

/*
 * A headline, and behind it before the text a byline, a date or both.  What
 * stands further from the block before it is the headline of the two.
 */
static bool
head_at(struct head *head, const struct splitter *splitter, size_t block)
{
	const struct nc_features *features = splitter->features;
	size_t prose = 0, i;

	memset(head, 0, sizeof(*head));
	if (!headline_like(&features[block]) ||
	    features[block].columns < TITLE_LEAST)
		return false;
	for (i = block + 1; i < splitter->count && i <= block + HEADER_GAP;
	     i++) {
		if (blanks_before(splitter, i) > blanks_before(splitter, block))
			return false;
		head->byline |= byline_like(&features[i]);
		head->date |= date_like(&features[i]);
		prose += features[i].prose;
		if (prose > 1)
			break;
	}
	return head->byline || head->date;
}

/* More blank lines stand before it than behind it. */
static bool
behind_gap(const struct splitter *splitter, size_t block)
{
	uint32_t blanks = blanks_before(splitter, block);

	return blanks > 1 && block + 1 < splitter->count &&
	    blanks > blanks_before(splitter, block + 1);
}

/* What stands before it ends as a text does. */
static bool
behind_text(const struct splitter *splitter, size_t block)
{
	const struct nc_features *before = &splitter->features[block - 1];

	return before->terminal || before->signature ||
	    is_mark(splitter, block - 1);
}

/* Without any separator no part may be as short as a teaser in a list. */
static bool
full_length(const struct splitter *splitter, size_t first)
{
	struct look look;

	look_at(&look, splitter, first, next_cut(splitter, first));
	return has_header(&look) && look.prose > 1 &&
	    look.columns >= RUN_COLUMNS;
}

/*
 * Heads behind a text, in a file that begins with one.  A byline or a date may
 * stand anywhere; both, or one behind a gap, before an article's length of text are a head.
 */
static void
propose_runs(struct splitter *splitter, bool both)
{
	struct head head;
	size_t first = 0, i;

	clear(splitter);
	while (first < splitter->count && first < LEAD_BLOCKS &&
	    !head_at(&head, splitter, first))
		first++;
	if (first == splitter->count || first == LEAD_BLOCKS)
		return;
	for (i = first + 1; i < splitter->count; i++) {
		bool gap = behind_gap(splitter, i);

		splitter->cuts[i] = (gap || behind_text(splitter, i)) &&
		    head_at(&head, splitter, i) &&
		    (gap || !both || (head.byline && head.date));
	}
}

static bool
runs_stand(struct splitter *splitter)
{
	size_t i;

	propose_runs(splitter, true);
	for (i = splitter->count; i > 1; i--)
		splitter->cuts[i - 1] = splitter->cuts[i - 1] &&
		    full_length(splitter, i - 1);
	return full_length(splitter, 0) &&
	    proposal_stands(splitter, PROOF_TITLE);
}

/* ---------------------------------------------------------------- decision */

/* Surest first. */
static void
decide(struct splitter *splitter)
{
	propose_fields(splitter);
	if (proposal_stands(splitter, PROOF_PROSE) ||
	    some_sign_stands(splitter, NC_SIGN_NUMBER) ||
	    some_sign_stands(splitter, NC_SIGN_ACCESSION) ||
	    some_sign_stands(splitter, NC_SIGN_END) ||
	    some_sign_stands(splitter, NC_SIGN_TITLED) ||
	    some_sign_stands(splitter, NC_SIGN_RULE) || pages_stand(splitter) ||
	    runs_stand(splitter))
		return;
	clear(splitter);
}

/* A part that is nothing but marks goes with the one before. */
static void
drop_empty(struct splitter *splitter)
{
	size_t first, end, i;

	for (first = 0; first < splitter->count; first = end) {
		end = next_cut(splitter, first);
		for (i = first; i < end && is_mark(splitter, i); i++)
			;
		if (i < end)
			continue;
		if (first > 0)
			splitter->cuts[first] = false;
		else if (end < splitter->count)
			splitter->cuts[end] = false;
	}
}

static void
unite(bool *all, const struct splitter *splitter)
{
	size_t i;

	for (i = 0; i < splitter->count; i++)
		all[i] |= splitter->cuts[i];
}

/* But no second one before there is any text. */
static void
unite_behind_text(bool *all, const struct splitter *splitter)
{
	bool text = false;
	size_t i;

	for (i = 0; i < splitter->count; i++) {
		all[i] |= splitter->cuts[i] && text;
		if (all[i])
			text = false;
		text |= splitter->features[i].prose;
	}
}

/* Whatever could be a sign. */
static void
cut_everywhere(struct splitter *splitter, bool *all)
{
	propose_fields(splitter);
	unite(all, splitter);
	propose_sign(splitter, NULL);
	unite(all, splitter);
	propose_pages(splitter);
	unite(all, splitter);
	propose_runs(splitter, false);
	unite_behind_text(all, splitter);
	memcpy(splitter->cuts, all, splitter->count * sizeof(*all));
	drop_empty(splitter);
}

static void
set_part(struct nc_part *part, const struct splitter *splitter, size_t first,
    size_t end, bool only)
{
	const struct nc_run *runs = splitter->blocks->layout.runs;
	size_t inner = first, inner_end = end;

	while (!only && inner < end && is_mark(splitter, inner))
		inner++;
	while (!only && inner_end > inner && is_mark(splitter, inner_end - 1))
		inner_end--;
	part->first = runs[first].first_line;
	part->inner = runs[inner].first_line;
	part->inner_end = runs[inner_end - 1].end_line;
	part->end = runs[end - 1].end_line;
}

static bool
set_parts(struct nc_parts *parts, const struct splitter *splitter)
{
	size_t count = 1, first = 0, end, i;

	for (i = 1; i < splitter->count; i++)
		count += splitter->cuts[i];
	parts->parts = calloc(count, sizeof(*parts->parts));
	if (parts->parts == NULL)
		return false;
	for (; first < splitter->count; first = end) {
		end = next_cut(splitter, first);
		set_part(&parts->parts[parts->count++], splitter, first, end,
		    count == 1);
	}
	return true;
}

bool
nc_split_find(struct nc_parts *parts, const struct nc_blocks *blocks,
    enum newsconv_split split)
{
	struct splitter splitter = {.blocks = blocks,
	    .features = blocks->features,
	    .count = blocks->layout.count};
	bool *all = calloc(splitter.count, sizeof(*all));
	bool done = false;

	memset(parts, 0, sizeof(*parts));
	splitter.marks = calloc(splitter.count, sizeof(*splitter.marks));
	splitter.cuts = calloc(splitter.count, sizeof(*splitter.cuts));
	if (splitter.marks == NULL || splitter.cuts == NULL || all == NULL)
		goto out;
	if (split != NEWSCONV_SPLIT_NEVER)
		nc_signs_find(splitter.marks, blocks);
	if (split == NEWSCONV_SPLIT_AUTO)
		decide(&splitter);
	else if (split == NEWSCONV_SPLIT_ALWAYS)
		cut_everywhere(&splitter, all);
	done = set_parts(parts, &splitter);
out:
	free(splitter.marks);
	free(splitter.cuts);
	free(all);
	return done;
}

void
nc_split_free(struct nc_parts *parts)
{
	free(parts->parts);
}
