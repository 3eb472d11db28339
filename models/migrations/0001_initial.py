"""The first schema: facts, hand values, changes, and what is derived from them.

The tables that hold the old rows of a change (`journal_<table>`) mirror the tables of today and are made by
`models.journal`, so that no migration can forget them. Customer ids are never used twice (AUTOINCREMENT):
snapshots and saved lists outlive a customer. `value` of a hand value is BLOB so that '007' stays text.
"""

from typing import Any

_IMPORTED = "import_id INTEGER REFERENCES imports(id), import_row INTEGER"
_DERIVED_NAME = """
    TRIM(CASE
      WHEN soort = 'zakelijk' AND COALESCE(bedrijfsnaam, '') <> '' THEN bedrijfsnaam
      WHEN COALESCE(achternaam, '') <> '' THEN
        TRIM(COALESCE(NULLIF(voornaam, ''), voorletters, '')
             || ' ' || COALESCE(tussenvoegsel, '')) || ' ' || achternaam
      WHEN COALESCE(bedrijfsnaam, '') <> '' THEN bedrijfsnaam
      ELSE COALESCE(NULLIF(voornaam, ''), email, klantnummer, '') END)
"""
_SORT_NAME = """
    LOWER(TRIM(CASE
      WHEN soort = 'zakelijk' AND COALESCE(bedrijfsnaam, '') <> '' THEN bedrijfsnaam
      WHEN COALESCE(achternaam, '') <> '' THEN
        achternaam || ', ' || COALESCE(NULLIF(voornaam, ''), voorletters, '')
             || ' ' || COALESCE(tussenvoegsel, '')
      WHEN COALESCE(bedrijfsnaam, '') <> '' THEN bedrijfsnaam
      ELSE COALESCE(NULLIF(voornaam, ''), email, klantnummer, '') END))
"""

