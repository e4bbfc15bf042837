// node-redis
// XAUTOCLAIM finds and claims one entry at a time; XPENDING tells how often it was delivered.
  // #region 06.3-idle
    const found: { id: string; deliveries: number }[] = []
    const reply = await client.xAutoClaim(stream, group, name, idleMs, '0-0', { COUNT: 1 })
    for (const message of reply.messages) {
      if (!message) continue
      const id = String(message.id)
      const [line] = await client.xPendingRange(stream, group, id, id, 1)
      found.push({ id, deliveries: (line?.deliveriesCounter ?? 1) - 1 })
    }
    return found
  // #endregion
  // #region 06.3-claim
    const [message] = (await client.xRange(stream, id, id)) ?? []
    return message?.message
  // #endregion
