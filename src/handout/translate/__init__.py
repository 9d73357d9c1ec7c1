"""Writes translations: an empty file for the translator, and an older one brought up to its original.

A translation is a person's work, so no byte of it changes that needn't.  Above each text is the original's as a
comment, a *record* (`records`): `# en: Use cream.`  It says what the translator saw, so an original that has changed
since is found without any history of files.  `skeleton` writes what is new; `alignment` finds for each part of the
original the one of the translation; `update` changes the file where the two differ.
"""
