"""Charts as pictures and pages as PDF, from plain numbers and words."""
