-- Let queues that were built stand: their era begins.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token of one who builds; 2: token of the era that begins
-- Gives 1.
-- Invariant: only the worker that built may say so; until then nobody claims, for no token fits.

redis.call('SET', P .. 'token', ARGV[2], 'EX', TTL)
return 1
