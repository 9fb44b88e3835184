"""The embedded servers and the process runner behind `make run`."""
