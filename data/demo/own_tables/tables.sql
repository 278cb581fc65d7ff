-- The order tables of an invented tea shop, as an example of tables that are not ours: with German names and
-- status words, decimal prices, local times, goods and invoice addresses in tables of their own.
-- order_mapping.yml beside this file tells Deskbell what is what. The tests run on these two files.

CREATE TABLE adressen (
    id INTEGER PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    plz VARCHAR(20) NOT NULL
);

CREATE TABLE artikel (
    id INTEGER PRIMARY KEY,
    kuerzel VARCHAR(200) NOT NULL,
    name VARCHAR(200) NOT NULL
);

CREATE TABLE bestellungen (
    id INTEGER PRIMARY KEY,
    bestellnr VARCHAR(20) NOT NULL UNIQUE,
    kundennr VARCHAR(200),
    mail VARCHAR(320) NOT NULL,
    rechnung_an INTEGER NOT NULL REFERENCES adressen (id),
    status VARCHAR(30) NOT NULL,
    zahlart VARCHAR(30) NOT NULL,
    zahlhinweis VARCHAR(200),
    zahlbar_bis DATE,
    summe DECIMAL(10, 2) NOT NULL,
    waehrung CHAR(3) NOT NULL,
    angelegt_am TIMESTAMP NOT NULL,
    geaendert_am TIMESTAMP NOT NULL,
    versand_bis DATE,
    lieferung_an VARCHAR(200),
    lieferung_strasse VARCHAR(200),
    lieferung_plz VARCHAR(20),
    lieferung_ort VARCHAR(200),
    lieferung_land CHAR(2),
    storniert_am TIMESTAMP,
    storno_grund VARCHAR(30),
    erstattung DECIMAL(10, 2),
    erstattung_bis DATE,
    erstattet_am DATE,
    rechnung_nr VARCHAR(100),
    rechnung_link VARCHAR(500),
    rechnung_vom DATE,
    ruecksendung_am TIMESTAMP,
    ruecksendung_mit VARCHAR(100),
    ruecksendung_nr VARCHAR(100),
    ruecksendung_da TIMESTAMP,
    ruecksendung_etikett VARCHAR(500),
    ruecksendung_bis DATE,
    ruecksendung_grund VARCHAR(30),
    umtausch_am TIMESTAMP,
    umtausch_gegen VARCHAR(200),
    umtausch_grund VARCHAR(30),
    umtausch_bis DATE,
    umtausch_mit VARCHAR(100),
    umtausch_etikett VARCHAR(500),
    umtausch_da TIMESTAMP,
    umtausch_raus DATE
);

CREATE TABLE positionen (
    id INTEGER PRIMARY KEY,
    bestellung INTEGER NOT NULL REFERENCES bestellungen (id),
    pos INTEGER NOT NULL,
    artikel INTEGER NOT NULL REFERENCES artikel (id),
    farbe VARCHAR(100),
    groesse VARCHAR(50),
    menge INTEGER NOT NULL,
    preis DECIMAL(10, 2) NOT NULL
);

CREATE TABLE sendungen (
    id INTEGER PRIMARY KEY,
    bestellung INTEGER NOT NULL REFERENCES bestellungen (id),
    status VARCHAR(30) NOT NULL,
    dienst VARCHAR(100),
    sendungsnr VARCHAR(100),
    link VARCHAR(500),
    verschickt_am TIMESTAMP,
    erwartet_am DATE,
    verspaetet_seit DATE,
    verspaetung VARCHAR(200),
    zugestellt_am TIMESTAMP,
    abgelegt VARCHAR(200)
);

CREATE TABLE sendungsinhalt (
    sendung INTEGER NOT NULL REFERENCES sendungen (id),
    position INTEGER NOT NULL REFERENCES positionen (id),
    menge INTEGER NOT NULL,
    PRIMARY KEY (sendung, position)
);

CREATE TABLE zahlungen (
    id INTEGER PRIMARY KEY,
    bestellung INTEGER NOT NULL REFERENCES bestellungen (id),
    am TIMESTAMP NOT NULL,
    betrag DECIMAL(10, 2) NOT NULL,
    art VARCHAR(30) NOT NULL,
    text VARCHAR(200) NOT NULL
)
