/*
 * Viterbi's algorithm finds the path; forward and backward sums tell how sure
 * each of its steps is.  All work on rows of all states whether possible or
 * not, for of these compilers make vectors; scores are integers in floats,
 * which are exact and have a maximum, sums are added in a fixed order.
 *
 * Going back along the chain takes the rows of every place.  They are kept of
 * one chunk of places at a time, and made anew from the row before a chunk.
 */
#include <stdlib.h>
#include <string.h>
#ifdef __SSE__
#include <xmmintrin.h>
#endif

#include "crf.h"

enum {
	/* What is more than so many doublings less likely counts no more. */
	RANGE = 40,
	WIDTH = NC_CRF_STATES_MAX,
	CHUNK = 256 /* places */
};

/* Less likely than anything, and still exact after a step from there. */
#define FAR (-0x1p22f)

/* GCC's vectors, which clang knows too: one register of most machines. */
typedef float four __attribute__((vector_size(16)));

enum { FOUR = 4, PART = 4 * FOUR }; /* of a row, in registers at a time */

_Static_assert(WIDTH % PART == 0, "rows are whole parts");

typedef float row[WIDTH];

/* What is known of the places up to one. */
struct front {
	row scores; /* of the best paths to each state, the best of them 0 */
	row sums;   /* of all paths to each state, in all 1 */
};

struct chain {
	const struct nc_crf *crf;
	const int32_t *emissions;
	size_t count;
	row steps[WIDTH];     /* transitions: [from][to] */
	row forward[WIDTH];   /* as factors: [from][to] */
	row backward[WIDTH];  /* [to][from] */
	struct front *marks;  /* the front at each chunk's first place */
	struct front *fronts; /* of one chunk */
	row after;            /* sums of all paths from a place on */
};

/* 2 to the power of score / NC_CRF_UNIT, for scores of 0 and less. */
static float
power(int32_t score)
{
	static const float roots[NC_CRF_UNIT] = {1.0f, 1.0218971486541166f,
	    1.0442737824274138f, 1.0671404006768237f, 1.0905077326652577f,
	    1.1143867425958924f, 1.1387886347566916f, 1.1637248587775775f,
	    1.1892071150027210f, 1.2152473599804690f, 1.2418578120734840f,
	    1.2690509571917332f, 1.2968395546510096f, 1.3252366431597413f,
	    1.3542555469368927f, 1.3839098819638320f, 1.4142135623730951f,
	    1.4451808069770467f, 1.4768261459394993f, 1.5091644275934228f,
	    1.5422108254079407f, 1.5759808451078865f, 1.6104903319492543f,
	    1.6457554781539649f, 1.6817928305074292f, 1.7186192981224779f,
	    1.7562521603732995f, 1.7947090750031072f, 1.8340080864093424f,
	    1.8741676341103000f, 1.9152065613971474f, 1.9571441241754002f};
	int32_t doublings;

	if (score <= -RANGE * NC_CRF_UNIT)
		return 0;
	score += RANGE * NC_CRF_UNIT;
	doublings = score / NC_CRF_UNIT;
	return roots[score % NC_CRF_UNIT] * (float)(UINT64_C(1) << doublings) /
	    (float)(UINT64_C(1) << RANGE);
}

/* Some scores as factors, the greatest of them 1. */
static void
factors_of(float *factors, const int16_t *scores, size_t count)
{
	int32_t most = NC_CRF_NEVER;
	size_t i;

	for (i = 0; i < count; i++)
		if (scores[i] > most)
			most = scores[i];
	for (i = 0; i < count; i++)
		factors[i] = scores[i] == NC_CRF_NEVER
		    ? 0
		    : power(scores[i] - most);
}

static float
possible(int32_t score)
{
	return score == NC_CRF_NEVER ? FAR : (float)score;
}

static void
list_steps(struct chain *chain)
{
	const struct nc_crf *crf = chain->crf;
	int32_t most = NC_CRF_NEVER;
	size_t from, to, i;

	for (i = 0; i < crf->states * crf->states; i++)
		if (crf->transitions[i] > most)
			most = crf->transitions[i];
	for (from = 0; from < WIDTH; from++)
		for (to = 0; to < WIDTH; to++)
			chain->steps[from][to] = FAR;
	for (from = 0; from < crf->states; from++)
		for (to = 0; to < crf->states; to++) {
			int16_t score =
			    crf->transitions[from * crf->states + to];

			chain->steps[from][to] = possible(score);
			if (score == NC_CRF_NEVER)
				continue;
			chain->forward[from][to] = power(score - most);
			chain->backward[to][from] = chain->forward[from][to];
		}
}

/* ------------------------------------------------------------------ forward */

