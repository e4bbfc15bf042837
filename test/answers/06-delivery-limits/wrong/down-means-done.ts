// consumer.ts, rejected by 06.4-close-away
// If Redis is down, close() does not even wait for the running handler.
  // #region 06.4-finish
    const isDown = async () => {
      while (commands.isReady()) await pause(10)
    }
    await Promise.race([running, isDown()])
    await commands.close()
  // #endregion
