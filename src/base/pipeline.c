/*
 * A ring of slots under one lock.  Each slot goes from empty to made to done and
 * back; the producer fills the slot at the head, workers take made ones in
 * order, the consumer takes the slot at the tail when it is done.
 *
 * There are more threads than processors, and an item may be a tenth of a
 * millisecond of work: so the producer sleeps until the ring is half empty, and
 * the consumer until there are several items for it.
 *
 * Why nobody sleeps for ever.  A worker that is done wakes the consumer unless
 * the slot at the tail is not done, and then that slot's worker is still to
 * come, or unless others are made (next != head) and few are finished.  Then it
 * takes one of these before it lets go of the lock, is done with it and looks
 * again; the last to do so sees next == head.  The producer sleeps while more
 * than half is in hand: all of that gets done, the consumer takes it, and an
 * empty ring is half empty whatever the limits are.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "pipeline.h"

enum { SEVERAL = 8 };

struct slot {
	void *item;
	uint64_t weight;
	bool done;
};

/* All of it, but for `pipeline`, is for who holds the lock. */
struct ring {
	const struct nc_pipeline *pipeline;
	pthread_mutex_t lock;
	pthread_cond_t room; /* for the producer */
	pthread_cond_t made; /* for workers */
	pthread_cond_t done; /* for the consumer */
	struct slot *slots;
	size_t head, next, tail; /* count up: produced, taken, consumed */
	size_t finished;         /* worked on, not consumed yet */
	uint64_t weight;         /* of what is in hand */
	bool ended;              /* there is no further item */
	bool stopped;            /* nobody wants one */
	int result;              /* of the producer */
	struct newsconv_error error;
};

struct worker {
	struct ring *ring;
	unsigned number;
	pthread_t thread;
};

static struct slot *
slot_at(struct ring *ring, size_t number)
{
	return &ring->slots[number % ring->pipeline->window];
}

/* One item may always be in hand, whatever its weight is. */
static bool
is_full(const struct ring *ring)
{
	size_t in_hand = ring->head - ring->tail;

	return in_hand >= ring->pipeline->window ||
	    (in_hand > 0 && ring->weight >= ring->pipeline->weight);
}

static bool
is_half_empty(const struct ring *ring)
{
	return ring->head - ring->tail <= ring->pipeline->window / 2 &&
	    ring->weight <= ring->pipeline->weight / 2;
}

/* False when the pipeline has been stopped. */
static bool
wait_for_room(struct ring *ring)
{
	if (is_full(ring))
		while (!ring->stopped && !is_half_empty(ring))
			pthread_cond_wait(&ring->room, &ring->lock);
	return !ring->stopped;
}

static void *
produce(void *argument)
{
	struct ring *ring = argument;
	const struct nc_pipeline *pipeline = ring->pipeline;
	int result = NEWSCONV_OK;

	pthread_mutex_lock(&ring->lock);
	while (result == NEWSCONV_OK && wait_for_room(ring)) {
		void *item = NULL;
		uint64_t weight = 0;

		pthread_mutex_unlock(&ring->lock);
		result = pipeline->produce(
		    pipeline->context, &item, &weight, &ring->error);
		pthread_mutex_lock(&ring->lock);
		if (result != NEWSCONV_OK)
			break;
		*slot_at(ring, ring->head++) = (struct slot){
		    item, weight, false};
		ring->weight += weight;
		pthread_cond_signal(&ring->made);
	}
	ring->ended = true;
	ring->result = result < 0 ? result : NEWSCONV_OK;
	pthread_cond_broadcast(&ring->made);
	pthread_cond_signal(&ring->done);
	pthread_mutex_unlock(&ring->lock);
	return NULL;
}

