// node-redis
// A Lua script takes the whole snapshot at once.
// #region 07.1-snapshot
    const script = `
      local names = redis.call('PUBSUB', 'CHANNELS', ARGV[1])
      local counts = {}
      if #names > 0 then counts = redis.call('PUBSUB', 'NUMSUB', unpack(names)) end
      return { counts, redis.call('PUBSUB', 'NUMPAT') }`
    const reply = await client.eval(script, { arguments: [ours] })
    const [counts, patterns] = reply as unknown as [(string | number)[], number]
    const channels = new Map<string, number>()
    for (const [at, name] of counts.entries()) if (at % 2 === 0) channels.set(`${name}`, Number(counts[at + 1]))
    return { channels, patterns }
// #endregion
