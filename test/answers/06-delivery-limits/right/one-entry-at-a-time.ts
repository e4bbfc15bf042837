// ioredis
// It never has more than one entry in hand, whatever `count` says.
  // #region 06.2-readNew
    const reply = await reader.xreadgroup('GROUP', group, name, 'COUNT', 1, 'BLOCK', blockMs, 'STREAMS', stream, '>')
    return entriesOf(reply)
  // #endregion
  // #region 06.2-workOn
    let error: unknown
    const done = await handle(entry).then(
      () => true,
      (reason: unknown) => {
        error = reason
        return false
      },
    )
    if (done) await commands.xack(stream, group, entry.id)
    else await failed(entry, error)
  // #endregion
  // #region 06.8-keep
    for (const id of inFlight.keys()) {
      const [line] = (await commands.xpending(stream, group, id, id, 1)) as Pending[]
      if (line?.[1] === name) await commands.xclaim(stream, group, name, 0, id, 'JUSTID')
    }
  // #endregion
