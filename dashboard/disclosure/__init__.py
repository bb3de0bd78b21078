"""What stands between a small group of patients and whoever may see figures only.

Counts from 1 to 10 are withheld, zero is zero, the others are rounded to 5; a second cell is
withheld where a total would give the first away, and a group, with its curves, that leaves 1 to 10
of a wider one that could be chosen before or after it; shares and rates are computed from what is
shown; curves move in steps of 11 events or more. It is done on whole tables before any question
is asked of them, so that no filter, order or join of a question can see past it.

What is not withheld: which parts there are, and dates.
"""
