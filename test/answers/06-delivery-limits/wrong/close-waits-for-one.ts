// consumer.ts, rejected by 06.4-drains
// After close(), it handles only the running entry: the others that it has taken stay pending.
  // #region 06.2-processOne
    if (closing) return
    try {
      await handle(entry)
    } catch (error) {
      await failed(entry, error)
      return
    }
    await commands.acknowledge(entry.id)
  // #endregion
