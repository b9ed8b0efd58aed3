"""A live Django: saves shops for some seconds and counts the saves that it loses to locks.

usage: live_saver.py SECONDS THINK PAUSE    (HOST_DB and DJANGO_SETTINGS_MODULE in the environment)

Half of the saves are the bad case, a deferred transaction that reads and then writes; the others are plain saves. THINK is
how many seconds pass inside the transaction between reading and writing, as a view does its work; PAUSE is how many pass
between saves, as between requests; 0 leaves hardly a moment without a transaction.
"""

import json
import sys
import time

import django

django.setup()

from django.db import OperationalError, transaction
from tg_bot.models import Shop

seconds = float(sys.argv[1])
think, pause = float(sys.argv[2]), float(sys.argv[3])
counts = {"read_then_write": 0, "plain": 0, "lost_read_then_write": 0, "lost_plain": 0, "slowest_ms": 0}


def read_then_write(n):
    with transaction.atomic():
        shop = Shop.objects.get(pk=n % 7 + 1)
        shop.vendor_name = "Django %d" % n
        if think:
            time.sleep(think)
        shop.save()


def plain(n):
    shop = Shop.objects.get(pk=n % 7 + 1)
    shop.vendor_name = "Django %d" % n
    shop.save(update_fields=["vendor_name"])


print("ready", flush=True)
end = time.monotonic() + seconds
n = 0
while time.monotonic() < end:
    n += 1
    save = (plain, read_then_write)[n % 2]
    counts[save.__name__] += 1
    began = time.monotonic()
    try:
        save(n)
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        counts["lost_" + save.__name__] += 1
    counts["slowest_ms"] = max(counts["slowest_ms"], round((time.monotonic() - began) * 1000))
    if pause:
        time.sleep(pause)
print(json.dumps(counts), flush=True)