static void *
work(void *argument)
{
	struct worker *worker = argument;
	struct ring *ring = worker->ring;
	const struct nc_pipeline *pipeline = ring->pipeline;

	pthread_mutex_lock(&ring->lock);
	for (;;) {
		struct slot *slot;

		while (
		    !ring->stopped && !ring->ended && ring->next == ring->head)
			pthread_cond_wait(&ring->made, &ring->lock);
		if (ring->stopped || ring->next == ring->head)
			break;
		slot = slot_at(ring, ring->next++);
		pthread_mutex_unlock(&ring->lock);
		pipeline->work(pipeline->context, worker->number, slot->item);
		pthread_mutex_lock(&ring->lock);
		slot->done = true;
		ring->finished++;
		if (slot_at(ring, ring->tail)->done &&
		    (ring->finished >= SEVERAL || ring->next == ring->head))
			pthread_cond_signal(&ring->done);
	}
	pthread_mutex_unlock(&ring->lock);
	return NULL;
}

/* False after the last item. */
static bool
wait_for_done(struct ring *ring)
{
	while (!(ring->tail < ring->head && slot_at(ring, ring->tail)->done)) {
		if (ring->ended && ring->tail == ring->head)
			return false;
		pthread_cond_wait(&ring->done, &ring->lock);
	}
	return true;
}

static int
consume(struct ring *ring, struct newsconv_error *error)
{
	const struct nc_pipeline *pipeline = ring->pipeline;
	int result = NEWSCONV_OK;

	pthread_mutex_lock(&ring->lock);
	while (result == NEWSCONV_OK && wait_for_done(ring)) {
		struct slot *slot = slot_at(ring, ring->tail);
		uint64_t weight = slot->weight;
		void *item = slot->item;

		pthread_mutex_unlock(&ring->lock);
		result = pipeline->consume(pipeline->context, item, error);
		pthread_mutex_lock(&ring->lock);
		ring->tail++;
		ring->finished--;
		ring->weight -= weight;
		if (is_half_empty(ring))
			pthread_cond_signal(&ring->room);
	}
	ring->stopped = true;
	pthread_cond_broadcast(&ring->room);
	pthread_cond_broadcast(&ring->made);
	pthread_mutex_unlock(&ring->lock);
	return result;
}

/* Threads are ended in any case; a run needs the producer and one worker. */
static int
run_threads(
    struct ring *ring, struct worker *workers, struct newsconv_error *error)
{
	unsigned started = 0, i;
	pthread_t producer;
	int result;

	while (started < ring->pipeline->threads) {
		workers[started] = (struct worker){
		    .ring = ring, .number = started};
		if (pthread_create(&workers[started].thread, NULL, work,
			&workers[started]) != 0)
			break;
		started++;
	}
	if (started > 0 &&
	    pthread_create(&producer, NULL, produce, ring) == 0) {
		result = consume(ring, error);
		pthread_join(producer, NULL);
	} else {
		result = nc_error_set(
		    error, NEWSCONV_NO_MEMORY, "cannot start a thread");
		pthread_mutex_lock(&ring->lock);
		ring->stopped = true;
		pthread_cond_broadcast(&ring->made);
		pthread_mutex_unlock(&ring->lock);
	}
	for (i = 0; i < started; i++)
		pthread_join(workers[i].thread, NULL);
	return result;
}

int
nc_pipeline_run(
    const struct nc_pipeline *pipeline, struct newsconv_error *error)
{
	struct ring ring = {.pipeline = pipeline,
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .room = PTHREAD_COND_INITIALIZER,
	    .made = PTHREAD_COND_INITIALIZER,
	    .done = PTHREAD_COND_INITIALIZER};
	struct worker *workers = calloc(pipeline->threads, sizeof(*workers));
	int result;

	ring.slots = calloc(pipeline->window, sizeof(*ring.slots));
	if (ring.slots == NULL || workers == NULL) {
		result = nc_error_memory(error);
	} else {
		result = run_threads(&ring, workers, error);
		for (; ring.tail < ring.head; ring.tail++)
			pipeline->discard(slot_at(&ring, ring.tail)->item);
		if (result == NEWSCONV_OK && ring.result < 0) {
			result = ring.result;
			if (error != NULL)
				*error = ring.error;
		}
	}
	free(ring.slots);
	free(workers);
	pthread_cond_destroy(&ring.room);
	pthread_cond_destroy(&ring.made);
	pthread_cond_destroy(&ring.done);
	pthread_mutex_destroy(&ring.lock);
	return result;
}
