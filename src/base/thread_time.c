/* A thread's own time: waiting for others is no work. */
#include <time.h>

#include "thread_time.h"

uint64_t
nc_thread_time(void)
{
	struct timespec time;

	if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0)
		return 0;
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}
