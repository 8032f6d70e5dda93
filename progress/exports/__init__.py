"""Exports: what is known of learners and their work, as files and messages for other programs.

`schema` declares every column once; `frames` fills them from Facts; each of `csv_files`, `workbook`, `moodle`,
`canvas`, `mart` and `statements` turns that into one format; `make` writes what was asked for; `sender` posts
statements to a learning record store.
"""
