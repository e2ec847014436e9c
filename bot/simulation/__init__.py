"""Made-up people who live with the real coach and the real storage, to see what holds."""
