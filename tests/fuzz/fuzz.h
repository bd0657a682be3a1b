/*
 * What each target defines; libFuzzer or replay.c calls it.  A target aborts
 * when something is wrong.
 */
#ifndef TEST_FUZZ_H
#define TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
