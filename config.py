"""The deployment's file: the settings, read from the environment once."""

import os

from caseflow.settings import Settings

settings = Settings.from_env(os.environ)
