/*
 * Gradient boosting of a conditional random field.  Each round finds what the
 * model expects of some examples and what the truth does, grows a tree towards
 * the difference, and moves the weights of the sequences likewise.  Blocks
 * whose truth is open are marginalised: then both are expectations, the second
 * held to what is known.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chain.h"
#include "grow.h"
#include "learn.h"

/* Of a step towards the best leaves; it falls to a twentieth in the end. */
static const double rate = 0.1;
/* The blocks of a page hang together: no leaf may move them all far. */
static const double longest_step = 1;
static const double sequence_rate = 0.1;
static const double least_sequence = -14;
static const double examples_share = 0.6;   /* of a round */
static const double questions_share = 0.25; /* of a tree */
/* An example of more blocks, or worse understood, counts less. */
static const double usual_blocks = 100;
static const double usual_loss = 60; /* in nats */
/* Of blocks with so small a gradient, one stands for several. */
static const float easy = 0.02f;
static const unsigned easy_weight = 5;
/*
 * Small steps stop short of what the examples say, and against the sequences'
 * weights that is too little: so the leaves count more in the end.
 */
static const double boldness = 1.3;

static const unsigned header_kinds = 1u << NC_KIND_HEADLINE |
    1u << NC_KIND_DEK | 1u << NC_KIND_BYLINE | 1u << NC_KIND_DATE |
    1u << NC_KIND_CAPTION;

struct trainer {
	const struct dumps *dumps;
	unsigned fold;
	struct table table;
	float (*scores)[NC_KINDS];
	struct gradient *gradients;
	uint8_t *leaves;
	struct sample sample; /* to choose conditions by */
	uint32_t *drawn;      /* all rows of the round's examples */
	size_t drawn_count;
	struct sequence_weights chains[NC_CHAINS];
	uint64_t random;
};

static double
random_below_one(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (double)(*state >> 33) / (double)(UINT64_C(1) << 31);
}

/* --------------------------------------------------------------- sequences */

static void
add_uses(struct sequence_weights *sum, const struct sequence_weights *uses)
{
	double *to = (double *)sum;
	const double *from = (const double *)uses;
	size_t i;

	for (i = 0; i < sizeof(*sum) / sizeof(double); i++)
		to[i] += from[i];
}

/* The weights move towards what the truth uses more often. */
static void
learn_sequences(struct sequence_weights *weights,
    const struct sequence_weights *truth, const struct sequence_weights *model)
{
	double *to = (double *)weights;
	const double *wanted = (const double *)truth;
	const double *had = (const double *)model;
	size_t i;

	for (i = 0; i < sizeof(*weights) / sizeof(double); i++)
		to[i] = fmax(least_sequence,
		    to[i] +
			sequence_rate * log((wanted[i] + 10) / (had[i] + 10)));
}

/* Logarithms of shares. */
static void
set_sequences(struct sequence_weights *to, const struct sequence_weights *uses)
{
	double starts = 10, follows;
	size_t i, j;

	for (i = 0; i < NC_STATES; i++)
		starts += uses->start[i];
	for (i = 0; i < NC_STATES; i++) {
		to->start[i] = log((uses->start[i] + 0.5) / starts);
		follows = uses->end[i] + 10;
		for (j = 0; j < NC_STATES; j++)
			follows += uses->transitions[i][j];
		to->end[i] = log((uses->end[i] + 0.5) / follows);
		for (j = 0; j < NC_STATES; j++)
			to->transitions[i][j] = log(
			    (uses->transitions[i][j] + 0.5) / follows);
	}
}

/* To begin with, states follow each other as often as they do in truth. */
static void
count_sequences(struct trainer *trainer)
{
	struct sequence_weights sums[NC_CHAINS];
	struct expected truth;
	size_t i;

	memset(sums, 0, sizeof(sums));
	for (i = 0; i < trainer->dumps->example_count; i++) {
		const struct example *example = &trainer->dumps->examples[i];

		if (example->fold == trainer->fold)
			continue;
		truth.kinds = must(
		    calloc(example->count, sizeof(*truth.kinds)));
		expect(&truth, &trainer->chains[example->chain],
		    trainer->scores + trainer->table.first[i], example->allowed,
		    example->count);
		if (isfinite(truth.log_sum))
			add_uses(&sums[example->chain], &truth.uses);
		free(truth.kinds);
	}
	for (i = 0; i < NC_CHAINS; i++)
		set_sequences(&trainer->chains[i], &sums[i]);
}

