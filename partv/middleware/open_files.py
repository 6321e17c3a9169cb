"""How many files the process may have open."""

from contextlib import suppress


def allow_many_files() -> None:
    """Let the process open as many files as the system lets it.

    A visit takes four (its connection, and an event loop of Streamlit's) until two minutes after
    its end; the usual limit of 1024 would turn away the 250th visitor.
    """
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
