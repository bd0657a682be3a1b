"""A small PNG and a small JPEG, made without a library of pictures.

    covers.py OWN.png OWN.jpg
"""
import struct
import sys
import zlib

WIDTH, HEIGHT = 120, 160


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))


def png():
    row = b"\0" + bytes([200, 210, 220]) * WIDTH
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT,
                                         8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(row * HEIGHT, 9))
            + chunk(b"IEND", b""))


def segment(marker, data):
    return struct.pack(">HH", marker, len(data) + 2) + data


def jpeg():
    """Baseline, grey: each block has no difference and no other term."""
    blocks = (WIDTH // 8) * (HEIGHT // 8)
    # One code of one bit for "category 0", one for "end of block".
    table = bytes([1] + [0] * 15) + b"\0"
    bits = "00" * blocks
    bits += "1" * (-len(bits) % 8)
    scan = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
    return (b"\xff\xd8"
            + segment(0xffe0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
            + segment(0xffdb, b"\0" + bytes([16] * 64))
            + segment(0xffc0, struct.pack(">BHHB", 8, HEIGHT, WIDTH, 1)
                      + bytes([1, 0x11, 0]))
            + segment(0xffc4, b"\0" + table)
            + segment(0xffc4, b"\x10" + table)
            + segment(0xffda, bytes([1, 1, 0, 0, 63, 0]))
            + scan + b"\xff\xd9")


def main():
    with open(sys.argv[1], "wb") as target:
        target.write(png())
    with open(sys.argv[2], "wb") as target:
        target.write(jpeg())


main()