/* ------------------------------------------------------------ expectations */

static void
draw_row(struct trainer *trainer, const struct gradient *gradient, size_t row)
{
	struct sample *sample = &trainer->sample;
	float most = 0;
	size_t i;

	for (i = 0; i < NC_KINDS; i++)
		if (fabsf(gradient->towards[i]) > most)
			most = fabsf(gradient->towards[i]);
	trainer->drawn[trainer->drawn_count++] = (uint32_t)row;
	if (most < easy &&
	    random_below_one(&trainer->random) * easy_weight >= 1)
		return;
	sample->weights[sample->count] = most < easy ? (float)easy_weight : 1;
	sample->rows[sample->count++] = (uint32_t)row;
}

static void
set_gradient(struct gradient *gradient, const double *truth,
    const double *model, double weight)
{
	size_t i;

	for (i = 0; i < NC_KINDS; i++) {
		gradient->towards[i] = (float)(weight * (truth[i] - model[i]));
		gradient->curvature[i] = (float)(weight * model[i] *
		    (1 - model[i]));
	}
}

/*
 * Long pages say the same many times, and one that is all wrong would pull all
 * others with it.
 */
static double
weight_of(const struct example *example, double loss)
{
	double weight = 1;

	if (example->count > usual_blocks)
		weight = sqrt(usual_blocks / (double)example->count);
	return loss > usual_loss ? weight * usual_loss / loss : weight;
}

static double
expect_example(struct trainer *trainer, size_t number,
    struct sequence_weights *truth_uses, struct sequence_weights *model_uses)
{
	const struct example *example = &trainer->dumps->examples[number];
	const struct sequence_weights *weights =
	    &trainer->chains[example->chain];
	size_t row = trainer->table.first[number], i;
	struct expected model, truth;
	double loss, weight;

	model.kinds = must(calloc(example->count, sizeof(*model.kinds)));
	truth.kinds = must(calloc(example->count, sizeof(*truth.kinds)));
	expect(&model, weights, trainer->scores + row, NULL, example->count);
	expect(&truth, weights, trainer->scores + row, example->allowed,
	    example->count);
	if (!isfinite(truth.log_sum) || !isfinite(model.log_sum)) {
		fprintf(stderr, "train: an example is out of range\n");
		exit(1);
	}
	loss = model.log_sum - truth.log_sum;
	weight = weight_of(example, loss);
	for (i = 0; i < example->count; i++) {
		set_gradient(&trainer->gradients[row + i], truth.kinds[i],
		    model.kinds[i], weight);
		draw_row(trainer, &trainer->gradients[row + i], row + i);
	}
	add_uses(&truth_uses[example->chain], &truth.uses);
	add_uses(&model_uses[example->chain], &model.uses);
	free(model.kinds);
	free(truth.kinds);
	return loss;
}

static double
expect_some(struct trainer *trainer)
{
	struct sequence_weights truth[NC_CHAINS], model[NC_CHAINS];
	double loss = 0;
	size_t i;

	memset(truth, 0, sizeof(truth));
	memset(model, 0, sizeof(model));
	trainer->sample.count = trainer->drawn_count = 0;
	for (i = 0; i < trainer->dumps->example_count; i++)
		if (trainer->dumps->examples[i].fold != trainer->fold &&
		    random_below_one(&trainer->random) < examples_share)
			loss += expect_example(trainer, i, truth, model);
	for (i = 0; i < NC_CHAINS; i++)
		learn_sequences(&trainer->chains[i], &truth[i], &model[i]);
	return loss;
}

/* --------------------------------------------------------------------- trees */

static int16_t
quantise(double nats, double unit)
{
	double scaled = round(nats / log(2) * NC_CRF_UNIT * unit);

	return (int16_t)(scaled < -32000 ? -32000
		: scaled > 32000         ? 32000
					 : scaled);
}

static void
sum_leaves(const struct trainer *trainer, struct gradient *sums)
{
	size_t i, j;

	memset(sums, 0, NC_TREE_LEAVES * sizeof(*sums));
	for (i = 0; i < trainer->drawn_count; i++) {
		size_t row = trainer->drawn[i];
		struct gradient *sum = &sums[trainer->leaves[row]];

		for (j = 0; j < NC_KINDS; j++) {
			sum->towards[j] += trainer->gradients[row].towards[j];
			sum->curvature[j] +=
			    trainer->gradients[row].curvature[j];
		}
	}
}

