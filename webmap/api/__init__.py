"""The programs' interface: its gate, bodies answered, its OpenAPI document, its endpoints."""
