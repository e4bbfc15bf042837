// node-redis, rejected by 06.4-rst
// Each lost connection begins one more loop, and each of them has an entry at work.
      // #region 06.4-run
      try {
        if (performance.now() >= nextLook) {
          nextLook = performance.now() + blockMs
          await takeOver()
        }
        if (!closing) await work(await read())
      } catch (error) {
        if (!closing) await recover(error)
        void run()
      }
      // #endregion
