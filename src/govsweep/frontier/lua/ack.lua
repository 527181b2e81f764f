-- Close tasks, or put them back for a second try, and queue what they revealed: one step.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token; 2: how many are acknowledged; for each: queue, key, seconds to wait before it is
--       asked for again or -1 where it is done with, packed task; then the revealed as for push
-- Gives how many of the revealed were new.
-- Invariant: what is acknowledged stands in SQL already. That is true whoever says it, so no fence
-- is asked for here: a worker that lost its lease in between spares the next one the work.

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
