/* A thread's time goes on while it works, and not while it waits. */
#include <time.h>

#include "unit.h"

#include "thread_time.h"

static void
work_takes_time(void **state)
{
	uint64_t start = nc_thread_time(), last = start, now;
	unsigned i;

	(void)state;
	for (i = 0; last - start < 5000000 && i < 100000000; i++) {
		now = nc_thread_time();
		assert_true(now >= last);
		last = now;
	}
	assert_true(last - start >= 5000000);
}

static void
waiting_takes_none(void **state)
{
	const struct timespec pause = {.tv_nsec = 200000000};
	uint64_t start = nc_thread_time();

	(void)state;
	nanosleep(&pause, NULL);
	assert_true(nc_thread_time() - start < 100000000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(work_takes_time),
	    cmocka_unit_test(waiting_takes_none),
	};

	return RUN(tests);
}