static void
set_leaves(struct trainer *trainer, struct nc_tree *tree, double step)
{
	struct gradient sums[NC_TREE_LEAVES];
	float values[NC_TREE_LEAVES][NC_KINDS];
	size_t i;
	unsigned j;

	sum_leaves(trainer, sums);
	for (i = 0; i < NC_TREE_LEAVES; i++)
		for (j = 0; j < NC_KINDS; j++) {
			double best = sums[i].towards[j] /
			    (sums[i].curvature[j] + caution_of(j));

			best = fmax(fmin(best, longest_step), -longest_step);
			values[i][j] = (float)(step * best);
			tree->leaves[i][j] = quantise(
			    boldness * step * best, NC_LEAF_UNIT);
		}
	for (i = 0; i < trainer->table.rows; i++)
		for (j = 0; j < NC_KINDS; j++)
			trainer->scores[i][j] += values[trainer->leaves[i]][j];
}

/* Every other tree looks at what there are few blocks of. */
static void
grow_tree(struct trainer *trainer, struct nc_tree *tree, unsigned round)
{
	bool *asked = must(
	    calloc(trainer->table.question_count, sizeof(*asked)));
	size_t i;

	for (i = 0; i < trainer->table.question_count; i++)
		asked[i] = random_below_one(&trainer->random) < questions_share;
	grow(tree, trainer->leaves, &trainer->table, trainer->gradients,
	    &trainer->sample, asked,
	    round % 2 == 1 ? header_kinds : (1u << NC_KINDS) - 1);
	set_leaves(trainer, tree,
	    rate * (0.525 + 0.475 * cos(acos(-1) * round / TREES)));
	free(asked);
}

/* ------------------------------------------------------------------ learning */

static void
quantise_chain(struct chain_weights *to, const struct sequence_weights *from)
{
	unsigned i, j;

	for (i = 0; i < NC_STATES; i++) {
		to->start[i] = quantise(from->start[i], 1);
		to->end[i] = quantise(from->end[i], 1);
		for (j = 0; j < NC_STATES; j++)
			to->transitions[i * NC_STATES + j] = nc_state_follows(
								 i, j)
			    ? quantise(from->transitions[i][j], 1)
			    : NC_CRF_NEVER;
	}
}

static void
prepare(struct trainer *trainer, const struct dumps *dumps, unsigned fold)
{
	size_t rows;

	memset(trainer, 0, sizeof(*trainer));
	trainer->dumps = dumps;
	trainer->fold = fold;
	trainer->random = 1;
	table_make(&trainer->table, dumps);
	rows = trainer->table.rows;
	trainer->scores = must(calloc(rows, sizeof(*trainer->scores)));
	trainer->gradients = must(calloc(rows, sizeof(*trainer->gradients)));
	trainer->leaves = must(calloc(rows, 1));
	trainer->sample.rows = must(calloc(rows, sizeof(uint32_t)));
	trainer->sample.weights = must(calloc(rows, sizeof(float)));
	trainer->drawn = must(calloc(rows, sizeof(*trainer->drawn)));
}

static void
clean_up(struct trainer *trainer)
{
	table_free(&trainer->table);
	free(trainer->scores);
	free(trainer->gradients);
	free(trainer->leaves);
	free(trainer->sample.rows);
	free(trainer->sample.weights);
	free(trainer->drawn);
}

void
learn(struct learned *learned, const struct dumps *dumps, unsigned fold)
{
	struct trainer trainer;
	unsigned round, chain;
	double loss;

	prepare(&trainer, dumps, fold);
	count_sequences(&trainer);
	for (round = 0; round < TREES; round++) {
		loss = expect_some(&trainer);
		grow_tree(&trainer, &learned->trees[round], round);
		if (round % 10 == 9)
			fprintf(stderr, "fold %u round %u: %.0f\n", fold,
			    round + 1, loss);
	}
	for (chain = 0; chain < NC_CHAINS; chain++)
		quantise_chain(&learned->chains[chain], &trainer.chains[chain]);
	clean_up(&trainer);
}

void
learned_model(struct nc_model *model, const struct learned *learned)
{
	unsigned chain;

	model->trees = learned->trees;
	model->tree_count = TREES;
	for (chain = 0; chain < NC_CHAINS; chain++) {
		model->chains[chain].start = learned->chains[chain].start;
		model->chains[chain].end = learned->chains[chain].end;
		model->chains[chain].transitions =
		    learned->chains[chain].transitions;
	}
}
