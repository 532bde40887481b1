"""The door for people: one file per subject, forms beside views. Reads the store, writes through services."""

from flask import Flask
from flask_wtf import CSRFProtect

from caseflow.web import (
    access,
    accounts,
    alerts,
    beside,
    calculator,
    calendar,
    cases,
    conclusions,
    confirming,
    day_book,
    day_papers,
    desk_papers,
    drafts,
    duties,
    entry_papers,
    errors,
    files,
    filters,
    flags,
    health,
    hints,
    home,
    identity,
    journal,
    ladders,
    letters,
    local_rules,
    matters,
    offices,
    orders,
    pages,
    parting,
    people,
    petitions,
    public,
    public_registrations,
    public_results,
    public_schedule,
    publications,
    reception,
    reception_days,
    registers,
    registrations,
    reports,
    roster,
    rulebook,
    saved_views,
    schedules,
    search,
    steps,
    tracking,
    trust,
    why_not,
    worked_examples,
)

ROOMS = (
    *(
        people,
        home,
        search,
        reception,
        desk_papers,
        petitions,
        entry_papers,
        matters,
        steps,
        why_not,
        orders,
        cases,
        beside,
        parting,
        alerts,
    ),
    *(accounts, offices, calendar, local_rules, journal, health, identity, files, flags, letters),
    *(
        schedules,
        duties,
        roster,
        reception_days,
        registrations,
        day_book,
        day_papers,
        conclusions,
        public_schedule,
        public_registrations,
    ),
    *(publications, public_results),
    *(
        registers,
        reports,
        rulebook,
        calculator,
        worked_examples,
        confirming,
        drafts,
        hints,
        saved_views,
        trust,
        ladders,
        public,
        tracking,
    ),
)


def init_app(app: Flask) -> None:
    """Hang every room of this floor onto the application."""
    if app.config["SESSION_COOKIE_SECURE"]:
        app.config["SESSION_COOKIE_NAME"] = "__Host-caseflow"
    app.config["WTF_CSRF_SSL_STRICT"] = False  # it wants a Referer, which our pages tell no one
    for part in (access, errors, filters, pages, hints):
        part.init_app(app)
    CSRFProtect(app)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
