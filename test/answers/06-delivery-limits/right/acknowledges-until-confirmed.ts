// consumer.ts
// It repeats XACK until Redis confirms it, and calls no handler in the meantime.
  // #region 06.2-processOne
    const error = await handle(entry).then(
      () => undefined,
      (reason: unknown) => ({ reason }),
    )
    if (error) return failed(entry, error.reason)
    for (;;) {
      try {
        return await commands.acknowledge(entry.id)
      } catch (error) {
        if (closing) throw error
        tell(error)
        await pause(RETRY_MS)
      }
    }
  // #endregion
