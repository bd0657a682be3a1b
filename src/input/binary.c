/*
 * Binary files are turned away by name, so that the message says what the file
 * seems to be.  A few stray control characters do not make a text binary:
 * dumps of the web have them, and they are removed and counted instead.
 */
#include <string.h>

#include "binary.h"
#include "error.h"
#include "swar.h"

struct magic {
	size_t offset;
	size_t size;
	const char *bytes;
	const char *kind; /* with its article */
	/* The bytes could be words of a text: there must be a NUL near. */
	bool weak;
};

#define MAGIC(offset, bytes, kind) \
	{ \
		offset, sizeof(bytes) - 1, bytes, kind, 0 \
	}
#define WEAK(offset, bytes, kind) \
	{ \
		offset, sizeof(bytes) - 1, bytes, kind, 1 \
	}

static const struct magic magics[] = {
    MAGIC(0,
	"\x7f"
	"ELF",
	"an ELF program"),
    WEAK(0, "MZ", "a Windows program"),
    MAGIC(0, "\xfe\xed\xfa\xce", "a Mach-O program"),
    MAGIC(0, "\xfe\xed\xfa\xcf", "a Mach-O program"),
    MAGIC(0, "\xcf\xfa\xed\xfe", "a Mach-O program"),
    MAGIC(0, "\xca\xfe\xba\xbe", "a Java class"),
    MAGIC(0, "\0asm", "a WebAssembly module"),
    MAGIC(0, "!<arch>\n", "an ar archive"),
    MAGIC(0, "\x89PNG\r\n\x1a\n", "a PNG image"),
    MAGIC(0, "\xff\xd8\xff", "a JPEG image"),
    MAGIC(0, "GIF87a", "a GIF image"),
    MAGIC(0, "GIF89a", "a GIF image"),
    WEAK(0, "BM", "a BMP image"),
    MAGIC(0, "II*\0", "a TIFF image"),
    MAGIC(0, "MM\0*", "a TIFF image"),
    WEAK(8, "WEBP", "a WebP image"),
    WEAK(4, "ftypavif", "an AVIF image"),
    WEAK(4, "ftyphei", "an HEIF image"),
    WEAK(4, "ftyp", "an MP4 film"),
    WEAK(0, "RIFF", "a RIFF file"),
    MAGIC(0, "OggS\0", "an Ogg file"),
    WEAK(0, "ID3", "an MP3 file"),
    MAGIC(0, "fLaC\0", "a FLAC file"),
    MAGIC(0, "\x1a\x45\xdf\xa3", "a Matroska film"),
    MAGIC(0, "%PDF-", "a PDF document"),
    MAGIC(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    MAGIC(0, "SQLite format 3\0", "an SQLite database"),
    MAGIC(0, "PK\3\4", "a ZIP archive"),
    MAGIC(0, "PK\5\6", "an empty ZIP archive"),
    MAGIC(0, "\x1f\x8b", "a gzip file"),
    MAGIC(0, "\x28\xb5\x2f\xfd", "a zstd file"),
    MAGIC(0,
	"\xfd"
	"7zXZ\0",
	"an xz file"),
    MAGIC(0, "\x04\x22\x4d\x18", "an LZ4 file"),
    MAGIC(4, "1AY&SY", "a bzip2 file"),
    MAGIC(0, "7z\xbc\xaf\x27\x1c", "a 7z archive"),
    MAGIC(0, "Rar!\x1a\7", "a RAR archive"),
    WEAK(257, "ustar", "a tar archive"),
    WEAK(0, "wOFF", "a font"),
    WEAK(0, "wOF2", "a font"),
};

enum {
	MAGIC_COUNT = sizeof(magics) / sizeof(*magics),
	NUL_NEAR = 64,
	/* The part of a file that is looked at first. */
	FRONT = 512,
	/* This many control characters are forgiven in any file, ... */
	FORGIVEN = 8,
	/* ... and more if they are less than one byte in this many. */
	ONE_IN = 25
};

static bool
begins_like(struct newsconv_text bytes, const struct magic *magic)
{
	size_t near = bytes.size < NUL_NEAR ? bytes.size : NUL_NEAR;

	if (bytes.size < magic->offset + magic->size ||
	    memcmp(bytes.data + magic->offset, magic->bytes, magic->size) != 0)
		return false;
	return !magic->weak || memchr(bytes.data, '\0', near) != NULL;
}

int
nc_binary_magic(struct newsconv_text bytes, struct newsconv_error *error)
{
	size_t i;

	for (i = 0; i < MAGIC_COUNT; i++)
		if (begins_like(bytes, &magics[i]))
			return nc_error_set(error, NEWSCONV_BINARY,
			    "is not text: begins like %s", magics[i].kind);
	return NEWSCONV_OK;
}

/* Backspace and escape are forgiven: terminals leave them in texts. */
static bool
is_control(unsigned char b, bool shifts)
{
	if (shifts && (b == 0x0e || b == 0x0f))
		return false;
	return (b < 0x20 && !(b >= 0x08 && b <= 0x0d) && b != 0x1b) ||
	    b == 0x7f;
}

/* Eight bytes of which none is below U+0020 or U+007F. */
static bool
no_control_at(const char *bytes)
{
	uint64_t word = nc_swar_load(bytes);

	return (nc_swar_less(word, 0x20) | nc_swar_has(word, 0x7f)) == 0;
}

static size_t
count_controls(struct newsconv_text bytes, bool shifts)
{
	size_t count = 0, i = 0;

	while (i < bytes.size) {
		if (bytes.size - i >= NC_SWAR &&
		    no_control_at(bytes.data + i)) {
			i += NC_SWAR;
			continue;
		}
		count += is_control((unsigned char)bytes.data[i++], shifts);
	}
	return count;
}

static bool
too_many(size_t count, size_t size)
{
	return count > FORGIVEN && count > size / ONE_IN;
}

int
nc_binary_controls(
    struct newsconv_text bytes, bool shifts, struct newsconv_error *error)
{
	struct newsconv_text front = bytes;
	size_t count;

	if (front.size > FRONT)
		front.size = FRONT;
	count = count_controls(front, shifts);
	if (too_many(count, front.size))
		return nc_error_set(error, NEWSCONV_BINARY,
		    "is not text: %zu of the first %zu bytes are control "
		    "characters",
		    count, front.size);
	count = count_controls(bytes, shifts);
	if (too_many(count, bytes.size))
		return nc_error_set(error, NEWSCONV_BINARY,
		    "is not text: %zu of its %zu bytes are control characters",
		    count, bytes.size);
	return NEWSCONV_OK;
}
