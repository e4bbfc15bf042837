// node-redis, rejected by 06.4-rst
// Nothing catches what a waiting read rejects with.
  // #region 06.4-run
      if (performance.now() >= nextLook) {
        nextLook = performance.now() + blockMs
        await takeOver()
      }
      if (!closing) await work(await read())
  // #endregion
