"""The application that a web server runs: `goldenthread serve`, or any other WSGI server."""

from __future__ import annotations

import gc
import os

import django
from django.core.wsgi import get_wsgi_application

from goldenthread.config.static import gather_static

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
django.setup()
gather_static()
application = get_wsgi_application()

# What is loaded now stays for good, and a page with hundreds of rows is gone when it is sent: looking through both for
# rubbish in the middle of a request took a quarter of a large page's time.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
