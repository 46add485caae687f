"""What Coldframe is timed and counted against, and the trees it is done on."""
