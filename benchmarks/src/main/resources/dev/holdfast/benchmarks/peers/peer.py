# Copyright 2026 The Holdfast Authors
# SPDX-License-Identifier: Apache-2.0
"""Rounds of Python's requests: each line of the input, "callers nanoseconds", is answered by one of figures."""
import os
import platform
import resource
import sys
import threading
import time

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

url, upload, answer, retries = sys.argv[1], bytes(int(sys.argv[2])), int(sys.argv[3]), int(sys.argv[4])

session = requests.Session()
session.trust_env = False
session.mount(
    "http",
    HTTPAdapter(
        pool_maxsize=256,
        max_retries=Retry(total=retries, backoff_factor=0.1, status_forcelist=[500, 502, 503, 504]),
    ),
)


def call():
    response = session.post(url, data=upload, timeout=27) if upload else session.get(url, timeout=27)
    if len(response.content) != answer:
        raise ValueError(f"a body of {len(response.content)} bytes")


def caller(until, times):
    while time.monotonic_ns() < until:
        before = time.perf_counter_ns()
        call()
        times.append(time.perf_counter_ns() - before)


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


print(f"Python {platform.python_version()}, requests {requests.__version__}", flush=True)
for line in sys.stdin:
    callers, nanos = map(int, line.split())
    times, before = [], cpu()
    threads = [
        threading.Thread(target=caller, args=(time.monotonic_ns() + nanos, times)) for _ in range(callers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used = cpu() - before
    times.sort()
    count = len(times)
    p50, p99, p999 = (times[min(count - 1, int(count * share))] for share in (0.5, 0.99, 0.999))
    descriptors = len(os.listdir("/proc/self/fd"))
    print(count, count * 1e9 / nanos, p50, p99, p999, used * 1e9 / count, callers + 1, descriptors, flush=True)
