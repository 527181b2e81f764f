-- What every script begins with: the token is checked, and the functions they share are defined.
-- For Redis 6.2 and what is compatible with it.
--
-- KEYS  1: prefix of the sweep, with the sweep's id as its hash tag
-- ARGV  1: token of the era that the caller takes part in
-- Fails with UNBUILT where Redis does not hold that era.
--
-- Keys, all under the prefix:
--
--   token            the sweep's token and the era of the queues, which ends when they are lost or
--                    rebuilt; absent or another: what a worker holds is void
--   total            open tasks of all queues        open     HASH queue -> open tasks
--   sites, hosts     ZSET queue -> when it can be claimed
--   leases           ZSET queue -> deadline            owner    HASH queue -> worker and fence
--   q:<queue>        ZSET key -> order, or when due    r:<queue>  HASH key -> task
--   p:<queue>        SET of keys in a worker's hands   d:<queue>  SET of all keys ever seen
--   s:<queue>        SET of keys a worker died with    x:<queue>  HASH key -> deaths
--   m:<queue>        HASH of what goes with the queue from worker to worker: pace, back-off
--   fence            how many leases were given; the next owner's name ends in the next number
--   finished         the worker that found nothing left to ask for
--
-- Invariant: total is the sum of open, and open counts r:<queue>. A queue stands in sites or hosts
-- while it has tasks and no lease. Orders are small numbers and instants are large ones, so that
-- one range query finds what is ready, best first, and nothing that is not yet due. Deadlines are
-- by the clock of Redis alone.

local P = KEYS[1] .. ':'
if redis.call('GET', P .. 'token') ~= ARGV[1] then
  return redis.error_reply('UNBUILT')
end
local TTL = 604800
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000

local function ready_set(queue)
  if string.sub(queue, 1, 1) == '@' then return P .. 'hosts' end
  return P .. 'sites'
end

local function fail_safe(queue)
  for _, name in ipairs({'q:', 'r:', 'p:', 'd:', 's:', 'x:', 'm:'}) do
    redis.call('EXPIRE', P .. name .. queue, TTL)
  end
  for _, name in ipairs({'token', 'total', 'open', 'sites', 'hosts', 'leases', 'owner', 'fence'}) do
    redis.call('EXPIRE', P .. name, TTL)
  end
end

-- Make a queue claimable from when its first task is ready, unless somebody holds it.
local function offer(queue)
  if redis.call('ZSCORE', P .. 'leases', queue) then return end
  local from = false
  if redis.call('SCARD', P .. 's:' .. queue) > 0 then
    from = now
  else
    local first = redis.call('ZRANGE', P .. 'q:' .. queue, 0, 0, 'WITHSCORES')
    if first[2] then from = math.max(now, tonumber(first[2])) end
  end
  if not from then
    redis.call('ZREM', ready_set(queue), queue)
    return
  end
  local rest = redis.call('HGET', P .. 'm:' .. queue, 'until')
  if rest then from = math.max(from, tonumber(rest)) end
  redis.call('ZADD', ready_set(queue), from, queue)
end

local given_up = {}
local function is_given_up(queue)
  if given_up[queue] == nil then
    given_up[queue] = redis.call('HEXISTS', P .. 'm:' .. queue, 'given_up') == 1
  end
  return given_up[queue]
end

local function push(queue, key, order, wait, task)
  if is_given_up(queue) then return 0 end
  if redis.call('SADD', P .. 'd:' .. queue, key) == 0 then return 0 end
  if wait > 0 then order = now + wait end
  redis.call('ZADD', P .. 'q:' .. queue, order, key)
  redis.call('HSET', P .. 'r:' .. queue, key, task)
  redis.call('HINCRBY', P .. 'open', queue, 1)
  redis.call('INCR', P .. 'total')
  return 1
end

local function forget(queue, count)
  if redis.call('HINCRBY', P .. 'open', queue, -count) <= 0 then
    redis.call('HDEL', P .. 'open', queue)
  end
  redis.call('DECRBY', P .. 'total', count)
end
