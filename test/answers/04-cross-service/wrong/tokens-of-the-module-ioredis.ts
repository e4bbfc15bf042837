// ioredis, rejected by 04.2-claim
// It counts claims in the module: tokens are unique in one process, but two processes use the same ones.
    // #region 04.2-claim
    const token = String(nextToken())
    const reply = await redis.set(key, token, 'PX', leaseMs, 'NX')
    if (reply !== null) return token
    // #endregion

// #region given-RELEASE
let tokens = 0
const nextToken = () => {
  tokens += 1
  return tokens
}
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0`
// #endregion
