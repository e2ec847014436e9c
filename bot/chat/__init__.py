"""Everything a subscriber reads or presses."""
