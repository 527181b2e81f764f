"""`make bench`: what can be measured without any data but our own."""

from bench import city

city.main()
