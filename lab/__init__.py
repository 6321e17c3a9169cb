"""One harness for tests, bench and torture: servers, replicas, tabs, visitors and crowds."""
