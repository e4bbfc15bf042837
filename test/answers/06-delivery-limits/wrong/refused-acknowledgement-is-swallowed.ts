// ioredis, rejected by 06.4-demoted
// Nothing reports that an entry will be handled again.
  // #region 06.2-acknowledge
    await client.xack(stream, group, id).catch(() => {})
  // #endregion
