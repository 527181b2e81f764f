-- Give a queue back with all that is in hand, or give it up.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token; 2: queue; 3: owner; 4: seconds since the last request; 5: seconds to rest;
--       6: 1 if its tasks are given up; then names and values of notes that go with the queue
-- Gives 1, or 0 where the lease is lost and nothing was done.
-- Invariant: nobody claims the queue before its rest is over; what is given up counts no more.

local queue = ARGV[2]
if redis.call('HGET', P .. 'owner', queue) ~= ARGV[3] then return 0 end
for _, key in ipairs(redis.call('SMEMBERS', P .. 'p:' .. queue)) do
  redis.call('ZADD', P .. 'q:' .. queue, 0, key)
end
redis.call('DEL', P .. 'p:' .. queue)
redis.call('HSET', P .. 'm:' .. queue, 'asked', now - tonumber(ARGV[4]),
           'until', now + tonumber(ARGV[5]))
for i = 7, #ARGV, 2 do
  redis.call('HSET', P .. 'm:' .. queue, ARGV[i], ARGV[i + 1])
end
redis.call('ZREM', P .. 'leases', queue)
redis.call('HDEL', P .. 'owner', queue)
if ARGV[6] == '1' then
  forget(queue, redis.call('HLEN', P .. 'r:' .. queue))
  redis.call('HSET', P .. 'm:' .. queue, 'given_up', 1)
  redis.call('DEL', P .. 'q:' .. queue, P .. 'r:' .. queue, P .. 's:' .. queue,
             P .. 'x:' .. queue)
end
offer(queue)
fail_safe(queue)
return 1
