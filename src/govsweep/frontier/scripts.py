"""The Lua scripts of the frontier, for Redis 6.2 and what is compatible with it.

Keys, all under one prefix with the sweep's id as its hash tag:

    token            the sweep's token and the era of the queues, which ends when they are lost or
                     rebuilt; absent or another: what a worker holds is void
    total            open tickets of all queues        open     HASH queue -> open tickets
    sites, hosts     ZSET queue -> when it can be claimed
    leases           ZSET queue -> deadline            owner    HASH queue -> worker and fence
    q:<queue>        ZSET key -> order, or when due    r:<queue>  HASH key -> ticket
    p:<queue>        SET of keys in a worker's hands   d:<queue>  SET of all keys ever seen
    s:<queue>        SET of keys a worker died with    x:<queue>  HASH key -> deaths
    m:<queue>        HASH of what goes with the queue from worker to worker: pace, back-off

Orders are small numbers and instants are large ones, so that one range query finds what is ready,
best first, and nothing that is not yet due. Deadlines are by the clock of Redis alone.
"""

_HEAD = """
local P = KEYS[1] .. ':'
if redis.call('GET', P .. 'token') ~= ARGV[1] then
  return redis.error_reply('UNBUILT')
end
local TTL = 604800
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000

local function shelf(queue)
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

-- Make a queue claimable from when its first ticket is ready, unless somebody holds it.
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
    redis.call('ZREM', shelf(queue), queue)
    return
  end
  local rest = redis.call('HGET', P .. 'm:' .. queue, 'until')
  if rest then from = math.max(from, tonumber(rest)) end
  redis.call('ZADD', shelf(queue), from, queue)
end

local given_up = {}
local function is_given_up(queue)
  if given_up[queue] == nil then
    given_up[queue] = redis.call('HEXISTS', P .. 'm:' .. queue, 'given_up') == 1
  end
  return given_up[queue]
end

local function push(queue, key, order, wait, ticket)
  if is_given_up(queue) then return 0 end
  if redis.call('SADD', P .. 'd:' .. queue, key) == 0 then return 0 end
  if wait > 0 then order = now + wait end
  redis.call('ZADD', P .. 'q:' .. queue, order, key)
  redis.call('HSET', P .. 'r:' .. queue, key, ticket)
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
"""

# ARGV: the token of one who builds, the token of the era that begins, a fence below which none is
# given: that of the latest lease which has written by the store.
STAND = (
    _HEAD
    + """
local fence = tonumber(redis.call('GET', P .. 'fence') or 0)
if tonumber(ARGV[3]) > fence then redis.call('SET', P .. 'fence', ARGV[3], 'EX', TTL) end
redis.call('SET', P .. 'token', ARGV[2], 'EX', TTL)
return 1
"""
)

# ARGV: token, then for each ticket: queue, key, order, seconds to wait, ticket.
PUSH = (
    _HEAD
    + """
local new, touched = 0, {}
for i = 2, #ARGV, 5 do
  new = new + push(ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3]), ARGV[i + 4])
  touched[ARGV[i]] = true
end
for queue in pairs(touched) do
  offer(queue)
  fail_safe(queue)
end
return new
"""
)

# As PUSH, but for tickets that the store says are open: those seen and lost come back.
RESTORE = (
    _HEAD
    + """
local new, touched = 0, {}
for i = 2, #ARGV, 5 do
  local queue, key = ARGV[i], ARGV[i + 1]
  if redis.call('HEXISTS', P .. 'r:' .. queue, key) == 0 then
    redis.call('SREM', P .. 'd:' .. queue, key)
    new = new + push(queue, key, ARGV[i + 2], tonumber(ARGV[i + 3]), ARGV[i + 4])
    touched[queue] = true
  end
end
for queue in pairs(touched) do
  offer(queue)
  fail_safe(queue)
end
return new
"""
)

# ARGV: token, worker, seconds of the lease, how many sites, how many foreign hosts.
CLAIM = (
    _HEAD
    + """
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
"""
)

