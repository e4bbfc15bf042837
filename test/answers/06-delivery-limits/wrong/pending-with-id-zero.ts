// node-redis, rejected by 06.3-deleted
// What is its own is read with the id 0. For an entry that is gone from the stream, node-redis throws a TypeError.
  // #region 06.3-takeOver
    const own = entriesOf(await commands.xReadGroup(group, name, { key: stream, id: '0' }, { COUNT: PAGE }))
    const lines = await commands.xPendingRange(stream, group, '-', '+', PAGE, { IDLE: idleMs })
    const idle = new Map(lines.map(({ id, deliveriesCounter }) => [id, deliveriesCounter]))
    await work(
      own
        .filter(({ id }) => idle.has(id))
        .map((entry) => ({ ...entry, attempt: idle.get(entry.id)! + 1 })),
    )
    for (const { id, consumer, deliveriesCounter } of lines) {
      if (!closing && consumer !== name) await takeOne(id, deliveriesCounter)
    }
  // #endregion
