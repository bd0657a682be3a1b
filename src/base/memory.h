/*
 * Memory with a ceiling: the arena an article lives in, and the buffer that
 * output grows in.  Both refuse to grow past a limit their owner states, so
 * that no input can make the program take more than it was meant to.
 */
#ifndef NC_MEMORY_H
#define NC_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "newsconv.h"

/* Ceilings of several gigabytes are written as numbers of this type. */
_Static_assert(sizeof(size_t) >= 8, "newsconv is for 64-bit systems");

/* a * b, a + b; false when the result does not fit. */
bool nc_size_multiply(size_t a, size_t b, size_t *product);
bool nc_size_add(size_t a, size_t b, size_t *sum);

/*
 * An arena: allocations that are freed together.  Memory is zeroed.  NULL
 * when memory or the ceiling (in bytes, of all allocations) is reached.
 */
struct nc_arena;

struct nc_arena *nc_arena_new(size_t ceiling);
void nc_arena_free(struct nc_arena *arena);
void *nc_arena_alloc(struct nc_arena *arena, size_t size);
void *nc_arena_array(struct nc_arena *arena, size_t count, size_t size);
/* A copy with a NUL byte behind it. */
char *nc_arena_copy(struct nc_arena *arena, const void *data, size_t size);
/* Like asprintf(3); NULL when memory or the ceiling is reached. */
char *nc_arena_format(struct nc_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/*
 * Take over `memory` from malloc, of which `size` bytes are in use: it is
 * freed with the arena.  False, and it stays the caller's, as with alloc.
 */
bool nc_arena_adopt(struct nc_arena *arena, void *memory, size_t size);

/*
 * An array in an arena that doubles as it fills: makes room for one element
 * more and returns the array, moved perhaps; NULL when there is no room.
 */
void *nc_arena_grow(
    struct nc_arena *arena, void *array, size_t count, size_t size);

/*
 * A growing buffer.  A failure sticks: later additions do nothing, and the
 * one call of nc_buffer_check() at the end tells, as with stdio's ferror().
 * data[size] is always NUL once something was added.
 */
struct nc_buffer {
	char *data;
	size_t size;
	size_t capacity;
	size_t ceiling;
	bool out_of_memory;
	bool too_large;
};

#define NC_BUFFER(ceiling_bytes) \
	{ \
		.ceiling = (ceiling_bytes) \
	}

void nc_buffer_free(struct nc_buffer *buffer);
/* Empties it and keeps its memory. */
void nc_buffer_clear(struct nc_buffer *buffer);
static inline void nc_buffer_add(
    struct nc_buffer *buffer, const void *data, size_t size);
void nc_buffer_text(struct nc_buffer *buffer, const char *text);
static inline void nc_buffer_byte(struct nc_buffer *buffer, unsigned char byte);
void nc_buffer_format(struct nc_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Room for `size` more bytes at data + size; the caller adds to size. */
bool nc_buffer_reserve(struct nc_buffer *buffer, size_t size);
int nc_buffer_check(
    const struct nc_buffer *buffer, struct newsconv_error *error);

/* Inline, since most additions are a few bytes that there is room for. */
static inline void
nc_buffer_add(struct nc_buffer *buffer, const void *data, size_t size)
{
	bool room = size < buffer->capacity - buffer->size &&
	    size <= buffer->ceiling - buffer->size && !buffer->out_of_memory &&
	    !buffer->too_large;

	if (!room && !nc_buffer_reserve(buffer, size))
		return;
	if (size > 0)
		memcpy(buffer->data + buffer->size, data, size);
	buffer->size += size;
	buffer->data[buffer->size] = '\0';
}

static inline void
nc_buffer_byte(struct nc_buffer *buffer, unsigned char byte)
{
	nc_buffer_add(buffer, &byte, 1);
}

#endif
