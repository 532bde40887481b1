"""What a web server runs: gunicorn wsgi:app."""

from caseflow.app import create_app
from config import settings

app = create_app(settings)
