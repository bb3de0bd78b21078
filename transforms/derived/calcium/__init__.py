"""Parts of corrected calcium: usable results, albumin pairing, laboratory grades."""
