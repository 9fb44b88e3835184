"""Texts as blocks: what one may hold; reading, writing, comparing and merging them; all pure."""
