/*
 * The arena and the buffer.  The arena is a list of chunks that double in size
 * up to 1 MiB; what is larger than a quarter of a chunk gets one of its own,
 * so that a 16 MiB line does not waste another 16.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "memory.h"

enum { FIRST_CHUNK = 8 * 1024, LARGEST_CHUNK = 1024 * 1024, ALIGNMENT = 16 };

struct chunk {
	struct chunk *next;
	size_t used;
	size_t size;
	_Alignas(ALIGNMENT) unsigned char data[];
};

/* Memory that came from elsewhere. */
struct adopted {
	struct adopted *next;
	void *memory;
};

struct nc_arena {
	struct adopted *adopted; /* in the chunks */
	struct chunk *chunks;    /* the first one is being filled */
	size_t next_size;
	size_t total;
	size_t ceiling;
};

bool
nc_size_multiply(size_t a, size_t b, size_t *product)
{
	return !__builtin_mul_overflow(a, b, product);
}

bool
nc_size_add(size_t a, size_t b, size_t *sum)
{
	return !__builtin_add_overflow(a, b, sum);
}

struct nc_arena *
nc_arena_new(size_t ceiling)
{
	struct nc_arena *arena = calloc(1, sizeof(*arena));

	if (arena == NULL)
		return NULL;
	arena->next_size = FIRST_CHUNK;
	arena->ceiling = ceiling;
	return arena;
}

void
nc_arena_free(struct nc_arena *arena)
{
	struct chunk *chunk;

	if (arena == NULL)
		return;
	for (; arena->adopted != NULL; arena->adopted = arena->adopted->next)
		free(arena->adopted->memory);
	while ((chunk = arena->chunks) != NULL) {
		arena->chunks = chunk->next;
		free(chunk);
	}
	free(arena);
}

static struct chunk *
chunk_new(size_t size, bool zeroed)
{
	struct chunk *chunk;
	size_t whole;

	if (!nc_size_add(sizeof(*chunk), size, &whole))
		return NULL;
	chunk = zeroed ? calloc(1, whole) : malloc(whole);
	if (chunk == NULL)
		return NULL;
	chunk->next = NULL;
	chunk->used = 0;
	chunk->size = size;
	return chunk;
}

/* A chunk of its own, behind the one that is being filled. */
static void *
alloc_apart(struct nc_arena *arena, size_t size, bool zeroed)
{
	struct chunk *chunk = chunk_new(size, zeroed);

	if (chunk == NULL)
		return NULL;
	chunk->used = size;
	if (arena->chunks == NULL) {
		arena->chunks = chunk;
	} else {
		chunk->next = arena->chunks->next;
		arena->chunks->next = chunk;
	}
	return chunk->data;
}

static bool
begin_chunk(struct nc_arena *arena)
{
	struct chunk *chunk = chunk_new(arena->next_size, false);

	if (chunk == NULL)
		return false;
	if (arena->next_size < LARGEST_CHUNK)
		arena->next_size *= 2;
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	return true;
}

static bool
within_ceiling(const struct nc_arena *arena, size_t size, size_t *total)
{
	return nc_size_add(arena->total, size, total) &&
	    *total <= arena->ceiling;
}

/* What is copied into at once need not be zeroed before. */
static void *
alloc(struct nc_arena *arena, size_t size, bool zeroed)
{
	size_t padded, total;
	void *result;

	if (!nc_size_add(size == 0 ? 1 : size, ALIGNMENT - 1, &padded))
		return NULL;
	padded &= ~(size_t)(ALIGNMENT - 1);
	if (!within_ceiling(arena, padded, &total))
		return NULL;
	if (arena->chunks == NULL ||
	    arena->chunks->size - arena->chunks->used < padded) {
		if (padded > arena->next_size / 4) {
			result = alloc_apart(arena, padded, zeroed);
			if (result != NULL)
				arena->total = total;
			return result;
		}
		if (!begin_chunk(arena))
			return NULL;
	}
	result = arena->chunks->data + arena->chunks->used;
	if (zeroed)
		memset(result, 0, padded);
	arena->chunks->used += padded;
	arena->total = total;
	return result;
}

