"""Begin with the tables of Loyalty cards

The migrations of shop made them in every database there is: what is there
stays as it is, with all rows, and what is not there is made.

Revision ID: 440f8e3ed7fd
Revises:
"""

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '440f8e3ed7fd'
down_revision = None
branch_labels = ('loyalty',)

# Tables of shop to which these refer.
NEEDED = ('customers',)

# Where shop keeps what has run of its list. While one of these is the
# last that has run there, these tables are not complete.
HOST_VERSIONS = 'alembic_version'
EARLIER = {
    'c1', 'c2',
}


def upgrade():
    refuse_what_comes_too_early(op.get_bind())
    there = set(sa.inspect(op.get_bind()).get_table_names())
    if 'loyalty_levels' not in there:
        op.create_table('loyalty_levels',
            sa.Column('name', sa.String(length=20), nullable=False),
            sa.Column('stamps', sa.Integer(), server_default='10', nullable=False),
            sa.PrimaryKeyConstraint('name')
        )
    if 'loyalty_levels' not in there:
        op.bulk_insert(
            sa.table('loyalty_levels', sa.column('name', sa.String(length=20)), sa.column('stamps', sa.Integer())),
            [{'name': 'silver', 'stamps': 10}, {'name': 'gold', 'stamps': 25}],
        )
    if 'loyalty_cards' not in there:
        op.create_table('loyalty_cards',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('customer_id', sa.Integer(), nullable=False),
            sa.Column('level', sa.String(length=20), nullable=False),
            sa.Column('since', sa.Date(), nullable=True),
            sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], ondelete='CASCADE'),
            sa.ForeignKeyConstraint(['level'], ['loyalty_levels.name']),
            sa.PrimaryKeyConstraint('id')
        )
    if not has_index('loyalty_cards', 'ix_loyalty_cards_customer'):
        op.create_index('ix_loyalty_cards_customer', 'loyalty_cards', ['customer_id'], unique=False)


def downgrade():
    raise NotImplementedError('it would drop what is in the tables')


def has_index(table, name):
    found = sa.inspect(op.get_bind()).get_indexes(table)
    return any(index['name'] == name for index in found)


def refuse_what_comes_too_early(connection):
    """Refuse a database that shop has to upgrade first; nothing changes."""
    inspector = sa.inspect(connection)
    if inspector.has_table(HOST_VERSIONS):
        versions = sa.table(HOST_VERSIONS, sa.column('version_num'))
        ran = connection.scalars(sa.select(versions.c.version_num))
        early = EARLIER.intersection(ran)
        if early:
            raise RuntimeError(
                'Upgrade the database of shop first: '
                f'it is at {", ".join(sorted(early))}. Nothing has been changed.'
            )
    lacking = [table for table in NEEDED if not inspector.has_table(table)]
    if lacking:
        raise RuntimeError(
            'Upgrade the database of shop first: '
            f'it has no {", ".join(lacking)}. Nothing has been changed.'
        )
