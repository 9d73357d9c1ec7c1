"""Variable-data printing: one form, and the slots in it filled with each patient's words.

Laying out a document takes many times as long as writing it, and two documents of a batch differ in the patient's words
and in little else.  So a document is laid out once, as a *form*: static objects and *slots*.  Each further record only
fills the slots.  The result must be, byte for byte, what layout alone gives.

- `signature` says which records may share a form: the same choices and the same facets select the same content.  A
  form is kept only if another, invented patient gets the same document outside the slots.
- `slots` keeps every question that layout asked of a leaf with slots: how many lines has it at this measure?  Layout
  knows nothing else of a leaf.  So where another patient's words give the same answers, layout would make the same
  pages, and only the words of the slots differ.
- `single_line` answers the question for a leaf of one line by adding up widths, without breaking lines; `shaped_line`
  does so for values that are shaped or run from right to left.
- `form` asks the questions again for a record and fills the form.  `LayoutDiffers` means that the words need other
  pages, `MissingGlyph` that the form's fonts lack a character.  Both lead to layout as a whole.
- `withheld` looks for values that this audience may not read.  If one might be on the page by chance, the document
  is laid out and scanned as a whole.
- `kept_forms` keeps the forms that were used last.
- `sent_forms` makes plain values of them, for workers on other machines.
- `made` says what became of a document.
- `renderer` puts these together, and lays out a sample of the filled documents again.  If one of them differs, the run
  ends: that is a bug, and no document of the run can be trusted.
"""
