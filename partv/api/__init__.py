"""The HTTP API: the extracts of the pages, read-only, in the same process and the same grammar."""
