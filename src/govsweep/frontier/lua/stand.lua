-- Let queues that were built stand: their era begins.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token of one who builds; 2: token of the era that begins; 3: a fence below which none is
--       given: that of the latest lease which has written by the store
-- Gives 1.
-- Invariant: only the worker that built may say so; until then nobody claims, for no token fits.

local fence = tonumber(redis.call('GET', P .. 'fence') or 0)
if tonumber(ARGV[3]) > fence then redis.call('SET', P .. 'fence', ARGV[3], 'EX', TTL) end
redis.call('SET', P .. 'token', ARGV[2], 'EX', TTL)
return 1
