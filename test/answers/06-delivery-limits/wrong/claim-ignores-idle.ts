// node-redis, rejected by 06.3-one-gets-it
// XCLAIM with 0 takes an entry that another consumer has claimed a moment ago.
  // #region 06.3-claim
    const [message] = await client.xClaim(stream, group, name, 0, id)
    return message?.message
  // #endregion
