"""A host project as small as it can be: the models of the tables that Frontdesk uses, on the file that HOST_DB names."""

import os

SECRET_KEY = "for tests alone"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "tg_bot"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["HOST_DB"]}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/Moscow"
