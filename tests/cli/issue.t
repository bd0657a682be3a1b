# Folders and packed dumps into one book, or one file.

## a_folder_is_a_book
$ mkdir -p week/late
$ cp samples/council.txt samples/harbour.txt week
$ cp samples/german.txt week/late
$ newsconv week -o issue.epub --title 'The week' --series 'The Courier' --issue 12
$ newsconv verify -q issue.epub
$ newsconv issue.epub -o back.jsonl
$ wc -l <back.jsonl
3
$ bsdtar -xOf issue.epub EPUB/package.opf | grep -c -e 'The week' -e 'The Courier' -e '>12<'
3

## a_folder_is_read_in_the_order_of_bytes
$ mkdir week
$ cp samples/council.txt week/b.txt; cp samples/harbour.txt week/a.txt; cp samples/german.txt week/B.txt
$ newsconv week -o out.jsonl
$ grep -o '"source":{"name":"[^"]*"' out.jsonl
"source":{"name":"B.txt"
"source":{"name":"a.txt"
"source":{"name":"b.txt"

## inputs_that_are_named_keep_their_order
$ newsconv samples/harbour.txt samples/council.txt samples/german.txt -o out.jsonl
$ grep -o '"source":{"name":"[^"]*"' out.jsonl
"source":{"name":"harbour.txt"
"source":{"name":"council.txt"
"source":{"name":"german.txt"

## files_and_their_folder_are_the_same_book
$ mkdir week
$ cp samples/*.txt week
$ newsconv -q week -o folder.epub
$ newsconv -q week/*.txt -o files.epub
$ cmp folder.epub files.epub

## hidden_files_links_and_sidecars_are_no_inputs
$ mkdir week
$ cp samples/harbour.txt week; cp samples/council.txt week/.council.txt
$ ln -s ../samples/german.txt week
$ echo '{"url": "https://news.example/7"}' >week/harbour.json
$ newsconv -v week -o out.jsonl
! newsconv: week/harbour.txt: "After eleven years of promises … the harbour of Velmora still turns away the ferries that “kept the islands alive”"; en; 1 author; no date; 6 blocks, 2 related, 0 leftovers
! newsconv: 3 hidden files, links, sidecars or devices were no inputs
$ grep -c https://news.example/7 out.jsonl
1

## an_option_goes_before_what_a_sidecar_says
$ mkdir week
$ cp samples/harbour.txt week
$ echo '{"publisher": "The Courier"}' >week/harbour.json
$ newsconv week --to json -o -
! newsconv: -: json holds one article, the input is a folder; use jsonl (see newsconv --help)
[64]
$ newsconv week --to jsonl -o - | grep -c 'The Courier'
1
$ newsconv week --publisher 'The Herald' --to jsonl -o - | grep -c 'The Courier'
0
[1]

## the_output_is_no_input
$ mkdir week
$ cp samples/harbour.txt week
$ newsconv week -o week/issue.epub
$ newsconv -f week -o week/issue.epub --manifest
$ newsconv -f week -o week/issue.epub --manifest
$ newsconv week/issue.epub -o out.json

## a_duplicate_is_in_a_book_once
$ cp samples/harbour.txt copy.txt
$ newsconv samples/harbour.txt samples/council.txt copy.txt -o out.epub
! newsconv: out.epub: 1 article was left out that is in it already
$ newsconv -f -v samples/harbour.txt copy.txt samples/harbour.txt -o out.epub 2>&1 | grep -v blocks
newsconv: copy.txt: the book has an article with this headline and body; it was left out
newsconv: samples/harbour.txt: the book has an article with this headline and body; it was left out
newsconv: out.epub: 2 articles were left out that are in it already
$ newsconv -f -q samples/harbour.txt copy.txt -o out.epub
$ newsconv samples/harbour.txt copy.txt -o out.jsonl
$ wc -l <out.jsonl
2

## a_manifest_says_what_was_left_out_as_a_duplicate
$ cp samples/harbour.txt copy.txt
$ newsconv -q --manifest samples/harbour.txt copy.txt -o out.epub
$ grep -c '"copy.txt".*headline and body' out.epub.manifest.jsonl
1
$ newsconv verify -q out.epub

## members_of_packed_dumps_are_inputs
$ mkdir news
$ cp samples/harbour.txt samples/council.txt news
$ tar -cf dump.tar news
$ gzip -c samples/german.txt >german.txt.gz
$ printf '%s\n' '{"text": "A headline of some words\n\nThe text of a record goes on for a while, and ends.", "url": "https://news.example/1"}' >records.jsonl
$ newsconv dump.tar german.txt.gz records.jsonl -o out.jsonl
$ grep -o '"source":{"name":"[^"]*"' out.jsonl | LC_ALL=C sort
"source":{"name":"dump.tar/news/council.txt"
"source":{"name":"dump.tar/news/harbour.txt"
"source":{"name":"german.txt.gz/german.txt"
"source":{"name":"records.jsonl"
$ grep -c https://news.example/1 out.jsonl
1
$ newsconv - --to jsonl -o - <dump.tar | wc -l
2

## what_is_said_of_one_article_is_not_said_of_a_packed_dump
$ tar -cf dump.tar samples/harbour.txt
$ newsconv --url https://news.example/1 dump.tar -o out.epub
! newsconv: dump.tar: the URL names one article, and this may hold many
[64]
$ newsconv --title 'The week' dump.tar -o out.epub

## what_is_said_of_one_article_is_not_said_of_a_folder
$ mkdir week
$ cp samples/harbour.txt week
$ newsconv --url https://news.example/1 week -o out.epub
! newsconv: --url names one article, the input is a folder (see newsconv --help)
[64]
$ newsconv --title 'The week' week -o out.jsonl
! newsconv: --title: with a folder only a book has a title (see newsconv --help)
[64]

## an_input_of_a_folder_that_fails_is_named_and_the_rest_is_written
$ mkdir week
$ cp samples/harbour.txt week
$ : >week/empty.txt
$ newsconv week -o out.epub
! newsconv: week/empty.txt: is empty (0 bytes)
! newsconv: out.epub: holds 1 of 2 inputs
[1]
$ newsconv verify -q out.epub

## any_number_of_threads_makes_the_same_bytes
$ mkdir week
$ for name in samples/*.txt; do for n in 1 2 3 4 5 6 7; do { cat $name; echo; echo "Number $n of the lines that tell these apart."; } >week/$n-${name##*/}; done; done
$ for format in epub jsonl warc.gz; do for n in 1 2 8; do newsconv -q -j $n week --to $format -o $n.$format; done; cmp 1.$format 2.$format; cmp 1.$format 8.$format; done
$ newsconv verify -q 1.epub 1.jsonl 1.warc.gz

## a_book_is_data_again
$ newsconv samples/harbour.txt -o book.epub
$ newsconv samples/harbour.txt -o dump.json
$ newsconv book.epub -o out.json
$ cmp dump.json out.json
$ newsconv out.json -o again.epub
$ cmp book.epub again.epub

## an_issue_is_data_again
$ newsconv samples/harbour.txt samples/german.txt samples/arabic.txt -o issue.epub
$ newsconv samples/harbour.txt samples/german.txt samples/arabic.txt -o dump.jsonl
$ newsconv issue.epub -o out.jsonl
$ cmp dump.jsonl out.jsonl
$ newsconv out.jsonl -o again.epub
$ cmp issue.epub again.epub
$ newsconv issue.epub -o out.json
! newsconv: issue.epub: holds 3 articles, json holds one; use jsonl
[2]

## records_of_a_book_are_no_articles_without_it
$ newsconv samples/harbour.txt samples/german.txt -o issue.epub
$ bsdtar -xOf issue.epub EPUB/articles.jsonl >records.jsonl
$ newsconv records.jsonl -o out.jsonl
! newsconv: records.jsonl: line 1 is a book's record of an article, whose text is on the book's pages: read the book
[2]
$ newsconv verify --records records.jsonl | grep -c ' record urn:uuid:'
2
$ newsconv verify records.jsonl
records.jsonl: sound: jsonl, 2 parts; structure yes, digests -, canonical -, manifest -

## data_has_no_dump_for_a_warc
$ newsconv samples/harbour.txt -o out.json
$ newsconv out.json -o out.warc.gz
! newsconv: out.json: warc.gz holds the dump, which is not in what the article was read from
[2]
$ newsconv samples/council.txt out.json -o out.warc.gz
! newsconv: out.json: warc.gz holds the dump, which is not in what the article was read from
! newsconv: out.warc.gz: holds 1 of 2 inputs
[1]

## standard_input_may_be_data
$ newsconv samples/harbour.txt -o book.epub
$ newsconv samples/harbour.txt -o dump.json
$ newsconv - -o out.json <book.epub
$ cmp dump.json out.json
$ newsconv - --to epub -o - <dump.json | cmp - book.epub
