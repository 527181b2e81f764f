-- Keep leases.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token; 2: seconds of the lease; then for each: queue, owner, seconds since it asked last
-- Gives the queues whose leases are lost.
-- Invariant: a lease that another holds is never prolonged.

local lost = {}
for i = 3, #ARGV, 3 do
  local queue = ARGV[i]
  if redis.call('HGET', P .. 'owner', queue) == ARGV[i + 1] then
    redis.call('ZADD', P .. 'leases', now + tonumber(ARGV[2]), queue)
    redis.call('HSET', P .. 'm:' .. queue, 'asked', now - tonumber(ARGV[i + 2]))
  else
    lost[#lost + 1] = queue
  end
end
return lost
