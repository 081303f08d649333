"""Tests of the Python client, most of them against a real server."""