/* The emissions of a place, as scores of the states and as factors. */
static void
emit(const struct chain *chain, size_t place, row scores, row factors)
{
	const struct nc_crf *crf = chain->crf;
	const int32_t *emissions = chain->emissions + place * crf->labels;
	float of_label[NC_CRF_LABELS_MAX], score_of[NC_CRF_LABELS_MAX];
	int32_t most = NC_CRF_NEVER;
	size_t i;

	for (i = 0; i < crf->labels; i++)
		if (emissions[i] != NC_CRF_NEVER &&
		    (most == NC_CRF_NEVER || emissions[i] > most))
			most = emissions[i];
	for (i = 0; i < crf->labels; i++) {
		score_of[i] = possible(emissions[i]);
		of_label[i] = emissions[i] == NC_CRF_NEVER
		    ? 0
		    : power(emissions[i] - most);
	}
	for (i = 0; i < crf->states; i++) {
		scores[i] = score_of[crf->label_of[i]];
		factors[i] = of_label[crf->label_of[i]];
	}
}

static void
normalise(row sums, size_t states)
{
	float all = 0;
	size_t i;

	for (i = 0; i < states; i++)
		all += sums[i];
	if (all > 0)
		for (i = 0; i < WIDTH; i++)
			sums[i] /= all;
}

static four
load(const float *values)
{
	four loaded;

	memcpy(&loaded, values, sizeof(loaded));
	return loaded;
}

static void
store(float *values, four a, four b, four c, four d)
{
	memcpy(values, &a, sizeof(a));
	memcpy(values + FOUR, &b, sizeof(b));
	memcpy(values + 2 * FOUR, &c, sizeof(c));
	memcpy(values + 3 * FOUR, &d, sizeof(d));
}

static void
multiply(row now, const row before, const row *matrix, size_t states)
{
	size_t at, i;

	for (at = 0; at < WIDTH; at += PART) {
		four a = {0}, b = {0}, c = {0}, d = {0};

		for (i = 0; i < states; i++) {
			const float *factors = matrix[i] + at;

			a += before[i] * load(factors);
			b += before[i] * load(factors + FOUR);
			c += before[i] * load(factors + 2 * FOUR);
			d += before[i] * load(factors + 3 * FOUR);
		}
		store(now + at, a, b, c, d);
	}
}

/* Long chains must not leave the range in which floats are exact. */
static void
bound(row scores)
{
	float most = FAR;
	size_t i;

	for (i = 0; i < WIDTH; i++)
		most = scores[i] > most ? scores[i] : most;
	for (i = 0; i < WIDTH; i++) {
		float score = scores[i] - most;

		scores[i] = score > FAR ? score : FAR;
	}
}

static four
greater(four a, four b)
{
#ifdef __SSE__
	return _mm_max_ps(a, b);
#else
	size_t i;

	for (i = 0; i < FOUR; i++)
		a[i] = a[i] > b[i] ? a[i] : b[i];
	return a;
#endif
}

static void
best_steps(row now, const row before, const row *steps, size_t states)
{
	size_t at, i;

	for (at = 0; at < WIDTH; at += PART) {
		const float *scores = steps[0] + at;
		four a = before[0] + load(scores);
		four b = before[0] + load(scores + FOUR);
		four c = before[0] + load(scores + 2 * FOUR);
		four d = before[0] + load(scores + 3 * FOUR);

		for (i = 1; i < states; i++) {
			scores = steps[i] + at;
			a = greater(a, before[i] + load(scores));
			b = greater(b, before[i] + load(scores + FOUR));
			c = greater(c, before[i] + load(scores + 2 * FOUR));
			d = greater(d, before[i] + load(scores + 3 * FOUR));
		}
		store(now + at, a, b, c, d);
	}
}

static void
add_emissions(struct front *front, const row scores, const row factors)
{
	size_t i;

	for (i = 0; i < WIDTH; i++) {
		front->scores[i] += scores[i];
		front->sums[i] *= factors[i];
	}
}

static void
begin(struct front *front, const struct chain *chain)
{
	const struct nc_crf *crf = chain->crf;
	row scores = {0}, factors = {0};
	size_t i;

	memset(front, 0, sizeof(*front));
	for (i = 0; i < WIDTH; i++)
		front->scores[i] = i < crf->states ? possible(crf->start[i])
						   : FAR;
	factors_of(front->sums, crf->start, crf->states);
	emit(chain, 0, scores, factors);
	add_emissions(front, scores, factors);
	bound(front->scores);
	normalise(front->sums, crf->states);
}

static void
advance(struct front *now, const struct front *before,
    const struct chain *chain, size_t place)
{
	size_t states = chain->crf->states;
	row scores = {0}, factors = {0};

	best_steps(now->scores, before->scores, chain->steps, states);
	multiply(now->sums, before->sums, chain->forward, states);
	emit(chain, place, scores, factors);
	add_emissions(now, scores, factors);
	bound(now->scores);
	normalise(now->sums, states);
}

