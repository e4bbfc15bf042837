// ioredis
// It uses EVALSHA, and EVAL if Redis doesn't know the script.
    // #region 04.3-release
    const sha = createHash('sha1').update(RELEASE).digest('hex')
    try {
      return (await redis.evalsha(sha, 1, key, token)) === 1
    } catch (error) {
      if (!String(error).includes('NOSCRIPT')) throw error
      return (await redis.eval(RELEASE, 1, key, token)) === 1
    }
    // #endregion

// #region given-RELEASE
import { createHash } from 'node:crypto'

const RELEASE = `
local holder = redis.call('GET', KEYS[1])
return holder == ARGV[1] and redis.call('DEL', KEYS[1]) or 0`
// #endregion
