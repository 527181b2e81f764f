"""The acceptance kit (验收工具包): known faults planted, any tool's findings held against them.

What is planted is made up here, stands in no page that anybody published, and is the same for the
same seed. Whoever buys or changes a tool sees, kind by kind, what it finds and what it raises
without a cause.
"""
