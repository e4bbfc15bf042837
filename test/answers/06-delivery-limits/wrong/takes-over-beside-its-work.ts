// node-redis, rejected by 06.3-one-at-a-time
// What others have left is taken over while new entries are handled: two handlers are at work.
      // #region 06.4-run
      try {
        if (performance.now() >= nextLook) {
          nextLook = performance.now() + blockMs
          takeOver().catch(tell)
        }
        if (!closing) await work(await read())
      } catch (error) {
        if (!closing) await recover(error)
      }
      // #endregion
