# Inputs that cannot be read as an article: one line that names each, the right
# exit status, and nothing written.

## an_empty_file_is_refused
$ : >empty.txt
$ newsconv empty.txt -o out.epub
! newsconv: empty.txt: is empty (0 bytes)
[2]
$ files
empty.txt

## white_space_alone_is_refused
$ printf ' \n\t\r\n\342\200\203\n' >blank.txt
$ newsconv blank.txt -o out.epub
! newsconv: blank.txt: holds nothing but white space (9 bytes)
[2]
$ files
blank.txt

## a_byte_order_mark_alone_is_refused
$ printf '\357\273\277' >bom.txt
$ newsconv bom.txt -o out.json
! newsconv: bom.txt: holds nothing but white space (3 bytes)
[2]
$ files
bom.txt

## a_missing_file_is_named
$ newsconv missing.txt -o out.epub
! newsconv: missing.txt: cannot open: No such file or directory
[2]
$ files

## an_empty_folder_holds_no_input
$ mkdir folder
$ newsconv folder -o out.epub
! newsconv: folder: there is no input in it; nothing was written
[2]
$ files
folder

## a_picture_is_no_text
$ printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >picture.txt
$ newsconv picture.txt -o out.epub
! newsconv: picture.txt: is not text: begins like a PNG image
[2]
$ files
picture.txt

## an_archive_is_no_text
$ mkdir word; echo text >word/document.xml
$ bsdtar --format zip -cf letter.docx word
$ newsconv letter.docx -o out.json
! newsconv: letter.docx: is not text: begins like a ZIP archive
[2]
$ files
letter.docx
word

## noise_is_no_text
$ awk 'BEGIN { for (i = 0; i < 3000; i++) printf "%c", i * i * 7 % 29 + 1 }' >noise.txt
$ newsconv noise.txt -o out.json
! newsconv: noise.txt: is not text: 441 of the first 512 bytes are control characters
[2]
$ files
noise.txt

## an_unreadable_file_is_named
$ echo 'A text.' >secret.txt
$ chmod 0 secret.txt
$ as_user newsconv secret.txt -o out.epub
! newsconv: secret.txt: cannot open: Permission denied
[2]
$ files
secret.txt

## a_path_below_a_file_is_named
$ echo 'A text.' >text.txt
$ newsconv text.txt/more.txt -o out.epub
! newsconv: text.txt/more.txt: cannot open: Not a directory
[2]
$ files
text.txt

## control_characters_in_a_name_do_not_reach_the_terminal
$ newsconv "$(printf 'a\033[31mb\nc.txt')" -o out.epub
! newsconv: a\x1b[31mb\x0ac.txt: cannot open: No such file or directory
[2]

## a_line_of_16_mib_is_an_article
$ head -c 16777216 /dev/zero | tr '\0' x >line.txt
$ newsconv line.txt -o out.json
$ newsconv verify -q out.json
$ newsconv line.txt -o out.epub
$ newsconv verify -q out.epub
$ newsconv line.txt -o out.warc.gz
$ newsconv verify -q out.warc.gz

## a_million_short_lines_are_an_article
$ yes a | head -n 1000000 >lines.txt
$ newsconv lines.txt -o out.warc.gz
$ newsconv verify -q out.warc.gz

## one_letter_is_an_article
$ printf x >letter.txt
$ newsconv letter.txt -o out.json
$ newsconv letter.txt -o out.epub
$ newsconv letter.txt -o out.warc
$ newsconv verify -q out.json out.epub out.warc

## a_last_line_without_line_feed_is_kept
$ printf 'A headline of some words\n\nThe text ends without a line feed.' >end.txt
$ newsconv end.txt --to json -o - | grep -c 'ends without a line feed\.'
1

## nul_and_control_characters_are_left_out_and_counted
$ printf 'The head\000line of\001 it\n\nThe text of the article goes\177 on.\n' >controls.txt
$ headline controls.txt
The headline of it
$ newsconv controls.txt --to json -o - | sed -n '/"kind"/{N;s/[ \n]//g;p;}'
"kind":"nul","count":1
"kind":"control","count":2

## a_fifo_is_read_to_its_end
$ mkfifo pipe.txt
$ cat samples/harbour.txt >pipe.txt & newsconv pipe.txt --to json -o out.json
$ newsconv verify -q out.json

## an_input_beyond_the_limit_is_refused
$ truncate -s 300M large.txt
$ newsconv large.txt -o out.epub
! newsconv: large.txt: larger than 268435456 bytes, the limit
[2]
$ files
large.txt