# ARGV: token, seconds of the lease, whether one ticket that a worker died with may be among them,
# then queue, owner, how many. A queue whose lease is lost answers with nothing.
PULL = (
    _HEAD
    + """
local answer = {}
local suspects = tonumber(ARGV[3])
for i = 4, #ARGV, 3 do
  local queue, owner, want = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
  if redis.call('HGET', P .. 'owner', queue) ~= owner then
    answer[#answer + 1] = {queue, 0}
  else
    redis.call('ZADD', P .. 'leases', now + tonumber(ARGV[2]), queue)
    local Q, R, PROCESSING = P .. 'q:' .. queue, P .. 'r:' .. queue, P .. 'p:' .. queue
    local tickets = {}
    if suspects > 0 then
      local key = redis.call('SPOP', P .. 's:' .. queue)
      if key then
        suspects = suspects - 1
        redis.call('SADD', PROCESSING, key)
        local deaths = redis.call('HGET', P .. 'x:' .. queue, key)
        tickets[1] = {key, redis.call('HGET', R, key), tonumber(deaths or 1)}
      end
    end
    local keys = redis.call('ZRANGEBYSCORE', Q, '-inf', now, 'LIMIT', 0, want)
    if #keys > 0 then
      redis.call('ZREM', Q, unpack(keys))
      redis.call('SADD', PROCESSING, unpack(keys))
      local packed = redis.call('HMGET', R, unpack(keys))
      for j, key in ipairs(keys) do
        tickets[#tickets + 1] = {key, packed[j], 0}
      end
    end
    if #tickets > 0 then redis.call('EXPIRE', PROCESSING, TTL) end
    local wait = -1
    if redis.call('SCARD', P .. 's:' .. queue) > 0 then
      wait = 0
    else
      local first = redis.call('ZRANGE', Q, 0, 0, 'WITHSCORES')
      if first[2] then wait = math.max(0, tonumber(first[2]) - now) end
    end
    answer[#answer + 1] = {queue, 1, tickets, tostring(wait)}
  end
end
return answer
"""
)

# ARGV: token, how many are acknowledged, for each: queue, key, seconds to wait before it is asked
# for again or -1 where it is done with, ticket; then as in PUSH.
# What is acknowledged stands in SQL already. That is true whoever says it, so no fence is asked
# for here: a worker that lost its lease in between spares the next one the work.
ACK = (
    _HEAD
    + """
local new, touched = 0, {}
local at = 3
for _ = 1, tonumber(ARGV[2]) do
  local queue, key, wait = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  local R = P .. 'r:' .. queue
  local held = redis.call('HEXISTS', R, key) == 1
  if held then
    if redis.call('SREM', P .. 'p:' .. queue, key) == 0 then
      redis.call('ZREM', P .. 'q:' .. queue, key)
      redis.call('SREM', P .. 's:' .. queue, key)
      touched[queue] = true -- it may have been the last that anybody could claim
    end
    if wait >= 0 then
      redis.call('ZADD', P .. 'q:' .. queue, now + wait, key)
      redis.call('HSET', R, key, ARGV[at + 3])
      touched[queue] = true
    else
      redis.call('HDEL', R, key)
      forget(queue, 1)
    end
  end
  at = at + 4
end
for i = at, #ARGV, 5 do
  if push(ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3]), ARGV[i + 4]) == 1 then
    new = new + 1
    touched[ARGV[i]] = true
  end
end
for queue in pairs(touched) do
  offer(queue)
  fail_safe(queue)
end
return new
"""
)

# ARGV: token, seconds of the lease, then queue, owner, seconds since the last request.
RENEW = (
    _HEAD
    + """
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
"""
)

# ARGV: token, queue, owner, seconds since the last request, seconds to rest, whether its tickets
# are given up, then names and values that go with the queue.
RELEASE = (
    _HEAD
    + """
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
"""
)

# ARGV: token, queue, owner, then names and values that go with the queue from now on.
NOTE = (
    _HEAD
    + """
if redis.call('HGET', P .. 'owner', ARGV[2]) ~= ARGV[3] then return 0 end
for i = 4, #ARGV, 2 do
  redis.call('HSET', P .. 'm:' .. ARGV[2], ARGV[i], ARGV[i + 1])
end
return 1
"""
)

# ARGV: token. How much is open, how many queues are held, how many seconds until one is ready.
STATUS = (
    _HEAD
    + """
local wait = -1
for _, name in ipairs({'sites', 'hosts'}) do
  local first = redis.call('ZRANGE', P .. name, 0, 0, 'WITHSCORES')
  if first[2] then
    local its = math.max(0, tonumber(first[2]) - now)
    if wait < 0 or its < wait then wait = its end
  end
end
return {tonumber(redis.call('GET', P .. 'total') or 0), redis.call('ZCARD', P .. 'leases'),
        redis.call('HLEN', P .. 'open'), tostring(wait), redis.call('EXISTS', P .. 'finished')}
"""
)

# ARGV: token. The owners of leases that hold.
OWNERS = (
    _HEAD
    + """
local owners = {}
for _, queue in ipairs(redis.call('ZRANGEBYSCORE', P .. 'leases', now, '+inf')) do
  owners[#owners + 1] = redis.call('HGET', P .. 'owner', queue)
end
return owners
"""
)
