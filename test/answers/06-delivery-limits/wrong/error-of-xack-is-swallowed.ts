// node-redis, rejected by 06.2-unconfirmed
// Redis refuses XACK, and no one learns of it.
  // #region 06.2-acknowledge
    await client.xAck(stream, group, id).catch(() => {})
  // #endregion
