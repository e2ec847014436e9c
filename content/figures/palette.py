"""PURE: the colours of all pictures.

Blue against orange keeps its contrast in every common kind of colour blindness; nothing is told
by colour alone, as the patch is a disc and the movement an arrow.
"""

CARD, EDGE = "#fbf8f1", "#d8d0bf"
FLOOR, FLOOR_LINE = "#ece5d6", "#a89c84"
SEAM = "#fbf8f1"
WORKED, OTHER = "#1f5480", "#9dbbd3"
TRUNK, FACE, HAIR = "#5d8db3", "#86abc8", "#1b3a55"
GHOST = "#d9dfe3"
ARROW, PATCH, GLOW = "#1d1d1f", "#f08a00", "#ffc978"
MAT, WOOD, CLOTH, WALL, BAND = "#a9c9b5", "#c2a178", "#e3d3e6", "#cfc8ba", "#8c2d62"
