"""Parts of exposure to bone-targeted agents: attempts, gaps between them, days covered."""
