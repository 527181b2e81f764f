"""The simulator: whole nights in one process on a virtual clock, with faults by seed.

What is real: the frontier's client and its Lua scripts on an embedded server, the store on SQLite,
Scrapy's engine with the spider, the scheduler, the feeder and the pipelines, judging, opening,
settling, closing and the papers. What is made up: time, the hosts, and what befalls the machines.
"""
