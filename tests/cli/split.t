# Several articles in one file.

## a_book_has_a_chapter_for_each_article_of_a_file
$ newsconv samples/several.txt -o out.epub
$ newsconv verify -q out.epub
$ bsdtar -tf out.epub | grep article-
EPUB/article-1.xhtml
EPUB/article-2.xhtml
EPUB/article-3.xhtml

## json_lines_have_a_line_for_each_article_of_a_file
$ newsconv samples/several.txt -o out.jsonl
$ newsconv verify -q out.jsonl
$ grep -o '"part":{[^}]*}' out.jsonl
"part":{"number":1,"of":3,"start":0,"end":600,"firstLine":1,"lastLine":12}
"part":{"number":2,"of":3,"start":602,"end":1136,"firstLine":14,"lastLine":25}
"part":{"number":3,"of":3,"start":1138,"end":1655,"firstLine":27,"lastLine":36}

## a_warc_keeps_the_file_once
$ newsconv samples/several.txt -o out.warc
$ newsconv verify -q out.warc
$ grep -a '^WARC-Type' out.warc | tr -d '\r'
WARC-Type: warcinfo
WARC-Type: resource
WARC-Type: conversion
WARC-Type: metadata
WARC-Type: conversion
WARC-Type: metadata
WARC-Type: conversion
WARC-Type: metadata

## the_same_file_twice_is_kept_twice
$ newsconv samples/export.txt samples/export.txt -o out.warc.gz
$ newsconv verify -q out.warc.gz

## json_holds_one_article_of_a_file
$ newsconv samples/several.txt -o out.json
! newsconv: samples/several.txt: holds 3 articles, json holds one; use jsonl, or --split never
[2]
$ files

## a_file_is_one_article_if_one_says_so
$ newsconv --split never samples/several.txt -o out.json
$ newsconv verify -q out.json
$ grep -c '"part"' out.json; true
0

## always_cuts_where_a_sign_might_mean_nothing
$ { cat samples/council.txt; echo '* * *'; cat samples/brief.txt; } >two.txt
$ newsconv two.txt -o auto.jsonl
$ newsconv --split always two.txt -o always.jsonl
$ cat auto.jsonl | wc -l; cat always.jsonl | wc -l
1
2

## articles_of_a_file_are_described_one_by_one
$ newsconv -v samples/export.txt -o out.epub
! newsconv: samples/export.txt: 1 of 2: "Quarry at Steinvik to close after ninety years"; en; 1 author; 2019-03-04; 2 blocks, 0 related, 3 leftovers
! newsconv: samples/export.txt: 2 of 2: "Steinvik asks what to do with a hole in the ground"; en; 1 author; 2019-03-18; 2 blocks, 0 related, 2 leftovers

## inspect_shows_each_article
$ newsconv inspect samples/export.txt | grep -E '^(article|author|published)'
article    1 of 2, bytes 0 to 474
author     Runa Halme
published  2019-03-04 (DATE: March 4, 2019)
article    2 of 2, bytes 476 to 926
author     Runa Halme
published  2019-03-18 (DATE: March 18, 2019)
$ newsconv inspect --split never samples/export.txt | grep -c '^article'; true
0

## the_title_is_that_of_the_book_of_one_file
$ newsconv --title 'The week' samples/several.txt -o out.epub
$ bsdtar -xOf out.epub EPUB/package.opf | grep -o '>The week<'
>The week<
$ bsdtar -xOf out.epub EPUB/article-1.xhtml | grep -c 'The week'; true
0
$ newsconv --title 'The week' samples/several.txt -o out.jsonl
! newsconv: samples/several.txt: the title names one article, there are 3; use --split never
[64]

## a_url_belongs_to_one_article_of_a_file
$ newsconv --url https://news.example/1 samples/several.txt -o out.epub
! newsconv: samples/several.txt: the URL names one article, there are 3; use --split never
[64]
$ files

## a_word_that_split_does_not_know
$ newsconv --split often samples/several.txt -o out.epub
! newsconv: --split often: not auto, never or always (see newsconv --help)
[64]
$ newsconv inspect --split often samples/several.txt
! newsconv: --split often: not auto, never or always (see newsconv inspect --help)
[64]
