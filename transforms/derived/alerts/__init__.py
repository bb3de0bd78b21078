"""Parts of the alerts: critical limits, calcium on its basis."""
