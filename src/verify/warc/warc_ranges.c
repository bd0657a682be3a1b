/*
 * A range begins at the first member behind its nominal border that unpacks to
 * "WARC/", and is read until a member begins at or behind the beginning of the
 * next.  What looked like a member there may have been data of another one: so
 * ranges are joined strictly, each must begin where the one before ended, and
 * from where one does not a single reader goes on.  Hence the same findings for
 * any number of threads.
 *
 * Memory: a log for each range that is being read or waits for its turn.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "warc_log.h"
#include "warc_ranges.h"

enum {
	RANGE = 1024 * 1024,
	WORTH = 2 * RANGE, /* smaller files are read by one */
	THREADS_MAX = 16,
	LOGS_MEMORY = 16 * 1024 * 1024
};

struct range {
	uint64_t start;
	uint64_t end; /* where reading ended */
	bool done;
	int result;
	struct newsconv_error error;
	struct nc_claim claim; /* that it was read with */
	struct nc_warc_totals totals;
	struct nc_warc_log log;
};

struct team {
	const struct nc_verify *verify;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct range *ranges; /* number n is ranges[n % count] */
	size_t count;
	size_t given;  /* ranges that a thread took */
	size_t taken;  /* ranges whose turn was */
	uint64_t next; /* where the next range begins */
	/* Of the file's first record: right but where files were joined. */
	struct nc_claim claim;
	bool stop;
};

/* ------------------------------------------------------------------- threads */

/* Where the range behind `start` begins, or the end of the file. */
static int
find_limit(const struct nc_verify *verify, uint64_t start, uint64_t *limit,
    struct newsconv_error *error)
{
	*limit = verify->size;
	if (verify->size - start <= RANGE)
		return NEWSCONV_OK;
	*limit = start + RANGE;
	return nc_gzip_find(verify, limit, verify->size, error);
}

static void
read_range(struct team *team, struct range *range, uint64_t limit)
{
	const struct nc_warc_reading reading = {.verify = &range->log.verify,
	    .packing = NC_WARC_GZIP,
	    .start = range->start,
	    .limit = limit < team->verify->size ? limit : UINT64_MAX,
	    .range = true,
	    .fact = nc_warc_log_fact,
	    .context = &range->log};

	nc_warc_log_begin(&range->log, team->verify, LOGS_MEMORY / team->count);
	memset(&range->totals, 0, sizeof(range->totals));
	range->claim = range->totals.claim = team->claim;
	range->result = nc_warc_read(
	    &reading, &range->totals, &range->end, &range->error);
	if (range->log.bytes.too_large)
		range->totals.refused = true;
	if (range->result == NEWSCONV_OK && range->log.bytes.out_of_memory)
		range->result = nc_error_memory(&range->error);
}

/* The next range, NULL when there is none; the mutex is held. */
static struct range *
take_range(struct team *team, uint64_t *limit)
{
	struct range *range;

	while (!team->stop && team->next < team->verify->size &&
	    team->given - team->taken == team->count)
		pthread_cond_wait(&team->changed, &team->mutex);
	if (team->stop || team->next >= team->verify->size)
		return NULL;
	range = &team->ranges[team->given++ % team->count];
	range->start = team->next;
	range->done = false;
	range->result = find_limit(
	    team->verify, range->start, limit, &range->error);
	if (range->result < 0)
		*limit = team->verify->size;
	team->next = *limit;
	return range;
}

static void *
work(void *context)
{
	struct team *team = context;
	struct range *range;
	uint64_t limit;

	pthread_mutex_lock(&team->mutex);
	while ((range = take_range(team, &limit)) != NULL) {
		pthread_mutex_unlock(&team->mutex);
		if (range->result == NEWSCONV_OK)
			read_range(team, range, limit);
		pthread_mutex_lock(&team->mutex);
		range->done = true;
		pthread_cond_broadcast(&team->changed);
	}
	/* Whoever waits for another range must learn that there is none. */
	pthread_cond_broadcast(&team->changed);
	pthread_mutex_unlock(&team->mutex);
	return NULL;
}

/* ------------------------------------------------------------------- in order */

