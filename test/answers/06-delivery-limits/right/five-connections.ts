// node-redis
// Acknowledging, taking over and moving to the dead letter have a connection each. The group is read one by one.
  // #region 06.2-readNew
    return entriesOf(await reader.xReadGroup(group, name, { key: stream, id: '>' }, { COUNT: 1, BLOCK: blockMs }))
  // #endregion
  // #region 06.2-acknowledge
  const [acknowledger, claimer, burier] = await Promise.all([open(url, report), open(url, report), open(url, report)])
  const others = [acknowledger, claimer, burier]

  async function acknowledge(id: string): Promise<void> {
    await acknowledger.xAck(stream, group, id)
  }
  // #endregion
  // #region 06.3-takeOne
  async function takeOne(id: string, deliveries: number): Promise<void> {
    const [message] = await claimer.xClaim(stream, group, name, idleMs, id)
    if (!message) return missing(id)
    const fields = message.message
    if (deliveries >= maxAttempts) await buryUnfinished({ id, fields, attempt: deliveries })
    else await work([{ id, fields, attempt: deliveries + 1 }])
  }
  // #endregion
  // #region 06.5-bury
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    await burier.xAdd(deadLetter, '*', letter)
    await burier.xAck(stream, group, id)
  }
  // #endregion
  // #region 06.2-createGroup
    try {
      await commands.xGroupCreate(stream, group, '0', { MKSTREAM: true })
    } catch (error) {
      if (isReply(error, 'BUSYGROUP')) return
      // Who tries again needs them; after a refusal nothing is left open.
      if (isReply(error) && !isReply(error, 'LOADING')) await Promise.all(others.map(end))
      throw error
    }
  // #endregion
  // #region 06.4-finish
    await Promise.race([running, nothingToWaitFor()])
    inFlight.clear()
    clearInterval(beat)
    await Promise.all([reader, commands, ...others].map(end))
  // #endregion
