"""The database, and the only place that imports peewee: tables, migrations, changes, queries, writes."""
