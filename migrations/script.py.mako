<%def name="told(words)">${"\n".join(line for line in (words or "pass").splitlines() if "# ###" not in line).strip()}</%def>\
"""${message.capitalize()}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${told(upgrades)}


def downgrade() -> None:
    ${told(downgrades)}
