"""What a rule about one patient has to know of everybody else, beside that patient's rows.

One file a fact, and a function of its name, whose parameters name canonical tables as those of a
derivation do. READS says which columns of them it looks at: it is given every different
combination of these once, however many rows there are. A fact is computed each night and kept
nowhere; everything else in transforms/derived/ looks at one patient at a time, so that a night can
compute again those it concerns and leave the others as they are.
"""
