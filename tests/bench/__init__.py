"""`make bench`: the portal's times as ratios to what this machine can do at best."""
