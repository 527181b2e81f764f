"""The browser: pages that only scripts fill, rendered by a Chromium that is on this machine.

An extra (`govsweep[browser]`): without it everything else works and says what stayed unknown. No
browser is ever downloaded at run time.
"""
