"""Exhibits: a chart with all that must go with it. Query in, chart, words, table and rows out.

Everything a page, a slide or a file shows of a view is composed here, once, so that no number
leaves without its source and denominator. Pure apart from asking the warehouse; cached by
Selection, language and theme.
"""
