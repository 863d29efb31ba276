"""The application that a web server runs: `goldenthread serve`, or any other WSGI server."""

from __future__ import annotations

import os

import django
from django.core.wsgi import get_wsgi_application

from goldenthread.config.static import gather_static

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
django.setup()
gather_static()
application = get_wsgi_application()
