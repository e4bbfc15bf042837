// node-redis, rejected by 06.4-loading
// Whatever goes wrong is tried again, and never reported.
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
