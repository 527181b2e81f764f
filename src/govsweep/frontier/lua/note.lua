-- Keep notes with a leased queue for whoever holds it next.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token; 2: queue; 3: owner; then names and values of notes
-- Gives 1, or 0 where the lease is lost and nothing was done.
-- Invariant: only the owner writes notes.

if redis.call('HGET', P .. 'owner', ARGV[2]) ~= ARGV[3] then return 0 end
for i = 4, #ARGV, 2 do
  redis.call('HSET', P .. 'm:' .. ARGV[2], ARGV[i], ARGV[i + 1])
end
return 1
