// node-redis
// One script takes all figures at one moment.
// #region 07.1-snapshot
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('no reply')), 2000).unref()
    })
    const reply = await Promise.race([client.eval(SCRIPT, { arguments: [ours] }), late])
    const [counts, patterns] = reply as unknown as [(string | number)[], number]
    const channels = new Map<string, number>()
    for (const [at, name] of counts.entries()) if (at % 2 === 0) channels.set(`${name}`, Number(counts[at + 1]))
    return { channels, patterns }
// #endregion
// #region 07.1-hasSubscriber
const SCRIPT = `
local names = redis.call('PUBSUB', 'CHANNELS', ARGV[1])
local counts = {}
if #names > 0 then counts = redis.call('PUBSUB', 'NUMSUB', unpack(names)) end
return { counts, redis.call('PUBSUB', 'NUMPAT') }`
// #endregion
