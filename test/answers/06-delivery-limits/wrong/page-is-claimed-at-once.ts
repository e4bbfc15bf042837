// node-redis, rejected by 06.5-kills
// A whole page is claimed at a time. Each time that one entry of it ends the process, all behind it have used up an attempt.
  // #region 06.3-takeOver
    const page = await commands.xPendingRange(stream, group, '-', '+', PAGE, { IDLE: idleMs })
    if (page.length === 0) return
    const counted = new Map(page.map(({ id, deliveriesCounter }) => [id, deliveriesCounter]))
    const messages = await commands.xClaim(stream, group, name, idleMs, [...counted.keys()])
    for (const message of messages) {
      if (!message || closing) continue
      const [id, fields] = [message.id as unknown as string, message.message as unknown as Record<string, string>]
      const deliveries = counted.get(id) ?? 0
      if (deliveries >= maxAttempts) await buryUnfinished({ id, fields, attempt: deliveries })
      else await work([{ id, fields, attempt: deliveries + 1 }])
    }
  // #endregion
