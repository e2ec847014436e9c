"""The tests, so named that no installed package of the same name stands before them."""
