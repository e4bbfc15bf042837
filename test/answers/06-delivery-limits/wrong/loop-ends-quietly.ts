// node-redis, rejected by 06.5-fin
// An error is the end of the loop, and nobody hears of it.
  // #region 06.5-run
      try {
        if (performance.now() >= nextLook) {
          nextLook = performance.now() + blockMs
          await takeOver()
        }
        if (!closing) await work(await read())
      } catch {
        return
      }
  // #endregion
