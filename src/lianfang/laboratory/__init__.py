"""From the closed tube to the result (送检与结果): boxes from hand to hand, results as they come, and what follows them.

A *box* holds closed tubes and always has one holder; a *result* is negative, positive or invalid and is never guessed: an
unknown tube, a result twice and a result that changes are shown. A positive tube is resampled singly and re-checked.
"""
