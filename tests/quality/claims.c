/*
 * The chances of a sequence model are too sure of themselves on sites that it
 * has not seen.  Isotonic regression says what they are worth: for each kind
 * the rising line through some points that is nearest to the truth, in least
 * squares, of the claims that were made of the kinds blocks were taken for.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "blocks.h"
#include "choice.h"
#include "claims.h"
#include "input.h"

enum { POINTS = NC_CONFIDENCE_POINTS, SWEEPS = 2000 };

/* So many claims at each point are imagined that were worth themselves. */
static const double caution = 5;
/* Nothing that was learned is certain. */
static const double most = 99;

/* --------------------------------------------------------------- gathering */

/* What a block may be in truth, as bits; 0 where that is open. */
static unsigned
true_kinds(uint32_t states)
{
	unsigned kinds = 0, count = 0, i;

	for (i = 0; i < NC_STATES; i++)
		if (states >> i & 1)
			kinds |= 1u << nc_state_kind[i];
	for (i = 0; i < NC_KINDS; i++)
		count += kinds >> i & 1;
	return count <= 2 ? kinds : 0;
}

static void
count_choices(struct claims *claims, const struct nc_choices *choices,
    const struct example *example)
{
	unsigned kind, kinds, claim;
	size_t i;

	for (i = 0; i < choices->count && i < example->count; i++) {
		kinds = true_kinds(example->allowed[i]);
		if (kinds == 0)
			continue;
		kind = nc_state_kind[choices->path[i]];
		claim = choices->chances[i * NC_KINDS + kind];
		claims->made[kind][claim]++;
		claims->right[kind][claim] += kinds >> kind & 1;
	}
}

static void
gather_file(struct claims *claims, const struct dump_file *file,
    const struct example *example, const struct nc_model *model)
{
	struct nc_choices choices;
	struct nc_blocks blocks;
	struct nc_dump dump;

	read_dump(&dump, file->path);
	if (!nc_blocks_find(&blocks, &dump) ||
	    !nc_choices_find(
		&choices, &blocks.layout, blocks.features, model, NULL))
		must(NULL);
	count_choices(claims, &choices, example);
	nc_choices_free(&choices);
	nc_blocks_free(&blocks);
	nc_arena_free(dump.arena);
}

void
claims_gather(struct claims *claims, const struct dumps *dumps, unsigned fold,
    const struct nc_model *model)
{
	size_t i;

	memset(claims, 0, sizeof(*claims));
	for (i = 0; i < dumps->file_count; i++)
		if (dumps->files[i].fold == fold)
			gather_file(claims, &dumps->files[i],
			    &dumps->examples[dumps->files[i].example], model);
}

static void
add_claims(struct claims *sum, const struct claims *claims)
{
	unsigned kind, claim;

	for (kind = 0; kind < NC_KINDS; kind++)
		for (claim = 0; claim < CLAIMS; claim++) {
			sum->made[kind][claim] += claims->made[kind][claim];
			sum->right[kind][claim] += claims->right[kind][claim];
		}
}

/* ----------------------------------------------------------------- fitting */

/* How much of each point's value is in that of a claim. */
static void
shares_of(double shares[POINTS], unsigned claim)
{
	const uint8_t *at = nc_confidence_points;
	unsigned i = 1;

	memset(shares, 0, POINTS * sizeof(*shares));
	while (claim > at[i])
		i++;
	shares[i] = (claim - at[i - 1]) / (double)(at[i] - at[i - 1]);
	shares[i - 1] = 1 - shares[i];
}

/* The normal equations of least squares over the points' values. */
struct equations {
	double matrix[POINTS][POINTS];
	double sums[POINTS];
};

static void
set_equations(
    struct equations *equations, const uint32_t *made, const uint32_t *right)
{
	double shares[POINTS];
	unsigned claim, i, j;

	memset(equations, 0, sizeof(*equations));
	for (i = 0; i < POINTS; i++) {
		equations->matrix[i][i] = caution;
		equations->sums[i] = caution * nc_confidence_points[i];
	}
	for (claim = 0; claim < CLAIMS; claim++) {
		shares_of(shares, claim);
		for (i = 0; i < POINTS; i++) {
			equations->sums[i] += shares[i] * right[claim] * 100;
			for (j = 0; j < POINTS; j++)
				equations->matrix[i][j] += shares[i] *
				    shares[j] * made[claim];
		}
	}
}

