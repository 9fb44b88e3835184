"""The collections of the platform's lower apps, which stand below the API in the line."""
