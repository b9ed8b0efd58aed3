"""A host project as small as it can be: the models of the tables that Frontdesk uses, on the SQLite file or the
PostgreSQL address that HOST_DB names."""

import os
from urllib.parse import parse_qs, urlparse


def database(name):
    if not name.startswith("postgres"):
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name}
    url = urlparse(name)
    query = parse_qs(url.query)
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": url.path.strip("/"), "USER": url.username or "",
        "PASSWORD": url.password or "", "HOST": url.hostname or query.get("host", [""])[0], "PORT": url.port or "",
        "OPTIONS": {"options": "-c search_path=" + query.get("search_path", ["public"])[0]},
    }


SECRET_KEY = "for tests alone"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "tg_bot"]
DATABASES = {"default": database(os.environ["HOST_DB"])}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/Moscow"
