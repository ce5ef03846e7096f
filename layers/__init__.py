"""Data to map: symbols, base maps, the composed folium map. No Flask, no SQL."""
