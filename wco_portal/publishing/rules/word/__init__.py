"""Word files (DOCX) as neutral lists of blocks: read under guard, with a report; all pure."""
