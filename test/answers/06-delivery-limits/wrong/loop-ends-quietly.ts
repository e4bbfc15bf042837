// node-redis, rejected by 06.4-fin
// An error is the end of the loop, and nobody hears of it.
  // #region 06.4-run
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
