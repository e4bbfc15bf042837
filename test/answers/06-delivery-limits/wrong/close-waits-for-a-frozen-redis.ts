// node-redis, rejected by 06.4-close-frozen
// A connection that is open is thought to be answered.
  // #region 06.4-finish
    const away = async () => {
      while (atWork || (reader.isReady && commands.isReady)) await pause(10)
    }
    await Promise.race([running, away()])
    inFlight.clear()
    clearInterval(beat)
    await Promise.all([end(reader), end(commands)])
  // #endregion
