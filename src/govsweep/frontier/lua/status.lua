-- Tell where the sweep stands.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token
-- Gives how many tasks are open, how many queues are leased, how many hold open tasks, the
-- seconds until one can be claimed (-1: none waits), and 1 if the sweep is finished.
-- Invariant: nothing is changed.

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
