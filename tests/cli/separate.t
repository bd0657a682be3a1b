# A folder for an output: a file for each article.

## each_article_is_a_file_named_after_its_input
$ mkdir -p week/late
$ cp samples/council.txt samples/harbour.txt week
$ cp samples/german.txt week/late
$ newsconv week -o out/ --to epub
$ find out -type f | LC_ALL=C sort
out/council.epub
out/harbour.epub
out/late/german.epub
$ newsconv verify -q out/*.epub out/late/*.epub

## a_folder_that_is_there_needs_no_slash
$ mkdir out
$ newsconv samples/council.txt samples/harbour.txt -o out --to json
$ ls out
council.json
harbour.json
$ newsconv verify -q out/*.json

## the_files_are_those_that_each_input_makes_alone
$ newsconv --no-folder --text-cover samples -o out/ --to epub
$ newsconv --text-cover samples/harbour.txt -o harbour.epub
$ cmp out/harbour.epub harbour.epub
$ newsconv --no-folder -f -j 1 samples -o one/ --to epub
$ diff -r out one

## several_articles_of_an_input_are_numbered
$ newsconv samples/several.txt -o out/ --to warc
$ ls out
several.part1.warc
several.part2.warc
several.part3.warc
$ newsconv verify -q out/*.warc

## no_two_inputs_get_one_name
$ mkdir week a b
$ cp samples/harbour.txt week/one.txt; cp samples/council.txt week/one.md
$ cp samples/several.txt week/two.txt; cp samples/german.txt week/two.part2.txt
$ newsconv week -o out/ --to json
$ ls out
one.json
one~2.json
two.part1.json
two.part2.json
two.part2_.json
two.part3.json

## members_stand_in_a_folder_of_the_packed_dump
$ tar -cf dump.tar samples/harbour.txt samples/council.txt
$ newsconv dump.tar -o out/ --to jsonl
$ find out -type f | LC_ALL=C sort
out/dump.tar/samples/council.jsonl
out/dump.tar/samples/harbour.jsonl

## a_member_cannot_lead_out_of_the_folder
$ mkdir -p sub
$ cp samples/harbour.txt out.txt; cp samples/council.txt sub/in.txt
$ (cd sub && tar -cPf ../evil.tar ../out.txt in.txt)
$ newsconv evil.tar -o sub/to/ --to json
$ find . -name '*.json' | LC_ALL=C sort
./sub/to/evil.tar/in.json
./sub/to/evil.tar/out.json

## what_is_there_is_left_as_it_is
$ mkdir out; echo mine >out/harbour.json
$ newsconv samples/harbour.txt samples/council.txt -o out/ --to json
! newsconv: out/harbour.json: exists already; it was not replaced
! newsconv: out/: holds 1 of 2 inputs
[1]
$ cat out/harbour.json
mine
$ newsconv -f samples/harbour.txt samples/council.txt -o out/ --to json
$ newsconv verify -q out/*.json

## an_input_is_not_replaced
$ mkdir week
$ newsconv samples/harbour.txt -o week/harbour.json
$ cp week/harbour.json before.json
$ newsconv -f week/harbour.json -o week/ --to json
! newsconv: week/harbour.json: is an input and an output too; it was not replaced
[2]
$ cmp before.json week/harbour.json

## an_input_that_fails_is_named_and_the_run_goes_on
$ mkdir week; cp samples/harbour.txt week; : >week/empty.txt
$ newsconv week -o out/ --to epub
! newsconv: week/empty.txt: is empty (0 bytes)
! newsconv: out/: holds 1 of 2 inputs
[1]
$ ls out
harbour.epub

## when_all_inputs_fail_the_status_says_so
$ : >empty.txt
$ newsconv empty.txt -o out/ --to epub
! newsconv: empty.txt: is empty (0 bytes)
[2]
$ ls out

## what_is_said_of_one_output
$ newsconv samples/harbour.txt -o out/
! newsconv: out/: a folder tells no format; use --to epub, json, jsonl, warc.gz, warc (see newsconv --help)
[64]
$ newsconv samples/harbour.txt -o out/ --to epub --manifest
! newsconv: --manifest stands beside one file, and a folder gets several (see newsconv --help)
[64]
$ newsconv samples/harbour.txt -o out/ --to epub --identifier 7
! newsconv: --identifier names one book, there may be several (see newsconv --help)
[64]
$ newsconv samples/harbour.txt samples/council.txt -o out/ --to epub --title 'The week'
! newsconv: --title names one article, there are 2 inputs (see newsconv --help)
[64]
$ newsconv --title 'Of one' samples/harbour.txt -o out/ --to json
$ grep -c 'Of one' out/harbour.json
1

## what_cannot_be_of_any_output_is_told_once
$ printf 'no picture' >cover.png
$ newsconv --cover cover.png samples/harbour.txt samples/council.txt -o out/ --to epub
! newsconv: out/harbour.epub: cover.png: is neither a PNG nor a JPEG picture
[64]

## the_folder_of_the_outputs_is_no_input
$ mkdir week
$ cp samples/harbour.txt week
$ newsconv week -o week/ --to epub
! newsconv: week/: is an input; the outputs need another folder
[64]
$ newsconv week -o week/books/ --to epub
$ newsconv -f week -o week/books/ --to epub
$ find week -type f | LC_ALL=C sort
week/books/harbour.epub
week/harbour.txt
