-- Every extract as text, as it was sent, with its line.
CREATE TABLE bone_site AS SELECT * FROM read_csv(getvariable('sql') || '/bone_site.csv');
CREATE TABLE assay AS SELECT * FROM read_csv(getvariable('sql') || '/assay.csv');

CREATE TABLE staged_lab AS
SELECT *, row_number() OVER () + 1 AS line
FROM read_csv(getvariable('extracts') || '/LABO_*.csv', delim = ';', header = true, quote = '"',
              encoding = 'latin-1', all_varchar = true, store_rejects = true);

CREATE TABLE staged_patient AS
SELECT * FROM read_csv(getvariable('extracts') || '/PATIENTS_*.csv', all_varchar = true);
CREATE TABLE staged_diagnosis AS
SELECT * FROM read_csv(getvariable('extracts') || '/DIAGNOSTICS_*.csv', all_varchar = true);
CREATE TABLE staged_fracture AS
SELECT * FROM read_csv(getvariable('extracts') || '/FRACTURES_*.csv', all_varchar = true);
CREATE TABLE staged_compression AS
SELECT * FROM read_csv(getvariable('extracts') || '/COMPRESSIONS_*.csv', all_varchar = true);
CREATE TABLE staged_surgery AS
SELECT * FROM read_csv(getvariable('extracts') || '/CHIRURGIE_*.csv', all_varchar = true);
CREATE TABLE staged_review AS
SELECT * FROM read_csv(getvariable('extracts') || '/RELECTURES_*.csv', all_varchar = true);
CREATE TABLE staged_molecular AS
SELECT * FROM read_csv(getvariable('extracts') || '/MOLECULAIRE_*.csv', all_varchar = true);
CREATE TABLE staged_line AS
SELECT * FROM read_csv(getvariable('extracts') || '/LIGNES_*.csv', all_varchar = true);
CREATE TABLE staged_composition AS
SELECT * FROM read_csv(getvariable('extracts') || '/COMPOSITION_*.csv', all_varchar = true);
CREATE TABLE staged_radiotherapy AS
SELECT * FROM read_parquet(getvariable('extracts') || '/RADIOTHERAPIE_*.parquet');
CREATE TABLE staged_followup AS
SELECT * FROM read_parquet(getvariable('extracts') || '/SUIVI_*.parquet');
CREATE TABLE staged_agent AS
SELECT * FROM read_parquet(getvariable('extracts') || '/TRAITEMENTS_OS_*.parquet');
CREATE TABLE staged_exam AS
SELECT * EXCLUDE (patient), patient.ipp AS ipp
FROM read_json(getvariable('extracts') || '/EXAMENS_*.ndjson.gz', format = 'newline_delimited');
CREATE TABLE staged_lesion AS
SELECT * EXCLUDE (patient), patient.ipp AS ipp
FROM read_json(getvariable('extracts') || '/LESIONS_*.ndjson.gz', format = 'newline_delimited');
