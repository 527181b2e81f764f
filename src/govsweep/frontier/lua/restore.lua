-- Queue tasks that the store says are open: unlike push, those seen before and lost come back.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token; then for each task: queue, key, order, seconds to wait, packed task
-- Gives how many were missing.
-- Invariant: what is open here already, waiting or in a worker's hands, is not touched.

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
