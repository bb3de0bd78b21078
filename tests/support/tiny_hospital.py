"""A hospital small enough to read: a patient feed, a laboratory feed, a full list of diagnoses.

Everything enters by the inbox, as files, through real mappings.
"""

from datetime import date
from pathlib import Path

from expectations.verdict import Verdict
from flows.night import run_night
from flows.report import RunReport
from warehouse.digest import digest
from warehouse.home import Home
from warehouse.reader import Reader, current_path, open_reader

PATIENT_MAPPING = """
feed = "patients"
table = "patient"
system = "TINY"
files = "PAT_*.csv"
extract_date = { pattern = 'PAT_(\\d{8})', format = "%Y%m%d" }

[format]
kind = "delimited"
delimiter = ";"
dates = ["%d/%m/%Y"]

[row]
patient = "IPP"
id = ["IPP"]

[columns]
sex = "SEXE"
birth_on = "NE_LE"
death_on = "MORT_LE"
last_contact_on = "VU_LE"
is_opposed = { column = "OPPOSE", map = { O = "true", N = "false" } }
"""

LABORATORY_MAPPING = """
feed = "laboratory"
table = "lab_result"
system = "TINY"
files = "LAB_*.csv"
cadence = "nightly"
extract_date = { pattern = 'LAB_(\\d{8})', format = "%Y%m%d" }

[format]
kind = "delimited"
delimiter = ";"
decimal = ","
encoding = "cp1252"
dates = ["%d/%m/%Y %H:%M"]

[row]
patient = "IPP"
id = ["NUM"]
withdrawn = { column = "STATUT", values = ["A"] }

[columns]
analyte_code = { column = "CODE", map = { CA = "CA_TOTAL", ALB = "ALB" }, ignore = ["NA"] }
value = "RESULTAT"
unit_received = "UNITE"
sampled_at = "PRELEVE_LE"
sample_id = "TUBE"
"""

DIAGNOSIS_MAPPING = """
feed = "diagnoses"
table = "diagnosis"
system = "TINY"
files = "DIAG_*.csv"
delivery = "snapshot"
extract_date = { pattern = 'DIAG_(\\d{8})', format = "%Y%m%d" }

[format]
kind = "delimited"
dates = ["%Y-%m-%d"]

[row]
patient = "IPP"
id = ["ID"]

[columns]
diagnosis_kind = "KIND"
diagnosed_on = "ON"
diagnosis_basis = { constant = "imaging" }
icd10_code = "CODE"
"""

PATIENTS = """IPP;SEXE;NE_LE;MORT_LE;VU_LE;OPPOSE
P1;F;03/05/1950;;01/02/2026;N
P2;M;21/11/1948;;01/02/2026;N
"""

LABORATORY_HEADER = "IPP;NUM;TUBE;CODE;RESULTAT;UNITE;PRELEVE_LE;STATUT\n"


class TinyHospital:
    """A home with the mappings above, whose files are dropped into its inbox."""

    def __init__(self, root: Path, key: str | None = "ab" * 32) -> None:
        self.home = Home(root)
        self.home.create()
        if key is not None:  # without one, the first night makes it
            self.home.key_file.write_text(key + "\n")
        self.map("patients", PATIENT_MAPPING)
        self.map("laboratory", LABORATORY_MAPPING)
        self.map("diagnoses", DIAGNOSIS_MAPPING)

    def map(self, name: str, text: str) -> None:
        (self.home.sources / f"{name}.toml").write_text(text)

    def drop(self, name: str, text: str) -> None:
        (self.home.inbox / name).write_bytes(text.encode("cp1252"))

    def night(self, as_of: date | None = None, *, judged: bool = False) -> RunReport:
        """Run a night; unless `judged`, with a judge that believes everything."""
        if judged:
            return run_night(self.home, as_of=as_of)
        return run_night(self.home, as_of=as_of, judge=believe_everything)

    def reader(self) -> Reader:
        return open_reader(current_path(self.home))

    def rows(self, query: str) -> list[tuple[object, ...]]:
        reader = self.reader()
        try:
            return reader.frame(query).rows()
        finally:
            reader.close()

    def digest(self) -> dict[str, str]:
        return digest_of(self.home)

    def unbalanced_files(self) -> list[tuple[object, ...]]:
        return self.rows(
            "SELECT file_name FROM ops.file WHERE rows_in <> rows_accepted + rows_rejected "
            "+ rows_superseded + rows_duplicate"
        )


def digest_of(home: Home) -> dict[str, str]:
    """What `osteon digest` prints of a home, by table."""
    reader = open_reader(current_path(home))
    try:
        return {item.table: item.sha256 for item in digest(reader)}
    finally:
        reader.close()


def believe_everything(building: Path) -> list[Verdict]:
    """A judge for tests that are not about judging: Great Expectations takes 10 s to import."""
    del building
    return []


def laboratory(*lines: str) -> str:
    """A laboratory file holding the given lines."""
    return LABORATORY_HEADER + "".join(f"{line}\n" for line in lines)


def calcium_labelled(unit: str) -> str:
    """Forty calcium results around 9 mg/dL under a label; with mmol/L the label is wrong."""
    return laboratory(
        *(f"P1;{n};S{n};CA;9,{n % 10};{unit};02/03/2026 08:{n};F" for n in range(10, 50))
    )
