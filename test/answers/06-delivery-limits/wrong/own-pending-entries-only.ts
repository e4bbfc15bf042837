// node-redis, rejected by 06.3-crashed
// With an ID like 0, XREADGROUP returns only the entries that are pending with this consumer.
  // #region 06.3-idle
    const reply = (await client.xReadGroup(group, name, { key: stream, id: '0' }, { COUNT: PAGE })) as Reply
    return (reply?.[0]?.messages ?? []).map(({ id }) => ({ id, deliveries: 1 }))
  // #endregion
