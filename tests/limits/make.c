/*
 * Large and hostile files, of any size, made quickly:
 *
 *	make KIND COUNT >FILE
 *
 * What is compressed is one compressed MiB again and again, which DEFLATE and
 * Zstandard allow.  COUNT is MiB, entries, levels, as the table says.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>
#include <zstd.h>

enum { MIB = 1 << 20 };

/* Failure to write is found at the end, by ferror(). */
static void
put(const void *data, size_t size)
{
	fwrite(data, 1, size, stdout);
}

static void
put_text(const char *text)
{
	put(text, strlen(text));
}

static void
put_number(uint64_t value, unsigned bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		putchar((int)(value & 255));
}

static void
repeat(const char *text, uint64_t count)
{
	while (count-- > 0)
		put_text(text);
}

static unsigned char mib[MIB];    /* the same byte */
static unsigned char packed[MIB]; /* that, compressed, on a byte's bound */
static size_t packed_size;

static void
pack(int byte)
{
	z_stream stream = {0};

	memset(mib, byte, sizeof(mib));
	deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
	stream.next_in = mib;
	stream.avail_in = sizeof(mib);
	stream.next_out = packed;
	stream.avail_out = sizeof(packed);
	deflate(&stream, Z_FULL_FLUSH);
	packed_size = sizeof(packed) - stream.avail_out;
	deflateEnd(&stream);
}

/* CRC-32 of a text, so many MiB, another text. */
static uint32_t
crc_of(const char *front, uint64_t mibs, const char *back)
{
	uint32_t crc = (uint32_t)crc32(
	    0, (const unsigned char *)front, (unsigned)strlen(front));
	uint32_t one = (uint32_t)crc32(0, mib, sizeof(mib));

	while (mibs-- > 0)
		crc = (uint32_t)crc32_combine(crc, one, sizeof(mib));
	return (uint32_t)crc32(
	    crc, (const unsigned char *)back, (unsigned)strlen(back));
}

/* A stored block; the last one ends the stream. */
static void
put_stored(const char *text, int last)
{
	size_t size = strlen(text);

	put_number((unsigned)last, 1);
	put_number(size, 2);
	put_number(~size, 2);
	put_text(text);
}

static void
put_packed(const char *front, uint64_t mibs, const char *back)
{
	put_stored(front, 0);
	while (mibs-- > 0)
		put(packed, packed_size);
	put_stored(back, 1);
}

/* ---------------------------------------------------------------------- WARC */

static const char *
warc_header(uint64_t length)
{
	static char text[512];

	snprintf(text, sizeof(text),
	    "WARC/1.1\r\nWARC-Type: resource\r\n"
	    "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>"
	    "\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
	    "WARC-Target-URI: http://example.org/\r\n"
	    "Content-Type: text/plain\r\nContent-Length: %llu\r\n\r\n",
	    (unsigned long long)length);
	return text;
}

