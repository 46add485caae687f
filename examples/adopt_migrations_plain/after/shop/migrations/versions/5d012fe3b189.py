"""Take in the tables of Cards

Its own list of migrations, that of shop-cards, ends here: the tables are made
if they are not there, and what has run of the old list is forgotten.

Revision ID: 5d012fe3b189
Revises: first
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '5d012fe3b189'
down_revision = 'first'

# The table in which the old list kept what had run of it.
OLD_VERSIONS = 'cards_version'
# What must have run of the old list; what comes after that only adds, and stands below.
NEEDED = {'second'}
# Which of these each of its revisions is, or has behind it.
BEHIND = {
    'first': (),
    'second': ('second',),
    'third': ('second',),
}


def upgrade():
    refuse_what_is_too_far_back(op.get_bind())
    inspector = sa.inspect(op.get_bind())
    there = set(inspector.get_table_names())
    if 'card_levels' not in there:
        op.create_table('card_levels',
            sa.Column('name', sa.String(length=20), nullable=False),
            sa.Column('stamps', sa.Integer(), server_default='10', nullable=False),
            sa.PrimaryKeyConstraint('name')
        )
    if not inspector.has_table(OLD_VERSIONS) and is_empty('card_levels'):
        op.bulk_insert(
            sa.table('card_levels', sa.column('name', sa.String(length=20)), sa.column('stamps', sa.Integer())),
            [{'name': 'silver', 'stamps': 10}, {'name': 'gold', 'stamps': 25}],
        )
    if 'cards' not in there:
        op.create_table('cards',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('customer_id', sa.Integer(), nullable=False),
            sa.Column('level', sa.String(length=20), nullable=False),
            sa.Column('note', sa.String(length=200), nullable=True),
            sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], ondelete='CASCADE'),
            sa.ForeignKeyConstraint(['level'], ['card_levels.name'], name='fk_cards_level'),
            sa.PrimaryKeyConstraint('id')
        )
    else:
        if 'note' not in {one['name'] for one in inspector.get_columns('cards')}:
            op.add_column('cards', sa.Column('note', sa.String(length=200), nullable=True))
    if not has_index('cards', 'ix_cards_customer'):
        op.create_index('ix_cards_customer', 'cards', ['customer_id'], unique=False)
    # All is there: the old list has nothing to say any more.
    if inspector.has_table(OLD_VERSIONS):
        op.drop_table(OLD_VERSIONS)


def has_index(table, name):
    found = sa.inspect(op.get_bind()).get_indexes(table)
    return any(index['name'] == name for index in found)


def is_empty(table):
    count = sa.select(sa.func.count()).select_from(sa.table(table))
    return op.get_bind().scalar(count) == 0


def refuse_what_is_too_far_back(connection):
    """Refuse a database too far back on the old list, before anything changes."""
    if not sa.inspect(connection).has_table(OLD_VERSIONS):
        return
    versions = sa.table(OLD_VERSIONS, sa.column('version_num'))
    ran = set(connection.scalars(sa.select(versions.c.version_num)))
    lacking = NEEDED.difference(*(BEHIND.get(one, ()) for one in ran))
    unknown = ran.difference(BEHIND)
    if ran and (lacking or unknown):
        raise RuntimeError(
            'The tables of Cards are those of shop-cards at '
            f'{", ".join(sorted(ran))}: '
            + (
                f'{", ".join(sorted(unknown))} is newer than what was taken in here.'
                if unknown
                else 'upgrade them with shop-cards first, at least to '
                f'{", ".join(sorted(NEEDED))}.'
            )
            + ' Nothing has been changed.'
        )
