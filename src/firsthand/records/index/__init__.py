"""SEARCH. What can be found, derived from the database and made again from it alone.

`items` reads the database, `words` finds by word, `meaning` by meaning; `store` holds the files,
`keeping` is their one writer, `reading` what all others hold of them, `finding` answers.
"""
