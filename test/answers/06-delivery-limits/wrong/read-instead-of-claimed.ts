// node-redis, rejected by 06.3-one-gets-it
// It handles every entry on the list without claiming it.
  // #region 06.3-claim
    const [message] = (await client.xRange(stream, id, id)) ?? []
    return message?.message
  // #endregion
