"""Files in: the campaign's definition and its data, each entry through the door of its kind."""
