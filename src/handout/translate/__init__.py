"""Writes translations: an empty file for the translator, and an older one brought up to its original.

A translation is a person's work, so only the bytes change that have to.  Above each text of a translation is a comment
with the original's text, its *record* (`records`): `# en: Use cream.`  The record says which text the translator saw,
so an original that has changed since is found without a history of files.  `skeleton` writes new parts; `alignment`
finds the part of the translation for each part of the original; `update` changes the file where the two differ.
"""
