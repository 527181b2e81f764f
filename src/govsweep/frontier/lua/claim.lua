-- Lease queues whose tasks are ready, the smallest first; leases that ended are taken back before.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token; 2: worker; 3: seconds of the lease; 4: how many sites; 5: how many foreign hosts
-- Gives the instant, and for each queue: its name, the owner that proves the lease, its notes.
-- Invariant: a queue has one owner at most, and no owner's name is given twice (its fence rises).
-- What a worker held when its lease ended is suspect: it may be what killed the worker.

for _, queue in ipairs(redis.call('ZRANGEBYSCORE', P .. 'leases', '-inf', now, 'LIMIT', 0, 64)) do
  for _, key in ipairs(redis.call('SMEMBERS', P .. 'p:' .. queue)) do
    redis.call('HINCRBY', P .. 'x:' .. queue, key, 1)
    redis.call('SADD', P .. 's:' .. queue, key)
  end
  redis.call('DEL', P .. 'p:' .. queue)
  redis.call('ZREM', P .. 'leases', queue)
  redis.call('HDEL', P .. 'owner', queue)
  -- When the dead worker asked last is not known: as late as can be.
  redis.call('HSET', P .. 'm:' .. queue, 'asked', now)
  offer(queue)
  fail_safe(queue)
end

local claimed = {}
local function claim(from, want)
  if want <= 0 then return end
  local ready = redis.call('ZRANGEBYSCORE', from, '-inf', now, 'LIMIT', 0, want * 4)
  local size = {}
  for _, queue in ipairs(ready) do
    size[queue] = tonumber(redis.call('HGET', P .. 'open', queue) or 0)
  end
  table.sort(ready, function(a, b) return size[a] < size[b] end)
  for i = 1, math.min(want, #ready) do
    local queue = ready[i]
    -- Fences grow even where Redis has lost its last second, or all it had: the clock went on.
    local fence = math.max(tonumber(redis.call('GET', P .. 'fence') or 0) + 1,
                           tonumber(time[1]) * 1000000 + tonumber(time[2]))
    fence = string.format('%.0f', fence)
    redis.call('SET', P .. 'fence', fence)
    local owner = ARGV[2] .. ':' .. fence
    redis.call('ZREM', from, queue)
    redis.call('ZADD', P .. 'leases', now + tonumber(ARGV[3]), queue)
    redis.call('HSET', P .. 'owner', queue, owner)
    fail_safe(queue)
    claimed[#claimed + 1] = {queue, owner, redis.call('HGETALL', P .. 'm:' .. queue)}
  end
end
claim(P .. 'sites', tonumber(ARGV[4]))
claim(P .. 'hosts', tonumber(ARGV[5]))
return {tostring(now), claimed}