static void
put_gzip(const char *front, uint64_t mibs, const char *back)
{
	put("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
	put_packed(front, mibs, back);
	put_number(crc_of(front, mibs, back), 4);
	put_number(strlen(front) + mibs * MIB + strlen(back), 4);
}

static void
warc_bomb(uint64_t mibs)
{
	pack('a');
	put_gzip(warc_header(mibs * MIB), mibs, "\r\n\r\n");
}

static void
warc_line_gzip(uint64_t mibs)
{
	pack('a');
	put_gzip("WARC/1.1\r\nX: ", mibs, "\r\n\r\n");
}

static void
warc_line(uint64_t mibs)
{
	pack('a');
	put_text("WARC/1.1\r\nX: ");
	while (mibs-- > 0)
		put(mib, sizeof(mib));
	put_text("\r\n\r\n");
}

static void
warc_fields(uint64_t mibs)
{
	put_text("WARC/1.1\r\n");
	repeat("X: aaaaaaaaaaa\r\n", mibs * (MIB / 16));
	put_text("\r\n");
}

/* Records of 8 KiB, each with an id of its own. */
static void
warc_many(uint64_t mibs)
{
	uint64_t i;

	pack('a');
	for (i = 0; i < mibs * 128; i++) {
		printf("WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: "
		       "<urn:uuid:00000000-0000-4000-8000-%012llx>\r\n"
		       "WARC-Date: 2026-01-02T03:04:05Z\r\n"
		       "WARC-Target-URI: http://example.org/%llu\r\n"
		       "Content-Type: text/plain\r\n"
		       "Content-Length: 7936\r\n\r\n",
		    (unsigned long long)i, (unsigned long long)i);
		put(mib, 7936);
		put_text("\r\n\r\n");
	}
}

/* As small as records can be: what is kept of each counts. */
static void
warc_tiny(uint64_t thousands)
{
	uint64_t i;

	for (i = 0; i < thousands * 1000; i++)
		printf("WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: "
		       "<urn:uuid:00000000-0000-4000-8000-%012llx>\r\n"
		       "WARC-Date: 2026-01-02T03:04:05Z\r\n"
		       "WARC-Refers-To: "
		       "<urn:uuid:00000000-0000-4000-9000-%012llx>\r\n"
		       "Content-Length: 0\r\n\r\n\r\n\r\n",
		    (unsigned long long)i, (unsigned long long)i);
}

static void
warc_zstd(uint64_t mibs)
{
	ZSTD_CStream *stream = ZSTD_createCStream();
	/* The line ends are the last of the last MiB. */
	const char *header = warc_header(mibs * MIB - 4);
	ZSTD_inBuffer in = {header, strlen(header), 0};
	size_t left = 1;

	memset(mib, 'a', sizeof(mib));
	ZSTD_CCtx_setParameter(stream, ZSTD_c_checksumFlag, 1);
	ZSTD_CCtx_setPledgedSrcSize(stream, strlen(header) + mibs * MIB);
	while (left > 0) {
		int last = mibs == 0 && in.pos == in.size;
		ZSTD_outBuffer out = {packed, sizeof(packed), 0};

		if (in.pos == in.size && !last) {
			mibs--;
			in = (ZSTD_inBuffer){mib, sizeof(mib), 0};
			if (mibs == 0)
				memcpy(mib + sizeof(mib) - 4, "\r\n\r\n", 4);
		}
		left = ZSTD_compressStream2(
		    stream, &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
		left = last ? left : 1;
		put(packed, out.pos);
	}
	ZSTD_freeCStream(stream);
}

/* ---------------------------------------------------------------------- JSON */

static void
json_deep(uint64_t thousands)
{
	put_text("{\"a\":");
	repeat("[", thousands * 1000);
	repeat("]", thousands * 1000);
	put_text("}\n");
}

static void
json_lines(uint64_t mibs)
{
	uint64_t i;

	for (i = 0; i < mibs * 1024; i++)
		printf("{\"n\":%llu,\"text\":\"%0990d\"}\n",
		    (unsigned long long)i, 0);
}

static void
json_line(uint64_t mibs)
{
	pack('a');
	put_text("{\"text\":\"");
	while (mibs-- > 0)
		put(mib, sizeof(mib));
	put_text("\"}\n");
}

static void
json_wide(uint64_t mibs)
{
	put_text("{\"a\":[0");
	repeat(",{},[],0", mibs * (MIB / 8));
	put_text("]}\n");
}

/* ----------------------------------------------------------------------- ZIP */

static uint64_t at, directory_size, entries;
static FILE *directory;

static void
put_header(FILE *file, const char *name, int deflated, uint32_t crc,
    uint64_t stored, uint64_t size)
{
	unsigned char fields[22] = {20};
	size_t length = strlen(name);
	int i;

	fields[4] = deflated ? 8 : 0;
	fields[8] = 0x21; /* 1980-01-01 */
	for (i = 0; i < 4; i++) {
		fields[10 + i] = (unsigned char)(crc >> 8 * i);
		fields[14 + i] = (unsigned char)(stored >> 8 * i);
		fields[18 + i] = (unsigned char)(size >> 8 * i);
	}
	fwrite(fields, 1, sizeof(fields), file);
	putc((int)(length & 255), file);
	putc((int)(length >> 8), file);
	putc(0, file);
	putc(0, file);
}

static void
put_entry_head(const char *name, int deflated, uint32_t crc, uint64_t stored,
    uint64_t size)
{
	unsigned char tail[14] = {0};
	int i;

	put("PK\3\4", 4);
	put_header(stdout, name, deflated, crc, stored, size);
	put_text(name);
	fwrite("PK\1\2\24\3", 1, 6, directory);
	put_header(directory, name, deflated, crc, stored, size);
	for (i = 0; i < 4; i++)
		tail[10 + i] = (unsigned char)(at >> 8 * i);
	fwrite(tail, 1, sizeof(tail), directory);
	fputs(name, directory);
	at += 30 + strlen(name) + stored;
	directory_size += 46 + strlen(name);
	entries++;
}

static void
put_entry(const char *name, const char *text)
{
	size_t size = strlen(text);

	put_entry_head(name, 0,
	    (uint32_t)crc32(0, (const unsigned char *)text, (unsigned)size),
	    size, size);
	put_text(text);
}

static void
put_packed_entry(
    const char *name, const char *front, uint64_t mibs, const char *back)
{
	put_entry_head(name, 1, crc_of(front, mibs, back),
	    10 + strlen(front) + strlen(back) + mibs * packed_size,
	    strlen(front) + strlen(back) + mibs * MIB);
	put_packed(front, mibs, back);
}

static void
begin_zip(void)
{
	directory = tmpfile();
	if (directory == NULL)
		exit(1);
}

static void
end_zip(void)
{
	uint64_t start = at, many = entries > 65535 ? 65535 : entries;
	size_t got;

	rewind(directory);
	while ((got = fread(mib, 1, sizeof(mib), directory)) > 0)
		put(mib, got);
	if (entries > 65535) {
		put("PK\6\6", 4);
		put_number(44, 8);
		put_number(45, 2);
		put_number(45, 2);
		put_number(0, 8);
		put_number(entries, 8);
		put_number(entries, 8);
		put_number(directory_size, 8);
		put_number(start, 8);
		put("PK\6\7", 4);
		put_number(0, 4);
		put_number(start + directory_size, 8);
		put_number(1, 4);
	}
	put("PK\5\6", 4);
	put_number(0, 4);
	put_number(many, 2);
	put_number(many, 2);
	put_number(directory_size, 4);
	put_number(start, 4);
	put_number(0, 2);
}

#define XHTML_FRONT \
	"<html xmlns=\"http://www.w3.org/1999/xhtml\" " \
	"xmlns:epub=\"http://www.idpf.org/2007/ops\">" \
	"<head><title>t</title></head><body>"
#define XHTML_BACK "</body></html>"

/* A book up to its manifest's own items, and from there on. */
static char *package;
static size_t package_size;
static FILE *package_file;

static void
begin_book(void)
{
	begin_zip();
	put_entry("mimetype", "application/epub+zip");
	put_entry("META-INF/container.xml",
	    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument"
	    ":xmlns:container\"><rootfiles><rootfile full-path=\"p.opf\" "
	    "media-type=\"application/oebps-package+xml\"/></rootfiles>"
	    "</container>");
	put_entry("nav.xhtml",
	    XHTML_FRONT "<nav epub:type=\"toc\"><ol><li><a href=\"0.xhtml\">a"
			"</a></li></ol></nav>" XHTML_BACK);
	package_file = open_memstream(&package, &package_size);
	if (package_file == NULL)
		exit(1);
	fputs("<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
	      "unique-identifier=\"i\"><metadata xmlns:dc="
	      "\"http://purl.org/dc/elements/1.1/\"><dc:identifier id=\"i\">"
	      "urn:x:1</dc:identifier><dc:title>t</dc:title><dc:language>en"
	      "</dc:language><meta property=\"dcterms:modified\">"
	      "2026-01-02T03:04:05Z</meta></metadata><manifest>"
	      "<item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\" "
	      "media-type=\"application/xhtml+xml\"/>",
	    package_file);
}

static void
list_part(uint64_t i)
{
	fprintf(package_file,
	    "<item id=\"p%llu\" href=\"%llu.xhtml\" "
	    "media-type=\"application/xhtml+xml\"/>",
	    (unsigned long long)i, (unsigned long long)i);
}

static void
end_book(uint64_t spine)
{
	uint64_t i;

	fputs("</manifest><spine>", package_file);
	for (i = 0; i < spine; i++)
		fprintf(package_file, "<itemref idref=\"p%llu\"/>",
		    (unsigned long long)i);
	fputs("</spine></package>", package_file);
	fclose(package_file);
	put_entry("p.opf", package);
	free(package);
	end_zip();
}

/* A book of one part, which is this. */
static void
book_of(const char *front, uint64_t mibs, const char *back)
{
	begin_book();
	list_part(0);
	put_packed_entry("0.xhtml", front, mibs, back);
	end_book(1);
}

static void
epub_bomb(uint64_t mibs)
{
	pack('a');
	book_of(XHTML_FRONT "<p>", mibs, "</p>" XHTML_BACK);
}

/* A text that is all elements. */
static void
epub_tags(uint64_t mibs)
{
	char *text, *to;
	uint64_t i, count = mibs * (MIB / 4);

	begin_book();
	list_part(0);
	text = malloc(sizeof(XHTML_FRONT) + 4 * count + sizeof(XHTML_BACK));
	if (text == NULL)
		exit(1);
	to = stpcpy(text, XHTML_FRONT);
	for (i = 0; i < count; i++)
		to = stpcpy(to, "<b/>");
	strcpy(to, XHTML_BACK);
	put_entry("0.xhtml", text);
	free(text);
	end_book(1);
}

static void
epub_deep(uint64_t thousands)
{
	char *text, *to;
	uint64_t i, count = thousands * 1000;

	begin_book();
	list_part(0);
	text = malloc(sizeof(XHTML_FRONT) + 11 * count + sizeof(XHTML_BACK));
	if (text == NULL)
		exit(1);
	to = stpcpy(text, XHTML_FRONT);
	for (i = 0; i < count; i++)
		to = stpcpy(to, "<div>");
	for (i = 0; i < count; i++)
		to = stpcpy(to, "</div>");
	strcpy(to, XHTML_BACK);
	put_entry("0.xhtml", text);
	free(text);
	end_book(1);
}

/* Nine levels of ten entities each. */
static void
epub_entities(uint64_t levels)
{
	char text[8192];
	char *to = stpcpy(text, "<!DOCTYPE html [<!ENTITY e0 \"lol\">");
	uint64_t i;
	int j;

	for (i = 1; i <= levels; i++) {
		to += sprintf(to, "<!ENTITY e%d \"", (int)i);
		for (j = 0; j < 10; j++)
			to += sprintf(to, "&e%d;", (int)i - 1);
		to = stpcpy(to, "\">");
	}
	sprintf(to, "]>" XHTML_FRONT "<p>&e%d;</p>" XHTML_BACK, (int)levels);
	begin_book();
	list_part(0);
	put_entry("0.xhtml", text);
	end_book(1);
}

/* Ids and references to them: what is kept of a book until its end. */
static void
epub_ids(uint64_t parts)
{
	enum { IDS = 5000 };
	char *text = malloc(sizeof(XHTML_FRONT) + 128 * IDS), *to;
	char name[32];
	uint64_t i;
	int j;

	if (text == NULL)
		exit(1);
	begin_book();
	for (i = 0; i < parts; i++) {
		to = stpcpy(text, XHTML_FRONT);
		for (j = 0; j < IDS; j++)
			to += sprintf(to,
			    "<p id=\"a-rather-long-id-%d-%d\">"
			    "<a href=\"%d.xhtml#a-rather-long-id-%d-%d\">a"
			    "</a></p>",
			    (int)i, j, (int)(parts - 1 - i),
			    (int)(parts - 1 - i), j);
		strcpy(to, XHTML_BACK);
		sprintf(name, "%d.xhtml", (int)i);
		put_entry(name, text);
		list_part(i);
	}
	free(text);
	end_book(parts);
}

static void
epub_many(uint64_t thousands)
{
	char name[32];
	uint64_t i;

	begin_book();
	for (i = 0; i < thousands * 1000; i++) {
		sprintf(name, "%llu.xhtml", (unsigned long long)i);
		put_entry(name, XHTML_FRONT XHTML_BACK);
		list_part(i);
	}
	end_book(thousands * 1000);
}

/* A million files that the package does not name. */
static void
epub_extra(uint64_t thousands)
{
	char name[32];
	uint64_t i;

	begin_book();
	list_part(0);
	put_entry("0.xhtml", XHTML_FRONT "<p>a</p>" XHTML_BACK);
	for (i = 0; i < thousands * 1000; i++) {
		sprintf(name, "extra/%llu", (unsigned long long)i);
		put_entry(name, "");
	}
	end_book(1);
}

static const struct {
	const char *kind;
	void (*make)(uint64_t count);
} kinds[] = {
    {"warc.gz-bomb", warc_bomb}, /* MiB of one record's block */
    {"warc.zst-bomb", warc_zstd},
    {"warc.gz-line", warc_line_gzip}, /* MiB of one header line */
    {"warc-line", warc_line},
    {"warc-fields", warc_fields}, /* MiB of one header */
    {"warc-many", warc_many},     /* MiB */
    {"warc-tiny", warc_tiny},     /* thousands of records */
    {"json-deep", json_deep},     /* thousands of levels */
    {"json-wide", json_wide},     /* MiB */
    {"json-line", json_line}, {"json-lines", json_lines},
    {"epub-bomb", epub_bomb}, /* MiB of a text */
    {"epub-tags", epub_tags},
    {"epub-deep", epub_deep},         /* thousands of levels */
    {"epub-entities", epub_entities}, /* levels */
    {"epub-ids", epub_ids},           /* parts of 5000 ids and references */
    {"epub-many", epub_many},         /* thousands of parts */
    {"epub-extra", epub_extra},       /* thousands of files */
};

int
main(int argc, char **argv)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (argc != 3 || strcmp(kinds[i].kind, argv[1]) != 0)
			continue;
		kinds[i].make(strtoull(argv[2], NULL, 10));
		return fflush(stdout) != 0 || ferror(stdout);
	}
	fputs("make KIND COUNT >FILE\n", stderr);
	return 2;
}
