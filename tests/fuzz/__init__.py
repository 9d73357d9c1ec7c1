"""Valid files with something changed, and what must hold of the program whatever was changed.

No traceback, no hang, no more memory than a small machine has, only the exit codes that the documentation lists for
what was wrong, and nothing written where something was refused.  A case is its kind and a number: `trees`, `lines` and
`spans` change a file, `seeds` has the valid ones and the commands that read them, `case` judges, `runs` runs many in
a process of their own and makes a failing input small.
"""
