// ioredis, rejected by 06.8-keeps
// Without JUSTID each sign of life is one more delivery, and soon the entry goes to the dead letter.
  // #region 06.8-keep
    const ids = [...inFlight.keys()]
    if (ids.length > 0) await commands.xclaim(stream, group, name, 0, ...ids)
  // #endregion
