"""The field names fit the schema, and the tables that refer to them."""

from core import fields
from models.database import open_base

TABLES = {
    fields.CUSTOMERS: "customers",
    fields.ORDERS: "orders",
    fields.CONTRACTS: "contracts",
    fields.INTERACTIONS: "interactions",
}


def test_every_column_stands_in_the_schema() -> None:
    base = open_base("", memory=True)
    try:
        for kind, table in TABLES.items():
            known = {row[1] for row in base.sql(f"PRAGMA table_xinfo({table})")}
            assert {column.name for column in fields.columns(kind)} <= known, kind
    finally:
        base.close()


def test_contract_columns_of_a_customers_sheet() -> None:
    contract = {field.name for field in fields.FIELDS[fields.CONTRACTS]}
    for name, column in fields.CONTRACT_COLUMNS.items():
        found = fields.field(fields.CUSTOMERS, name)
        assert found and found.virtual and column in contract
    assert set(fields.CONTRACT_TRIGGERS) <= set(fields.CONTRACT_COLUMNS)


def test_names_are_unique_within_a_kind() -> None:
    for kind, found in fields.FIELDS.items():
        names = [field.name for field in found]
        assert len(names) == len(set(names)), kind
