"""The content of a PDF, read back with pdfium: its text, its passages, its tags.

A PDF has no words, lines or paragraphs.  The content of a page draws glyphs at places, in any order.  This package
makes passages of them in four steps.

1. `pieces`: pdfium gives each character of a page with its letter, its box and the object that draws it.  Characters of
   one object's owner on one line are a *piece*.  The owner is the number of the marked content around the object; the
   structure tree knows the content by this number.  Where pdfium sees a space or the end of a line, a piece ends or not
   by the rules below.
2. In a tagged file, `structure` reads the tree page by page and joins the elements that run over pages, `tables` adds
   the rows and cells without words, which are on no page, and `blocks` walks over the tree: a paragraph, an item, a
   heading or a cell with its pieces is one block, in reading order.
3. What is in no element is ordered by its place (`paragraphs`): lines by their baselines, paragraphs by the distance of
   their lines, headers and footers by what repeats from page to page, tables by what is drawn side by side (`grids`).
4. `joined` makes the text of the pieces.  A line may end inside a word, after a hyphen that is the word's own or the
   line's, or between words; what the file says about it is the space at the line's end, if it has one.

`text` gives the raw text of pages alone, `tags` the tree as a screen reader reads it, `page_images` the pages as
images.

Texts that are compared next year must be extracted next year by the same rules, so the rules have a version. Rules 2:

1. Characters are in NFC, and the Latin ligatures (U+FB00 to U+FB06) are letters.
2. A hyphen at a line's end is a hyphen, where pdfium gives U+0002 or U+FFFE for it.
3. Lines have no spaces at their ends.

These hold for `pages`, whose text stays line by line as pdfium reads the page's content.  For `reading` further:

4. Text that is completely off the paper is left out.  Printed text counts, not its replacement (ActualText, Alt).  A
   picture with an Alt is a passage without text.  The values of a form's fields are printed.  A glyph without a known
   letter is U+FFFD, and so is a control character.
5. A passage is a paragraph, an item, a cell or a heading: one element of the structure tree, in the tree's order.  What
   is in no element has the role `Artifact` if the file says so, else no role.  A passage that continues on the next
   page is one passage on each page; the later ones are `continued`.
   A cell is one passage, whatever is in it, with the numbers of its table, row and column; a cell without words is a
   passage too.  Headings and tables in a cell are passages of their own.  A table's body without a word is left out.
6. In a file without tags a passage is consecutive lines of one size at one distance.  Lines in the upper and lower
   eighth of the paper that are at the same place on most pages, whatever numbers are in them, are `Artifact`.
   Paragraphs that are drawn side by side, in rows whose parts are below each other, are a table's cells; words on one
   line are split where they are farther apart than the line is high.
7. Every space is U+0020, and several are one; zero-width spaces are removed, and so are soft hyphens between letters
   inside a line.  Any other soft hyphen is a hyphen.
8. If a line ends in a space, the next is joined with a space.  Otherwise lines are joined without a space after a
   hyphen, dash or slash that follows a letter or digit, after a soft hyphen, and between ideographs; and, if the lines
   of the file mostly end in spaces, inside an address, and between letters after a full line.  All other lines are
   joined with a space.
9. The section is the titles of headings; if there are none, of bookmarks.

Rules 1 had no cells: a cell without words was left out, and the paragraphs of a cell were passages.  They removed soft
hyphens next to digits, and joined digits over the end of a full line.
"""

from pathlib import Path

from handout.extract.passages import RULES, CellPosition, PageReading, Passage, PdfReading
from handout.extract.raw import pdfium
from handout.extract.text import Coverage, chosen, each_page, normalise, opened, pages

__all__ = [
    "RULES",
    "CellPosition",
    "Coverage",
    "PageReading",
    "Passage",
    "PdfReading",
    "chosen",
    "each_page",
    "normalise",
    "opened",
    "pages",
    "pdfium",
    "reading",
]  # fmt: skip


def reading(pdf: Path | bytes, *, bands: bool = True) -> PdfReading:
    """The passages of any PDF; `bands` are its headers and footers.  HandoutError if it can't be read."""
    from handout.extract.read import read  # a document is verified without passages

    return read(pdf, bands=bands)
