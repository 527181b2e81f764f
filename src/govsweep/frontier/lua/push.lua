-- Queue tasks that were never queued in this era.
--
-- KEYS  1: prefix of the sweep
-- ARGV  1: token; then for each task: queue, key, order, seconds to wait, packed task
-- Gives how many were new.
-- Invariant: a key enters a queue once an era, however often and by whomever it is pushed; what is
-- pushed to a queue given up is dropped, for the store knows it as left.

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