/* The fronts of a chunk; returns behind its last place. */
static size_t
read_chunk(struct chain *chain, size_t chunk)
{
	size_t first = chunk * CHUNK, end = first + CHUNK, place;

	if (end > chain->count)
		end = chain->count;
	chain->fronts[0] = chain->marks[chunk];
	for (place = first + 1; place < end; place++)
		advance(&chain->fronts[place - first],
		    &chain->fronts[place - first - 1], chain, place);
	return end;
}

/* The first front of each chunk; those of the last one are there, too. */
static void
go_forward(struct chain *chain)
{
	size_t end, chunk = 0;

	begin(&chain->marks[0], chain);
	while ((end = read_chunk(chain, chunk)) < chain->count)
		advance(&chain->marks[++chunk], &chain->fronts[CHUNK - 1],
		    chain, end);
}

/* --------------------------------------------------------------------- back */

static uint8_t
last_state(const struct chain *chain, const struct front *front)
{
	const struct nc_crf *crf = chain->crf;
	float most = 0;
	size_t best = 0, i;

	for (i = 0; i < crf->states; i++) {
		float score = front->scores[i] + possible(crf->end[i]);

		if (i == 0 || score > most) {
			most = score;
			best = i;
		}
	}
	return (uint8_t)best;
}

/* The state from which the best path to `to` comes; of equals the first. */
static uint8_t
state_before(const struct chain *chain, const struct front *before, uint8_t to)
{
	float most = 0;
	size_t best = 0, i;

	for (i = 0; i < chain->crf->states; i++) {
		float score = before->scores[i] + chain->steps[i][to];

		if (i == 0 || score > most) {
			most = score;
			best = i;
		}
	}
	return (uint8_t)best;
}

static void
set_chances(const struct nc_crf *crf, uint8_t *chances, const row forward,
    const row backward)
{
	float labels[NC_CRF_LABELS_MAX] = {0}, all = 0;
	size_t i;

	for (i = 0; i < crf->states; i++) {
		float both = forward[i] * backward[i];

		all += both;
		labels[crf->label_of[i]] += both;
	}
	for (i = 0; i < crf->labels; i++)
		chances[i] = all > 0 ? (uint8_t)(labels[i] / all * 100) : 0;
}

/* The sums of all paths that go on from the place before this one. */
static void
go_back(struct chain *chain, size_t place)
{
	size_t states = chain->crf->states, i;
	row scores = {0}, factors = {0}, now;

	emit(chain, place, scores, factors);
	for (i = 0; i < WIDTH; i++)
		chain->after[i] *= factors[i];
	multiply(now, chain->after, chain->backward, states);
	normalise(now, states);
	memcpy(chain->after, now, sizeof(now));
}

/* A chunk's path and chances, of which that of its last place is known. */
static void
decode_chunk(struct chain *chain, uint8_t *path, uint8_t *chances, size_t first,
    size_t end)
{
	const struct nc_crf *crf = chain->crf;
	size_t place;

	for (place = end; place-- > first;) {
		const struct front *front = &chain->fronts[place - first];

		if (place + 1 < chain->count)
			path[place] = state_before(
			    chain, front, path[place + 1]);
		set_chances(crf, chances + place * crf->labels, front->sums,
		    chain->after);
		go_back(chain, place);
	}
}

static void
decode(struct chain *chain, uint8_t *path, uint8_t *chances)
{
	size_t last = chain->count - 1, chunk = last / CHUNK, end;

	list_steps(chain);
	go_forward(chain);
	path[last] = last_state(chain, &chain->fronts[last - chunk * CHUNK]);
	factors_of(chain->after, chain->crf->end, chain->crf->states);
	decode_chunk(chain, path, chances, chunk * CHUNK, chain->count);
	while (chunk-- > 0) {
		end = read_chunk(chain, chunk);
		decode_chunk(chain, path, chances, chunk * CHUNK, end);
	}
}

bool
nc_crf_decode(uint8_t *path, uint8_t *chances, const struct nc_crf *crf,
    const int32_t *emissions, size_t count)
{
	size_t most = count < CHUNK ? count : CHUNK;
	struct chain *chain;
	bool done;

	if (count == 0)
		return true;
	chain = calloc(1, sizeof(*chain));
	if (chain == NULL)
		return false;
	chain->crf = crf;
	chain->emissions = emissions;
	chain->count = count;
	chain->marks = malloc(
	    ((count - 1) / CHUNK + 1) * sizeof(*chain->marks));
	chain->fronts = malloc(most * sizeof(*chain->fronts));
	done = chain->marks != NULL && chain->fronts != NULL;
	if (done)
		decode(chain, path, chances);
	free(chain->fronts);
	free(chain->marks);
	free(chain);
	return done;
}