void *
nc_arena_alloc(struct nc_arena *arena, size_t size)
{
	return alloc(arena, size, true);
}

char *
nc_arena_format(struct nc_arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text = NULL;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length >= 0)
		text = nc_arena_alloc(arena, (size_t)length + 1);
	if (text == NULL)
		return NULL;
	va_start(arguments, format);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	va_end(arguments);
	return text;
}

bool
nc_arena_adopt(struct nc_arena *arena, void *memory, size_t size)
{
	struct adopted *adopted;
	size_t total;

	if (!within_ceiling(arena, size, &total))
		return false;
	adopted = nc_arena_alloc(arena, sizeof(*adopted));
	if (adopted == NULL)
		return false;
	adopted->next = arena->adopted;
	adopted->memory = memory;
	arena->adopted = adopted;
	arena->total += size;
	return true;
}

void *
nc_arena_array(struct nc_arena *arena, size_t count, size_t size)
{
	size_t product;

	if (!nc_size_multiply(count, size, &product))
		return NULL;
	return nc_arena_alloc(arena, product);
}

char *
nc_arena_copy(struct nc_arena *arena, const void *data, size_t size)
{
	size_t with_nul;
	char *copy;

	if (!nc_size_add(size, 1, &with_nul))
		return NULL;
	copy = alloc(arena, with_nul, false);
	if (copy == NULL)
		return NULL;
	if (size > 0)
		memcpy(copy, data, size);
	copy[size] = '\0';
	return copy;
}

/* Full at 0 and at each power of two from 8 on. */
void *
nc_arena_grow(struct nc_arena *arena, void *array, size_t count, size_t size)
{
	size_t capacity;
	void *larger;

	if (count != 0 && (count < 8 || (count & (count - 1)) != 0))
		return array;
	if (count == 0)
		capacity = 8;
	else if (!nc_size_multiply(count, 2, &capacity))
		return NULL;
	larger = nc_arena_array(arena, capacity, size);
	if (larger != NULL && count > 0)
		memcpy(larger, array, count * size);
	return larger;
}

void
nc_buffer_free(struct nc_buffer *buffer)
{
	free(buffer->data);
	buffer->data = NULL;
	buffer->size = 0;
	buffer->capacity = 0;
}

void
nc_buffer_clear(struct nc_buffer *buffer)
{
	buffer->size = 0;
	buffer->out_of_memory = false;
	buffer->too_large = false;
}

bool
nc_buffer_reserve(struct nc_buffer *buffer, size_t size)
{
	size_t needed, capacity;
	char *data;

	if (buffer->out_of_memory || buffer->too_large)
		return false;
	if (!nc_size_add(buffer->size, size, &needed) ||
	    needed > buffer->ceiling) {
		buffer->too_large = true;
		return false;
	}
	if (needed < buffer->capacity)
		return true;
	capacity = buffer->capacity < 256 ? 256 : buffer->capacity;
	while (capacity <= needed && capacity <= SIZE_MAX / 2)
		capacity *= 2;
	data = capacity > needed ? realloc(buffer->data, capacity) : NULL;
	if (data == NULL) {
		buffer->out_of_memory = true;
		return false;
	}
	buffer->data = data;
	buffer->capacity = capacity;
	return true;
}

void
nc_buffer_text(struct nc_buffer *buffer, const char *text)
{
	nc_buffer_add(buffer, text, strlen(text));
}

void
nc_buffer_format(struct nc_buffer *buffer, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0) {
		buffer->too_large = true;
		return;
	}
	if (!nc_buffer_reserve(buffer, (size_t)length))
		return;
	va_start(arguments, format);
	vsnprintf(
	    buffer->data + buffer->size, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->size += (size_t)length;
}

int
nc_buffer_check(const struct nc_buffer *buffer, struct newsconv_error *error)
{
	if (buffer->out_of_memory)
		return nc_error_memory(error);
	if (buffer->too_large)
		return nc_error_set(error, NEWSCONV_TOO_LARGE,
		    "more than %zu bytes in one buffer", buffer->ceiling);
	return NEWSCONV_OK;
}
