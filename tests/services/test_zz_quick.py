from datetime import date, timedelta
from caseflow.jobs.sweep import sweep, Swept
from caseflow.store.alerts import Alert, Delivery
from caseflow.store.db import db
from caseflow.store.deadlines import Deadline
def test_x(enter, clock, inside):
    it = enter.a_case(received_on=date(2026,10,1), accepted_on=date(2026,10,12))
    enter.a_denunciation(received_on=date(2026,11,10))
    for d in db.session.query(Deadline): print(d.key, d.label, d.due_legal, d.met_on, d.next_alert_at)
    print(sweep(clock(), by_mail=True))
    print(sweep(clock(), by_mail=True))
    for a in db.session.query(Alert): print(a.deadline_key,a.level,a.cause,a.label,[(x.user.login,x.channel) for x in a.deliveries])
    assert 0
