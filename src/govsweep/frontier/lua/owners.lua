-- Tell who holds a lease.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token
-- Gives the owners of leases that have not ended.
-- Invariant: nothing is changed.

local owners = {}
for _, queue in ipairs(redis.call('ZRANGEBYSCORE', P .. 'leases', now, '+inf')) do
  owners[#owners + 1] = redis.call('HGET', P .. 'owner', queue)
end
return owners
