# What is said of a book.

## metadata_of_the_book
$ newsconv samples/harbour.txt samples/council.txt -o out.epub --series 'The Courier' --issue 12 --issn 1234-5679 --identifier urn:x-courier:12 --rights 'All of them' --subject harbours --subject councils --publisher 'The Courier Ltd' --certified-by 'A. Reader'
$ newsconv verify -q out.epub
$ bsdtar -xOf out.epub EPUB/package.opf >opf
$ grep -c -e '<dc:rights[^>]*>All of them<' -e '<dc:subject[^>]*>harbours<' -e '<dc:subject[^>]*>councils<' -e '>urn:x-courier:12<' -e '<dc:publisher[^>]*>The Courier Ltd<' -e 'belongs-to-collection[^>]*>The Courier<' -e 'group-position[^>]*>12<' -e 'urn:issn:1234-5679<' -e 'certifiedBy[^>]*>A. Reader<' opf
9

## the_publisher_of_several_is_that_of_each
$ newsconv samples/harbour.txt samples/council.txt -o out.epub --publisher 'The Courier Ltd'
$ newsconv out.epub -o out.jsonl
$ grep -c 'The Courier Ltd' out.jsonl
2

## an_issn_is_checked
$ newsconv samples/harbour.txt -o out.epub --series A --issn 1234-5678
! newsconv: out.epub: the ISSN "1234-5678" is not eight digits with a hyphen in their middle of which the last one checks the others
[64]
$ newsconv samples/harbour.txt -o out.epub --series A --issn 2434-561X
$ newsconv verify -q out.epub

## an_issue_is_of_a_series
$ newsconv samples/harbour.txt -o out.epub --issue 12
! newsconv: --issue needs the --series that it is of (see newsconv --help)
[64]
$ newsconv samples/harbour.txt -o out.epub --issn 1234-5679
! newsconv: --issn needs the --series that it is of (see newsconv --help)
[64]

