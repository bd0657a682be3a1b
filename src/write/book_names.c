/* What the parts of a book are called, relative to its package document. */
#include <stdio.h>

#include "book.h"

void
nc_chapter_name(
    char target[NC_CHAPTER_NAME_SIZE], size_t chapter, unsigned file)
{
	if (file == 0)
		snprintf(target, NC_CHAPTER_NAME_SIZE, "article-%zu.xhtml",
		    chapter + 1);
	else
		snprintf(target, NC_CHAPTER_NAME_SIZE, "article-%zu-%u.xhtml",
		    chapter + 1, file + 1);
}

void
nc_contents_name(char target[NC_CHAPTER_NAME_SIZE], unsigned number)
{
	snprintf(target, NC_CHAPTER_NAME_SIZE, "contents-%u.xhtml", number);
}

const char *
nc_cover_name(const struct nc_book *book)
{
	switch (book->cover) {
	case NC_COVER_PNG:
		return "cover.png";
	case NC_COVER_JPEG:
		return "cover.jpg";
	default:
		return NULL;
	}
}
