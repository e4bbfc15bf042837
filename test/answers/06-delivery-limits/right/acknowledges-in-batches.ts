// consumer.ts
// The next entry does not wait for XACK. A round begins once all entries are acknowledged.
  // #region 06.2-processOne
    try {
      await handle(entry)
    } catch (error) {
      return failed(entry, error)
    }
    const state = options as { sent?: Set<Promise<void>> }
    state.sent ??= new Set()
    const sent = commands.acknowledge(entry.id).catch(tell)
    state.sent.add(sent)
    void sent.finally(() => state.sent?.delete(sent))
  // #endregion
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
        await Promise.all((options as { sent?: Set<Promise<void>> }).sent ?? [])
      } catch (error) {
        await recover(error)
      }
  // #endregion
