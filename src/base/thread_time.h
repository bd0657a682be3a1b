/* For saying what a run's time went into; nothing that is written depends on it. */
#ifndef NC_THREAD_TIME_H
#define NC_THREAD_TIME_H

#include <stdint.h>

/* Nanoseconds of processor time that the calling thread has taken. */
uint64_t nc_thread_time(void);

#endif
