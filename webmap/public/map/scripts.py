"""The modules of the map's scripts, which every page with a map names to the browser."""

MODULES = (
    "main", "address", "config", "corner", "draw", "features", "ground", "labels", "layers",
    "marks", "notices", "pace", "panel", "paper", "piles", "popup", "sheet", "shown", "symbols",
    "time", "units",
)  # fmt: skip
