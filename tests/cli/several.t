# Several inputs into one output.

## a_book_has_a_chapter_for_each
$ newsconv samples/harbour.txt samples/council.txt samples/german.txt -o out.epub
$ newsconv verify -q out.epub
$ bsdtar -tf out.epub | grep article-
EPUB/article-1.xhtml
EPUB/article-2.xhtml
EPUB/article-3.xhtml

## json_lines_have_a_line_for_each
$ newsconv samples/harbour.txt samples/council.txt samples/german.txt -o out.jsonl
$ newsconv verify -q out.jsonl
$ wc -l <out.jsonl
3

## a_warc_has_three_records_for_each
$ newsconv samples/harbour.txt samples/council.txt -o out.warc
$ newsconv verify -q out.warc
$ grep -a '^WARC-Type' out.warc | tr -d '\r'
WARC-Type: warcinfo
WARC-Type: resource
WARC-Type: conversion
WARC-Type: metadata
WARC-Type: resource
WARC-Type: conversion
WARC-Type: metadata

## json_holds_one_article
$ newsconv samples/harbour.txt samples/council.txt -o out.json
! newsconv: out.json: json holds one article, there are 2 inputs; use jsonl (see newsconv --help)
[64]
$ files

## an_input_that_fails_is_named_and_the_rest_is_written
$ : >empty.txt
$ newsconv samples/harbour.txt empty.txt samples/council.txt missing.txt -o out.jsonl
! newsconv: empty.txt: is empty (0 bytes)
! newsconv: missing.txt: cannot open: No such file or directory
! newsconv: out.jsonl: holds 2 of 4 inputs
[1]
$ wc -l <out.jsonl
2
$ newsconv verify -q out.jsonl
$ files
empty.txt
out.jsonl

## when_all_inputs_fail_there_is_no_output
$ : >empty.txt
$ newsconv empty.txt missing.txt -o out.epub
! newsconv: empty.txt: is empty (0 bytes)
! newsconv: missing.txt: cannot open: No such file or directory
[2]
$ files
empty.txt

## the_same_input_twice_is_one_chapter
$ newsconv samples/harbour.txt samples/harbour.txt -o out.epub
! newsconv: out.epub: 1 article was left out that is in it already
$ newsconv verify -q out.epub
$ newsconv samples/harbour.txt samples/harbour.txt -o out.warc.gz
$ newsconv verify -q out.warc.gz

## the_title_is_that_of_the_book
$ newsconv --title 'The week' samples/harbour.txt samples/council.txt -o out.epub
$ bsdtar -xOf out.epub EPUB/package.opf | grep -o '>The week<'
>The week<
$ bsdtar -xOf out.epub EPUB/article-1.xhtml | grep -c 'The week'; true
0

## a_url_belongs_to_one_article
$ newsconv --url https://news.example/1 samples/harbour.txt samples/council.txt -o out.epub
! newsconv: --url names one article, there are 2 inputs (see newsconv --help)
[64]
$ files

## a_hundred_articles_make_a_book
$ for i in $(seq 100); do { cat samples/council.txt; echo "Number $i ends."; } >$i.txt; done
$ newsconv [0-9]*.txt -o out.epub
$ newsconv verify -q out.epub
$ bsdtar -tf out.epub | grep -c article-
100