## articles_are_sorted_and_grouped
$ newsconv --sort name samples/harbour.txt samples/council.txt -o name.epub
$ newsconv --sort given samples/harbour.txt samples/council.txt -o given.epub
$ newsconv --group-by author samples/harbour.txt samples/council.txt -o grouped.epub
$ newsconv verify -q name.epub given.epub grouped.epub
$ newsconv name.epub --to jsonl -o - | grep -o '"source":{"name":"[^"]*"'
"source":{"name":"council.txt"
"source":{"name":"harbour.txt"
$ newsconv given.epub --to jsonl -o - | grep -o '"source":{"name":"[^"]*"'
"source":{"name":"harbour.txt"
"source":{"name":"council.txt"
$ newsconv --sort size samples/harbour.txt -o out.epub
! newsconv: --sort size: not given, date or name (see newsconv --help)
[64]
$ newsconv --group-by size samples/harbour.txt -o out.epub
! newsconv: --group-by size: not date, section, author, source or none (see newsconv --help)
[64]

## covers
$ newsconv --text-cover samples/harbour.txt -o text.epub
$ newsconv --no-cover samples/harbour.txt -o none.epub
$ bsdtar -tf text.epub | grep cover
EPUB/cover.xhtml
$ bsdtar -tf none.epub | grep cover
[1]
$ printf 'no picture' >cover.png
$ newsconv --cover cover.png samples/harbour.txt -o out.epub
! newsconv: out.epub: cover.png: is neither a PNG nor a JPEG picture
[64]
$ newsconv --cover missing.png samples/harbour.txt -o out.epub
! newsconv: out.epub: missing.png: cannot open: No such file or directory
[2]
$ newsconv --text-cover --no-cover samples/harbour.txt -o out.epub
! newsconv: --cover, --text-cover, --drawn-cover, --no-cover: a book has one cover or none (see newsconv --help)
[64]
$ newsconv verify -q text.epub none.epub
$ files
cover.png
none.epub
text.epub

## stylesheets
$ echo 'p { color: black }' >my.css
$ newsconv --css my.css samples/harbour.txt -o both.epub
$ newsconv --css-only my.css samples/harbour.txt -o only.epub
$ newsconv verify -q both.epub only.epub
$ bsdtar -tf both.epub | grep css
EPUB/style.css
EPUB/own.css
$ bsdtar -tf only.epub | grep css
EPUB/own.css
$ newsconv --css my.css --css-only my.css samples/harbour.txt -o out.epub
! newsconv: --css and --css-only: a book has one stylesheet of yours (see newsconv --help)
[64]

## a_stylesheet_that_readers_would_drop_is_refused
$ echo 'p { color: red; & em { color: blue } }' >nested.css
$ newsconv --css nested.css samples/harbour.txt -o out.epub
! newsconv: out.epub: EPUB/own.css: failed validation and was not written: a rule within a rule
[2]
$ awk 'BEGIN { for (i = 0; i < 99; i++) printf "@media print {"; for (; i > 0; i--) printf "}" }' >deep.css
$ newsconv --css-only deep.css samples/harbour.txt -o out.epub
! newsconv: out.epub: EPUB/own.css: failed validation and was not written: blocks that are nested too deeply
[2]
$ echo '@media print { p { color: black } } @page { margin: 1em }' >flat.css
$ newsconv --css flat.css samples/harbour.txt -o out.epub

## leftovers_can_be_kept
$ newsconv --text-cover samples/page.txt -o without.epub
$ newsconv --text-cover --keep-leftovers samples/page.txt -o with.epub
$ newsconv verify -q without.epub with.epub
$ test $(bsdtar -xOf with.epub EPUB/article-1.xhtml | wc -c) -gt $(bsdtar -xOf without.epub EPUB/article-1.xhtml | wc -c) && echo more
more

## vertical_is_for_scripts_that_run_down
$ newsconv --vertical samples/japanese.txt -o out.epub
$ newsconv verify -q out.epub
$ bsdtar -xOf out.epub EPUB/package.opf | grep -c 'page-progression-direction="rtl"'
1

## what_is_no_book_has_no_options_of_one
$ newsconv --series A samples/harbour.txt -o out.json
! newsconv: --series is of books, and json is none (see newsconv --help)
[64]
$ newsconv --identifier A samples/harbour.txt -o out.jsonl
! newsconv: --identifier is of books, and jsonl is none (see newsconv --help)
[64]
$ newsconv --no-cover samples/harbour.txt -o out.warc
! newsconv: --no-cover is of books, and warc is none (see newsconv --help)
[64]

## jobs_are_a_number
$ newsconv -j 0 samples/harbour.txt -o out.json
! newsconv: --jobs 0: no number from 1 to 256 (see newsconv --help)
[64]

## books_of_an_archive_have_the_options_too
$ mkdir in; cp samples/harbour.txt samples/council.txt in
$ SOURCE_DATE_EPOCH=1600000000 newsconv archive -q in -o archive --to warc,epub --epub-by all --series 'The Courier' --group-by author
$ bsdtar -xOf archive/epub/*.epub EPUB/package.opf | grep -c 'belongs-to-collection[^>]*>The Courier<'
1
$ bsdtar -tf archive/epub/*.epub | grep cover
EPUB/cover.xhtml
$ newsconv verify -q archive
$ newsconv archive in -o other --series A
! newsconv: what is said of books is for --to epub (see newsconv archive --help)
[64]

## a_book_of_an_archive_has_an_article_once
$ mkdir in; cp samples/harbour.txt samples/council.txt in
$ { cat samples/harbour.txt; echo; } >in/other-bytes.txt
$ SOURCE_DATE_EPOCH=1600000000 newsconv archive -q in -o archive --to warc,epub --epub-by all
$ bsdtar -tf archive/epub/*.epub | grep -c article-
2
$ newsconv verify -q archive

## the_history_of_an_archive_has_the_options_of_its_books
$ mkdir in; cp samples/harbour.txt in
$ SOURCE_DATE_EPOCH=1600000000 newsconv archive -q in -o archive --to warc,epub --subject harbours --no-cover
$ bsdtar -xOf archive/epub/*/*.epub EPUB/package.opf | grep -c '>harbours<'
1
$ grep -o -e '--subject harbours --no-cover' archive/history.jsonl
--subject harbours --no-cover
