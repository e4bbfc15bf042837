// ioredis, rejected by 04.8-refused
// It retries a refused claim again and again without a report.
    // #region 04.2-claim
    const token = randomUUID()
    for (let n = 0; n < 1000; n++) {
      try {
        const reply = await redis.set(key, token, 'PX', leaseMs, 'NX')
        return reply === null ? undefined : token
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    return undefined
    // #endregion
