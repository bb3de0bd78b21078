"""The bones a lesion can be in, and which of them bear weight."""

from warehouse.schema.declare import BoneSite


def _vertebrae() -> list[BoneSite]:
    levels = (
        [(f"C{i}", "cervical_spine", i == 7) for i in range(1, 8)]
        + [(f"T{i}", "thoracic_spine", True) for i in range(1, 13)]
        + [(f"L{i}", "lumbar_spine", True) for i in range(1, 6)]
        + [(f"S{i}", "sacrum", True) for i in range(1, 6)]
    )
    return [
        BoneSite(code, f"vertebra {code}", region, is_vertebra=True, is_weight_bearing=bearing)
        for code, region, bearing in levels
    ]


def _site(code: str, region: str, *, long: bool = False, bearing: bool = False) -> BoneSite:
    name = code.replace("_", " ")
    return BoneSite(code, name, region, is_long_bone=long, is_weight_bearing=bearing)


# Weight-bearing: vertebra C7 to sacrum, pelvis, femur, tibia (domain.md §5, default set).
BONE_SITES: dict[str, BoneSite] = {
    site.code: site
    for site in [
        *_vertebrae(),
        BoneSite(
            "spine", "spine, level unknown", "spine", is_vertebra=True, is_weight_bearing=True
        ),
        _site("skull", "skull"),
        _site("mandible", "skull"),
        _site("rib", "rib"),
        _site("sternum", "thorax"),
        _site("scapula", "upper_limb"),
        _site("clavicle", "upper_limb"),
        _site("humerus", "humerus", long=True),
        _site("radius_ulna", "forearm", long=True),
        _site("hand", "hand"),
        _site("pelvis", "pelvis", bearing=True),
        _site("ilium", "pelvis", bearing=True),
        _site("acetabulum", "pelvis", bearing=True),
        _site("ischium", "pelvis", bearing=True),
        _site("pubis", "pelvis", bearing=True),
        _site("sacrum", "sacrum", bearing=True),
        _site("femur", "femur", long=True, bearing=True),
        _site("femur_head", "femur", long=True, bearing=True),
        _site("femur_neck", "femur", long=True, bearing=True),
        _site("femur_peritrochanteric", "femur", long=True, bearing=True),
        _site("femur_subtrochanteric", "femur", long=True, bearing=True),
        _site("femur_diaphysis", "femur", long=True, bearing=True),
        _site("femur_distal", "femur", long=True, bearing=True),
        _site("tibia", "tibia", long=True, bearing=True),
        _site("fibula", "fibula", long=True),
        _site("foot", "foot"),
        _site("other_bone", "other_bone"),
    ]
}

# The founding text's own narrower set: femur and vertebra.
SEED_WEIGHT_BEARING: frozenset[str] = frozenset(
    code for code, site in BONE_SITES.items() if site.is_vertebra or site.region == "femur"
)
