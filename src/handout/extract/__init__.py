"""What a PDF says, read back with pdfium: its text, its passages, its tags.

Texts that are compared next year must be extracted next year by the same rules, so these have a version. Rules 2:

1. Characters are in NFC, and the Latin ligatures (U+FB00 to U+FB06) are letters.
2. A hyphen at a line's end is a hyphen, where pdfium gives U+0002 or U+FFFE for it.
3. Lines have no spaces at their ends.

These hold for `pages`, whose text stays line by line as pdfium reads the page's content.  For `reading` further:

4. What lies wholly off the paper isn't there.  What is printed counts, not what is said in its place (ActualText, Alt).
   A picture with an Alt is a passage without text.  What stands in the fields of a form is printed.  A glyph of which
   the file doesn't tell the letter is U+FFFD, and so is a control character.
5. A passage is a paragraph, an item, a cell or a heading: one element of the structure tree, in the tree's order; what
   is in no element is role `Artifact` where the file says so, and else has no role.  A passage that goes on overleaf
   is one on each page; the later ones are `continued`.
   A cell is one passage, whatever is in it, with the numbers of its table, row and column, and is there without words,
   too; headings and tables in a cell are passages of their own.  Of a table's body without a word nothing is known.
6. In a file without tags a passage is consecutive lines of one size at one distance.  Lines in the upper and lower
   eighth of the paper that stand at the same place on most pages, whatever numbers are in them, are `Artifact`.
   Paragraphs that are drawn beside each other, in rows of which each part stands below another, are a table's cells;
   what is on a line and farther apart than its height is parted.
7. Every space is U+0020, and several are one; zero-width spaces are taken out, and so are soft hyphens between letters
   inside a line.  Any other soft hyphen is a hyphen.
8. Where a line ends in a space, the next is joined with one.  Where it doesn't, they are joined without one behind a
   hyphen, dash or slash that follows a letter or digit, behind a soft hyphen, and between ideographs; and where the
   lines of the file mostly end in spaces, in an address, and between letters behind a line that is full.  Else they are
   joined with a space.
9. The section is the headings' titles; where there are none, the bookmarks'.

Rules 1 had no cells: a cell without words was left out, and a cell's paragraphs were passages.  They took out soft
hyphens beside figures, and joined figures over the end of a full line.
"""

from handout.extract.passages import RULES, CellPosition, PageReading, Passage, PdfReading
from handout.extract.read import reading
from handout.extract.text import Coverage, chosen, normalise, opened, pages, pdfium

__all__ = [
    "RULES",
    "CellPosition",
    "Coverage",
    "PageReading",
    "Passage",
    "PdfReading",
    "chosen",
    "normalise",
    "opened",
    "pages",
    "pdfium",
    "reading",
]  # fmt: skip
