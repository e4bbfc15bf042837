// node-redis, rejected by 04.2-claim
// It counts claims in the module: tokens are unique in one process, but two processes use the same ones.
    // #region 04.2-claim
    const token = `token-${nextToken()}`
    const reply = await redis.set(key, token, { condition: 'NX', expiration: { type: 'PX', value: leaseMs } })
    return reply === null ? undefined : token
    // #endregion

// #region given-RELEASE
let tokens = 1000
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
