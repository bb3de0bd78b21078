"""A skeleton in a few plain shapes, seen from the front: the patient's right is on the left.

Each shape is a part of the skeleton (`bone_region`) and a side, as corners in a frame 200 wide and
460 high. The spine stands beside the body, where its levels have room. Drawn for this page.
"""

from collections.abc import Iterator

MIDDLE = 100.0
Corner = tuple[float, float]
Shape = tuple[str, str, list[Corner]]

_MIDLINE: dict[str, list[Corner]] = {
    "skull": [(88, 8), (112, 8), (121, 20), (120, 36), (112, 50), (106, 56), (94, 56), (88, 50),
              (80, 36), (79, 20)],
    "thorax": [(96, 84), (104, 84), (105, 124), (100, 134), (95, 124)],
}  # fmt: skip

# Beside the body, from the neck down.
_SPINE: dict[str, list[Corner]] = {
    "cervical_spine": [(226, 44), (246, 44), (247, 84), (225, 84)],
    "thoracic_spine": [(224, 88), (248, 88), (250, 168), (222, 168)],
    "lumbar_spine": [(221, 172), (251, 172), (253, 218), (219, 218)],
    "sacrum": [(219, 222), (253, 222), (244, 250), (236, 258), (228, 250)],
    "spine": [(224, 282), (248, 282), (248, 304), (224, 304)],
}

# The side seen on the left of the drawing; the other is its mirror image.
_SIDED: dict[str, list[Corner]] = {
    "upper_limb": [(92, 74), (92, 80), (68, 84), (62, 96), (54, 92), (56, 80), (66, 74)],
    "rib": [(92, 86), (92, 140), (82, 154), (68, 148), (65, 120), (69, 92)],
    "humerus": [(50, 96), (60, 99), (52, 160), (43, 158)],
    "forearm": [(42, 164), (52, 165), (43, 222), (34, 220)],
    "hand": [(33, 226), (43, 227), (42, 246), (35, 254), (27, 244)],
    "pelvis": [(97, 196), (97, 226), (88, 232), (74, 222), (66, 198), (76, 188)],
    "femur": [(68, 234), (84, 238), (80, 322), (68, 322)],
    "tibia": [(71, 328), (79, 328), (78, 406), (72, 406)],
    "fibula": [(63, 330), (68, 330), (68, 404), (64, 404)],
    "foot": [(64, 412), (79, 412), (79, 426), (57, 432), (55, 426)],
}


def shapes() -> Iterator[Shape]:
    """Region, laterality (R, L or M) and corners of every shape."""
    for region, corners in {**_MIDLINE, **_SPINE}.items():
        yield region, "M", corners
    for region, corners in _SIDED.items():
        yield region, "R", corners
        yield region, "L", [(2 * MIDDLE - x, y) for x, y in corners]


def centre(corners: list[Corner]) -> Corner:
    """Middle of a shape, where its count is written."""
    xs, ys = zip(*corners, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
