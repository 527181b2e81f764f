"""HTTP: requests to libcurl, and what an answer, or none, means."""
