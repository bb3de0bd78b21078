"""Populations written as a few lines: each line becomes the extracts of its patients.

`[people]` is one patient a line, in days from the day bone metastasis is documented, 1 January
2025. `[groups]` is one molecular group a line: so many stage IV patients, so many with bone
metastasis.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.support.truth_text import History, HistoryError, Section

DAY_0 = date(2025, 1, 1)
PEOPLE = ("PERSONNE", "MORPHO", "ENTREE", "DERNIER_JOUR", "ISSUE", "EVENEMENTS")
GROUPS = ("GROUPE", "EGFR", "KRAS", "ALK", "MORPHO", "PATIENTS", "META_OS")
BONES = ("L3", "T8", "fémur", "humérus", "ilion")
Rows = list[dict[str, str]]


def population(told: History) -> tuple[History, ...]:
    """The patients of a population, each with its extracts."""
    people: list[dict[str, Rows]] = []
    for section in told.extracts:
        makers = {"people": (PEOPLE, _person), "groups": (GROUPS, _group)}
        if section.name not in makers or section.columns != makers[section.name][0]:
            raise HistoryError(f"{told.name}: [{section.name}] is not a population")
        people += [one for row in section.rows for one in makers[section.name][1](row)]
    return tuple(
        History(
            f"9{number:05}", told.title, told.meaning, told.rules, tuple(_sections(extracts)), ()
        )
        for number, extracts in enumerate(people, start=1)
    )


def _sections(extracts: dict[str, Rows]) -> Iterator[Section]:
    for name, rows in extracts.items():
        if rows:
            yield Section(name, tuple(rows[0]), tuple(rows))


def _person(told: dict[str, str]) -> Iterator[dict[str, Rows]]:
    last = _on(told["DERNIER_JOUR"])
    died = told["ISSUE"] == "décédé"
    events = [text.split() for text in told["EVENEMENTS"].split(",") if text.strip()]
    yield {
        "patients": [_patient(_on(told["ENTREE"]), last, died)],
        "diagnostics": [_primary(told["MORPHO"], ""), _bone_metastasis()],
        "radiotherapie": [
            _irradiation(BONES[place], _on(day))
            for place, (kind, day) in enumerate(events)
            if kind == "RT"
        ],
        "fractures": [_fracture(_on(day)) for kind, day in events if kind == "FX"],
        "laboratoire": [
            row for kind, day in events if kind == "HCM" for row in _hypercalcaemia(_on(day))
        ],
    }


def _group(told: dict[str, str]) -> Iterator[dict[str, Rows]]:
    tests = [
        {"NUM": gene, "GENE": gene, "RESULTAT": result, "VARIANT": variant, "RENDU_LE": _text("0")}
        for gene in ("EGFR", "KRAS", "ALK")
        for result, _, variant in [told[gene].partition(" : ")]
    ]
    for number in range(int(told["PATIENTS"])):
        has_bone = number < int(told["META_OS"])
        yield {
            "patients": [_patient(DAY_0, DAY_0 + timedelta(days=300), False)],
            "diagnostics": [
                _primary(told["MORPHO"], "IV"),
                *([_bone_metastasis()] if has_bone else []),
            ],
            "moleculaire": tests,
        }


def _patient(first: date, last: date, died: bool) -> dict[str, str]:
    return {
        "SEXE": "F",
        "NE_LE": "12/03/1955",
        "STATUT": "décédé" if died else "vivant",
        "DECEDE_LE": f"{last:%d/%m/%Y}" if died else "",
        "PREMIER_CONTACT": f"{first:%d/%m/%Y}",
        "DERNIER_CONTACT": f"{last:%d/%m/%Y}",
    }


def _primary(morphology: str, stage: str) -> dict[str, str]:
    return {
        "NATURE": "primitif",
        "DATE": _text("-20"),
        "BASE": "histologie",
        "CIM10": "C34.1",
        "MORPHO": morphology,
        "STADE": stage,
    }


def _bone_metastasis() -> dict[str, str]:
    told = {"NATURE": "méta osseuse", "DATE": _text("0"), "BASE": "imagerie", "CIM10": "C79.5"}
    return {**told, "MORPHO": "", "STADE": ""}


def _irradiation(bone: str, on: date) -> dict[str, str]:
    return {
        "os": bone,
        "intention": "antalgique",
        "cible_osseuse": "O",
        "seance_le": f"{on:%d/%m/%Y}",
        "seances_prevues": "1",
        "dose_gy": "8",
    }


def _fracture(on: date) -> dict[str, str]:
    told = {"DATE": f"{on:%d/%m/%Y}", "OS": "côte", "MECANISME": "pathologique"}
    return {**told, "SYMPTOMATIQUE": "O", "CONFIRME_PAR": "radiographie"}


def _hypercalcaemia(on: date) -> Rows:
    tube = {"TUBE": "T1", "PRELEVE_LE": f"{on:%d/%m/%Y} 08:00"}
    return [
        {**tube, "CODE": "CA", "RESULTAT": "3,20", "UNITE": "mmol/L"},
        {**tube, "CODE": "ALB", "RESULTAT": "40", "UNITE": "g/L"},
    ]


def _on(day: str) -> date:
    return DAY_0 + timedelta(days=int(day or 0))


def _text(day: str) -> str:
    return f"{_on(day):%d/%m/%Y}"
