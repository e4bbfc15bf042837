// node-redis, rejected by 06.4-at-work
// Without a connection nothing is acknowledged, and what is done is left alone later on.
  // #region 06.2-acknowledge
  const done = new Set<string>()

  async function acknowledge(id: string): Promise<void> {
    done.add(id)
    if (commands.isReady) await commands.xAck(stream, group, id)
  }
  // #endregion
  // #region 06.3-takeOver
    const page = await commands.xPendingRange(stream, group, '-', '+', PAGE, { IDLE: idleMs })
    for (const { id, deliveriesCounter } of page) {
      if (!closing && !done.has(id)) await takeOne(id, deliveriesCounter)
    }
  // #endregion
