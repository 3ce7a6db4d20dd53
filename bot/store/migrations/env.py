"""What Alembic runs: the migrations, on the connection and within the transaction that `upgrading` has begun."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite changes most columns by building the table anew
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