/*
 * The values rise if the steps between them are not negative: one step after
 * the other is set to its best.
 */
static void
solve(double values[POINTS], const struct equations *equations)
{
	double steps[POINTS] = {0}, slope, curve, step;
	unsigned sweep, k, i, j;

	memset(values, 0, POINTS * sizeof(*values));
	for (sweep = 0; sweep < SWEEPS; sweep++)
		for (k = 0; k < POINTS; k++) {
			slope = curve = 0;
			for (i = k; i < POINTS; i++) {
				slope += equations->sums[i];
				for (j = 0; j < POINTS; j++)
					slope -= equations->matrix[i][j] *
					    values[j];
				for (j = k; j < POINTS; j++)
					curve += equations->matrix[i][j];
			}
			step = fmax(steps[k] + slope / curve, 0) - steps[k];
			steps[k] += step;
			for (i = k; i < POINTS; i++)
				values[i] += step;
		}
}

void
claims_fit(nc_confidence confidence, const struct claims folds[FOLDS],
    unsigned left_out)
{
	struct claims sum;
	struct equations equations;
	double values[POINTS];
	unsigned fold, kind, i;

	memset(&sum, 0, sizeof(sum));
	for (fold = 0; fold < FOLDS; fold++)
		if (fold != left_out)
			add_claims(&sum, &folds[fold]);
	for (kind = 0; kind < NC_KINDS; kind++) {
		set_equations(&equations, sum.made[kind], sum.right[kind]);
		solve(values, &equations);
		for (i = 0; i < POINTS; i++)
			confidence[kind][i] = (uint8_t)round(
			    fmin(values[i], most));
	}
}

/* ---------------------------------------------------------------- printing */

enum { BANDS = 10 };

static const uint8_t band_ends[BANDS] = {
    20, 35, 50, 60, 70, 80, 90, 95, 99, CLAIMS};

struct bands {
	double made[BANDS];
	double right[BANDS];
	double claimed[BANDS];
};

static void
add_to_bands(struct bands *bands, const struct claims *claims,
    const struct nc_model *model)
{
	unsigned kind, claim, shown, band;

	for (kind = 0; kind < NC_KINDS; kind++)
		for (claim = 0; claim < CLAIMS; claim++) {
			shown = nc_model_confidence(
			    model, (enum nc_kind)kind, claim);
			for (band = 0; shown >= band_ends[band]; band++)
				;
			bands->made[band] += claims->made[kind][claim];
			bands->right[band] += claims->right[kind][claim];
			bands->claimed[band] += (double)shown *
			    claims->made[kind][claim] / 100;
		}
}

static void
print_bands(FILE *to, const char *name, const struct bands *bands)
{
	double all = 0, error = 0;
	unsigned i;

	for (i = 0; i < BANDS; i++) {
		all += bands->made[i];
		error += fabs(bands->claimed[i] - bands->right[i]);
	}
	fprintf(to, "%s: off by %.3f\n", name, error / all);
	fprintf(
	    to, "  %-8s %7s %7s %6s\n", "band", "blocks", "claimed", "true");
	for (i = 0; i < BANDS; i++)
		if (bands->made[i] > 0)
			fprintf(to, "  %2d-%-5d %7.0f %7.3f %6.3f\n",
			    i == 0 ? 0 : band_ends[i - 1], band_ends[i] - 1,
			    bands->made[i], bands->claimed[i] / bands->made[i],
			    bands->right[i] / bands->made[i]);
}

void
claims_print(FILE *to, const struct claims folds[FOLDS])
{
	struct bands chances, shown;
	struct nc_model model;
	nc_confidence confidence;
	unsigned fold;

	memset(&chances, 0, sizeof(chances));
	memset(&shown, 0, sizeof(shown));
	memset(&model, 0, sizeof(model));
	for (fold = 0; fold < FOLDS; fold++) {
		model.confidence = NULL;
		add_to_bands(&chances, &folds[fold], &model);
		claims_fit(confidence, folds, fold);
		model.confidence = (const nc_confidence *)&confidence;
		add_to_bands(&shown, &folds[fold], &model);
	}
	print_bands(to, "Chances", &chances);
	print_bands(to, "Confidence shown", &shown);
}
