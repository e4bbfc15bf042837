// node-redis, rejected by 06.3-busy-stream
// What is abandoned waits for a moment without new entries, and on a busy stream there is none.
      // #region 06.4-run
      try {
        const entries = await read()
        if (!closing && entries.length === 0) await takeOver()
        await work(entries)
      } catch (error) {
        if (!closing) await recover(error)
      }
      // #endregion
