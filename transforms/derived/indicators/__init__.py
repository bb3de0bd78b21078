"""Parts of quality indicators: cases, and what is counted among them."""
