"""Internationalisation (i18n): languages, how a figure reads, names, alphabetical order."""
