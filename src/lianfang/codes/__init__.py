"""Plain codes (编码): nine characters that stand on a door, a post, a tube, a slip or a page, and carry no meaning.

A *code* is drawn by chance, ends in a check character and names one thing; whoever reads it without being allowed to see
the thing learns nothing. It is read by a camera, a hand scanner or typed.
"""
