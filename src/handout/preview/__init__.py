"""The preview: a document's pages as pictures, in files or on a page in the browser that follows the files.

`files` names and draws pictures for a folder, `sheet` draws all pages on one. For the page in the browser, `making`
makes a `State` of the options, `watching` makes a new one when a file has changed, `board` holds the newest one, `view`
writes it as HTML and `server` hands it to the browser. Nothing of a watched document is written to disk.
"""
