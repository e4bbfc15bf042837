// ioredis, rejected by 06.4-demoted
// Nothing tells that what is done will be done again.
  // #region 06.2-acknowledge
  async function acknowledge(id: string): Promise<void> {
    await commands.xack(stream, group, id).catch(() => {})
  }
  // #endregion
  // #region 06.4-run
      try {
        if (performance.now() >= nextLook) {
          nextLook = performance.now() + blockMs
          await takeOver()
        }
        if (!closing) await work(await read())
      } catch {
        await pause(RETRY_MS)
      }
  // #endregion
  // #region 06.8-keep
    return
  // #endregion