/* The range whose turn it is, when it was read; NULL after the last. */
static struct range *
await_range(struct team *team)
{
	struct range *range = NULL;

	pthread_mutex_lock(&team->mutex);
	while (team->taken == team->given && team->next < team->verify->size)
		pthread_cond_wait(&team->changed, &team->mutex);
	if (team->taken < team->given) {
		range = &team->ranges[team->taken % team->count];
		while (!range->done)
			pthread_cond_wait(&team->changed, &team->mutex);
	}
	pthread_mutex_unlock(&team->mutex);
	return range;
}

static void
release_range(struct team *team)
{
	pthread_mutex_lock(&team->mutex);
	team->taken++;
	pthread_cond_broadcast(&team->changed);
	pthread_mutex_unlock(&team->mutex);
}

static int
use_range(struct team *team, struct range *range, struct nc_warc_facts *facts,
    struct nc_warc_totals *totals, struct newsconv_error *error)
{
	const struct nc_warc_replay replay = {.records = totals->records,
	    .unpacked = totals->unpacked,
	    .shared_member = totals->shared_member,
	    .library_told = totals->claim.told,
	    .facts = facts};

	totals->records += range->totals.records;
	totals->damaged += range->totals.damaged;
	totals->lost += range->totals.lost;
	totals->unpacked += range->totals.unpacked;
	totals->wasted += range->totals.wasted;
	totals->shared_member |= range->totals.shared_member;
	range->totals.claim.told |= totals->claim.told;
	totals->claim = range->totals.claim;
	return nc_warc_log_replay(&range->log, team->verify, &replay, error);
}

static int
join_ranges(struct team *team, struct nc_warc_facts *facts,
    struct nc_warc_totals *totals, uint64_t *end, struct newsconv_error *error)
{
	struct range *range;
	int result = NEWSCONV_OK;

	*end = 0;
	while (result == NEWSCONV_OK && (range = await_range(team)) != NULL) {
		if (range->result < 0) {
			if (error != NULL)
				*error = range->error;
			result = range->result;
			break;
		}
		if (range->start != *end || range->totals.refused ||
		    (*end > 0 &&
			!nc_claims_agree(&range->claim, &totals->claim)))
			break;
		result = use_range(team, range, facts, totals, error);
		*end = range->end;
		release_range(team);
	}
	pthread_mutex_lock(&team->mutex);
	team->stop = true;
	pthread_cond_broadcast(&team->changed);
	pthread_mutex_unlock(&team->mutex);
	return result;
}

static size_t
thread_count(const struct nc_verify *verify)
{
	unsigned threads = verify->options->threads;

	return threads > THREADS_MAX ? THREADS_MAX : threads;
}

bool
nc_warc_ranges_help(
    const struct nc_verify *verify, enum nc_warc_packing packing)
{
	return packing == NC_WARC_GZIP && thread_count(verify) > 1 &&
	    verify->size > WORTH;
}

int
nc_warc_ranges(const struct nc_verify *verify, struct nc_warc_facts *facts,
    struct nc_warc_totals *totals, uint64_t *end, struct newsconv_error *error)
{
	struct team team = {.verify = verify,
	    .mutex = PTHREAD_MUTEX_INITIALIZER,
	    .changed = PTHREAD_COND_INITIALIZER};
	pthread_t threads[THREADS_MAX];
	size_t wanted = thread_count(verify), started = 0, i;
	int result = NEWSCONV_OK;

	*end = 0;
	result = nc_canonical_warc_claim(&team.claim, verify, error);
	if (result < 0)
		return result;
	team.count = 2 * wanted;
	team.ranges = calloc(team.count, sizeof(*team.ranges));
	if (team.ranges == NULL)
		return nc_error_memory(error);
	while (started < wanted &&
	    pthread_create(&threads[started], NULL, work, &team) == 0)
		started++;
	/* Without threads the file is read by the caller alone. */
	if (started > 0)
		result = join_ranges(&team, facts, totals, end, error);
	for (i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	for (i = 0; i < team.count; i++)
		nc_warc_log_free(&team.ranges[i].log);
	free(team.ranges);
	pthread_mutex_destroy(&team.mutex);
	pthread_cond_destroy(&team.changed);
	return result;
}
