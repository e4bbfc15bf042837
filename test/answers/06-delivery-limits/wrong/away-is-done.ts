// ioredis, rejected by 06.4-close-away
// While Redis is away, close() does not even wait for the entry that is being handled.
  // #region 06.4-finish
    const away = async () => {
      while (reader.status === 'ready' && commands.status === 'ready') await pause(10)
    }
    await Promise.race([running, away()])
    clearInterval(beat)
    await Promise.all([end(reader), end(commands)])
  // #endregion
