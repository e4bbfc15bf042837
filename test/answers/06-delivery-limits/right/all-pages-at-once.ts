// node-redis
// It lists all pages of pending entries, not only the first.
  // #region 06.3-idle
    const found: { id: string; deliveries: number }[] = []
    for (let from = '-'; ; from = `(${found.at(-1)!.id}`) {
      const page = await client.xPendingRange(stream, group, from, '+', PAGE, { IDLE: idleMs })
      found.push(...page.map(({ id, deliveriesCounter }) => ({ id, deliveries: deliveriesCounter })))
      if (page.length < PAGE) return found
    }
  // #endregion
