-- Take what is ready of leased queues into a worker's hands, and renew their leases.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token; 2: seconds of the lease; 3: 1 if one task that a worker died with may be among
--       them; then for each queue: queue, owner, how many
-- Gives for each queue: its name; 0 if its lease is lost, else 1, its tasks (key, packed task,
-- deaths), and the seconds until more is ready, -1 where nothing waits.
-- Invariant: a task is in the queue, in the hands of the owner, or suspect; never in two of them.

local answer = {}
local suspects = tonumber(ARGV[3])
for i = 4, #ARGV, 3 do
  local queue, owner, want = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
  if redis.call('HGET', P .. 'owner', queue) ~= owner then
    answer[#answer + 1] = {queue, 0}
  else
    redis.call('ZADD', P .. 'leases', now + tonumber(ARGV[2]), queue)
    local Q, R, PROCESSING = P .. 'q:' .. queue, P .. 'r:' .. queue, P .. 'p:' .. queue
    local tasks = {}
    if suspects > 0 then
      local held = redis.call('SMEMBERS', P .. 's:' .. queue)
      table.sort(held) -- any would do; the same one each time, a night can be lived again
      local key = held[1]
      if key then
        suspects = suspects - 1
        redis.call('SREM', P .. 's:' .. queue, key)
        redis.call('SADD', PROCESSING, key)
        local deaths = redis.call('HGET', P .. 'x:' .. queue, key)
        tasks[1] = {key, redis.call('HGET', R, key), tonumber(deaths or 1)}
      end
    end
    local keys = redis.call('ZRANGEBYSCORE', Q, '-inf', now, 'LIMIT', 0, want)
    if #keys > 0 then
      redis.call('ZREM', Q, unpack(keys))
      redis.call('SADD', PROCESSING, unpack(keys))
      local packed = redis.call('HMGET', R, unpack(keys))
      for j, key in ipairs(keys) do
        tasks[#tasks + 1] = {key, packed[j], 0}
      end
    end
    if #tasks > 0 then redis.call('EXPIRE', PROCESSING, TTL) end
    local wait = -1
    if redis.call('SCARD', P .. 's:' .. queue) > 0 then
      wait = 0
    else
      local first = redis.call('ZRANGE', Q, 0, 0, 'WITHSCORES')
      if first[2] then wait = math.max(0, tonumber(first[2]) - now) end
    end
    answer[#answer + 1] = {queue, 1, tasks, tostring(wait)}
  end
end
return answer
