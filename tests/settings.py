"""The site's own settings, quick and quiet for tests; `conftest.py` chooses the database."""

from __future__ import annotations

import os
import tempfile

# Before the real settings are read: tests never touch the home folder of whoever runs them. Parallel processes share.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["GOLDENTHREAD_HOME"] = tempfile.mkdtemp(prefix="goldenthread-tests-")
os.environ.setdefault("GOLDENTHREAD_SECRET_KEY", "tests-only")

from goldenthread.config.settings import *  # noqa: F403
from goldenthread.config.settings import MIDDLEWARE, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The live server of the journeys serves static files straight from their sources.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
