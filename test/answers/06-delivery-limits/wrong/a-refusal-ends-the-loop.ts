// node-redis, rejected by 06.4-loading
// Only a lost connection is thought to pass.
  // #region 06.4-run
      try {
        if (performance.now() >= nextLook) {
          nextLook = performance.now() + blockMs
          await takeOver()
        }
        if (!closing) await work(await read())
      } catch (error) {
        tell(error)
        if (isReply(error)) return
        await pause(RETRY_MS)
      }
  // #endregion
