"""A network that loses packets: carries IP packets between two TUN devices, which it makes.

    network.py ONE OTHER SEED

A packet is lost (20 %), or comes after 50 ms give or take 10, or comes at once and overtakes the
others (5 %); some come twice (5 %). Says on SIGTERM what it did.
"""

import fcntl
import heapq
import os
import random
import select
import signal
import struct
import sys
import time

TUNSETIFF = 0x400454CA
TUN_WITHOUT_HEADER = 0x0001 | 0x1000

LOST, TWICE, AT_ONCE = 0.20, 0.05, 0.05
DELAY, SPREAD = 0.050, 0.010


def device(name):
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH", name.encode(), TUN_WITHOUT_HEADER))
    return fd


def stop(signal_number, frame):
    raise KeyboardInterrupt


def main(one, other, seed):
    chance = random.Random(seed)
    ends = {}
    ends[device(one)] = device(other)
    ends.update({b: a for a, b in ends.items()})
    counts = dict.fromkeys(("carried", "lost", "doubled", "overtaken"), 0)
    under_way = []  # a heap: when it is due, a number that parts equals, where it goes, the packet
    number = 0
    signal.signal(signal.SIGTERM, stop)
    print("ready", flush=True)
    try:
        while True:
            wait = max(0, under_way[0][0] - time.monotonic()) if under_way else None
            readable, _, _ = select.select(list(ends), [], [], wait)
            for fd in readable:
                packet = os.read(fd, 65536)
                counts["carried"] += 1
                if chance.random() < LOST:
                    counts["lost"] += 1
                    continue
                copies = 1
                if chance.random() < TWICE:
                    counts["doubled"] += 1
                    copies = 2
                for _ in range(copies):
                    delay = DELAY + chance.uniform(-SPREAD, SPREAD)
                    if chance.random() < AT_ONCE:
                        counts["overtaken"] += 1
                        delay = 0
                    number += 1
                    due = time.monotonic() + delay
                    heapq.heappush(under_way, (due, number, ends[fd], packet))
            while under_way and under_way[0][0] <= time.monotonic():
                _, _, to, packet = heapq.heappop(under_way)
                try:
                    os.write(to, packet)
                except OSError:
                    counts["lost"] += 1  # the device is not up yet, or its queue is full
    except KeyboardInterrupt:
        print(" ".join(f"{word}={count}" for word, count in counts.items()), flush=True)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
