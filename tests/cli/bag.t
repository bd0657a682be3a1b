# newsconv bag: a folder as a bag, in a new place.

## a_bag_of_a_folder_is_sound
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir -p news/more; cp samples/harbour.txt news; cp samples/page.txt 'news/more/100%.txt'
$ newsconv bag news -o bag --metadata 'Contact-Name=Ida Holm' --metadata Source-Organization=Us | sed 's/[0-9]* bytes/N bytes/'
bag: 2 files, N bytes
$ ls bag
bag-info.txt
bagit.txt
data
manifest-sha256.txt
manifest-sha512.txt
tagmanifest-sha256.txt
tagmanifest-sha512.txt
$ head -3 bag/bag-info.txt
Contact-Name: Ida Holm
Source-Organization: Us
Bagging-Date: 2020-09-13
$ grep -o 'data/.*' bag/manifest-sha512.txt
data/harbour.txt
data/more/100%25.txt
$ diff -r news bag/data
$ newsconv verify bag >found; echo $?
0
$ (cd bag && sha256sum --quiet -c tagmanifest-sha256.txt)

## equal_folders_make_equal_bags
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/harbour.txt samples/page.txt news
$ newsconv bag -q news -o one; newsconv bag -q news -o two
$ diff -r one two

## a_changed_file_of_a_bag_is_found
$ mkdir news; cp samples/harbour.txt news
$ newsconv bag -q news -o bag
$ printf x >>bag/data/harbour.txt
$ newsconv verify bag >found; echo $?
1
$ grep -oE '(BAG)-[0-9]+' found | sort -u
BAG-001
BAG-002
BAG-020
BAG-035

## a_bag_that_exists_is_refused
$ mkdir news bag; cp samples/harbour.txt news
$ newsconv bag news -o bag
! newsconv: bag: exists
[2]
$ ls -A bag

## links_are_refused_by_name_and_nothing_is_left
$ mkdir news; cp samples/harbour.txt news; ln -s harbour.txt news/link
$ newsconv bag news -o bag
! newsconv: link: is a symbolic link, which is not followed
[1]
$ ls -A | grep bag
[1]

## empty_folders_are_told
$ mkdir -p news/none; cp samples/harbour.txt news
$ newsconv bag news -o bag >found
! newsconv: none: an empty folder, which no manifest can list
$ newsconv bag -q news -o bag2

## wrong_usage_is_told
$ mkdir news
$ newsconv bag
! newsconv: no folder given (see newsconv bag --help)
[64]
$ newsconv bag news
! newsconv: no output given; use -o BAG (see newsconv bag --help)
[64]
$ newsconv bag news -o bag --metadata nothing
! newsconv: no LABEL=VALUE for bag-info.txt: "nothing"
[64]
$ newsconv bag news -o bag --algorithm crc32
! newsconv: no algorithm of ours: "crc32"
[64]
$ newsconv bag --help | head -1
Usage: newsconv bag [OPTION]... FOLDER -o BAG
