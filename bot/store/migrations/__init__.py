"""How a database of each version becomes one of the next: read by Alembic, in a process of its own."""
