"""Who sees exact figures."""

from dashboard.role import Role


def sees_small_counts(role: Role | None) -> bool:
    """Clinicians do: they may open the patients behind a figure. Nobody else does."""
    return role is Role.CLINICIAN
