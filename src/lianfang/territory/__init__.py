"""The tree of areas (区域): district, street or town, community or village, grid, building or villagers' group, entrance.

Levels may be absent. A *path* is where an area stands and changes only when it is moved or merged; the official *code*
is what the outside calls it and may be retired. Residential compounds, work areas, workplaces, schools and institutions
are areas too, of their own kinds.
"""