TABLES = f"""
CREATE TABLE changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL,
  at TEXT NOT NULL, rows INTEGER NOT NULL DEFAULT 0,
  undoes INTEGER REFERENCES changes(id), redoes INTEGER REFERENCES changes(id),
  undone_by INTEGER REFERENCES changes(id), redone_by INTEGER REFERENCES changes(id)
);
CREATE TABLE active_change (
  tbl TEXT PRIMARY KEY, change_id INTEGER NOT NULL, last_id INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE inserted (
  id INTEGER PRIMARY KEY, change_id INTEGER NOT NULL REFERENCES changes(id), tbl TEXT NOT NULL,
  first_id INTEGER NOT NULL, last_id INTEGER NOT NULL
);
CREATE INDEX inserted_change ON inserted(change_id, tbl);
CREATE INDEX inserted_row ON inserted(tbl, last_id, first_id);

CREATE TABLE imports (
  id INTEGER PRIMARY KEY, file TEXT NOT NULL, sheet TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
  counts TEXT NOT NULL, report TEXT NOT NULL
);
CREATE TABLE customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  klantnummer TEXT, email TEXT, voornaam TEXT, tussenvoegsel TEXT, achternaam TEXT, bedrijfsnaam TEXT,
  postcode TEXT, huisnummer TEXT, soort TEXT, aanhef TEXT, voorletters TEXT, kvk TEXT, btw_nummer TEXT,
  branche TEXT, contactpersoon TEXT, telefoon TEXT, mobiel TEXT, straat TEXT, toevoeging TEXT, plaats TEXT,
  land TEXT, taal TEXT, website TEXT, geboortedatum TEXT, klant_sinds TEXT, verplicht INTEGER,
  voorkeurskanaal TEXT, voorkeuren TEXT,
  toestemming_email INTEGER, toestemming_email_datum TEXT,
  toestemming_telefoon INTEGER, toestemming_telefoon_datum TEXT,
  toestemming_sms INTEGER, toestemming_sms_datum TEXT,
  toestemming_post INTEGER, toestemming_post_datum TEXT,
  bezwaar_direct_marketing INTEGER, bezwaar_direct_marketing_datum TEXT, bezwaar_profilering INTEGER,
  nps REAL, nps_datum TEXT, tevredenheid REAL, tevredenheid_schaal TEXT, tevredenheid_datum TEXT,
  aangebracht_door TEXT, lid INTEGER, labels TEXT, notities TEXT,
  aantal_bestellingen INTEGER, omzet REAL, eerste_aankoop TEXT, laatste_aankoop TEXT, almost_oorzaak TEXT,
  own TEXT, merged_into INTEGER REFERENCES customers(id), deleted INTEGER NOT NULL DEFAULT 0, {_IMPORTED},
  naam TEXT GENERATED ALWAYS AS ({_DERIVED_NAME}) VIRTUAL,
  sorteernaam TEXT GENERATED ALWAYS AS ({_SORT_NAME}) VIRTUAL
);
CREATE INDEX customers_klantnummer ON customers(klantnummer);
CREATE INDEX customers_email ON customers(email);
CREATE INDEX customers_postcode ON customers(postcode);
CREATE INDEX customers_merged ON customers(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customers_sorteernaam ON customers(sorteernaam);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id),
  bestelnummer TEXT, regel INTEGER NOT NULL DEFAULT 1, datum TEXT NOT NULL, bedrag REAL NOT NULL, marge REAL,
  kanaal TEXT, product TEXT, productcode TEXT, categorie TEXT, aantal REAL, status TEXT, {_IMPORTED}
);
CREATE INDEX orders_customer ON orders(customer_id, datum, bedrag);
CREATE INDEX orders_number ON orders(bestelnummer);
CREATE TABLE contracts (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id),
  contractnummer TEXT, soort TEXT, product TEXT, start TEXT, einde TEXT, minimumduur_tot TEXT,
  opzegtermijn REAL, opzegkosten REAL, automatisch_verlengd INTEGER, opgezegd_op TEXT, opgezegd_per TEXT,
  bedrag_per_maand REAL, verplicht INTEGER, {_IMPORTED}
);
CREATE INDEX contracts_customer ON contracts(customer_id);
CREATE TABLE interactions (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id),
  datum TEXT NOT NULL, kanaal TEXT, richting TEXT, soort TEXT, aantal REAL, waardering REAL,
  opgelost INTEGER, onderwerp TEXT, {_IMPORTED}
);
CREATE INDEX interactions_customer ON interactions(customer_id, datum);
CREATE TABLE survey_answers (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id),
  datum TEXT, item TEXT NOT NULL, dimensie TEXT, waarde REAL NOT NULL, schaal_laag REAL NOT NULL,
  schaal_hoog REAL NOT NULL, omgekeerd INTEGER NOT NULL DEFAULT 0, {_IMPORTED}
);
CREATE INDEX survey_customer ON survey_answers(customer_id, item, datum);
CREATE TABLE hand_values (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id), field TEXT NOT NULL,
  value BLOB, file_value BLOB, reason TEXT, who TEXT NOT NULL, at TEXT NOT NULL, review_on TEXT,
  UNIQUE (customer_id, field)
);
CREATE TABLE settings (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
CREATE TABLE mappings (
  id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, mapping TEXT NOT NULL
);

CREATE TABLE profile_runs (
  id INTEGER PRIMARY KEY, as_of TEXT NOT NULL, at TEXT NOT NULL, change_id INTEGER NOT NULL,
  settings TEXT NOT NULL, context TEXT NOT NULL, summary TEXT NOT NULL
);
CREATE TABLE profiles (
  customer_id INTEGER PRIMARY KEY REFERENCES customers(id) ON DELETE CASCADE,
  relatievorm TEXT, relatievorm_computed TEXT, relatievorm_coverage REAL, relatievorm_evidence TEXT,
  almost_type TEXT, opzegdatum TEXT,
  commitment REAL, commitment_coverage REAL, calculative REAL, calculative_coverage REAL,
  trust REAL, trust_coverage REAL, satisfaction REAL, satisfaction_coverage REAL,
  relationship_quality REAL, relationship_quality_coverage REAL,
  engagement REAL, engagement_coverage REAL, negative_engagement REAL, negative_engagement_coverage REAL,
  relational_exchange REAL, relational_exchange_coverage REAL,
  emotional_bond REAL, emotional_bond_coverage REAL,
  binding TEXT, clv REAL, clv_low REAL, clv_high REAL, crv REAL, p_active REAL, next_purchase TEXT,
  purchase_days INTEGER, revenue REAL, last_purchase TEXT,
  set_relatie TEXT, set_waarde TEXT, set_engagement TEXT, set_scrm TEXT, set_rfm TEXT, set_almost TEXT,
  set_participatie TEXT, set_binding TEXT, set_strategie TEXT,
  channel TEXT, moment TEXT, facts TEXT
);
CREATE TABLE snapshots (
  run_id INTEGER NOT NULL REFERENCES profile_runs(id), customer_id INTEGER NOT NULL,
  cells TEXT NOT NULL, clv REAL, PRIMARY KEY (run_id, customer_id)
) WITHOUT ROWID;
"""


def up(migrator: Any, db: Any) -> None:  # noqa: ARG001 - every migration is called so
    """Make every table."""
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute_sql(statement)
