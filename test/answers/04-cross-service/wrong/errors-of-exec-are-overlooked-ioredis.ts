// ioredis, rejected by 04.5-refused
// exec() of ioredis resolves also when a command was refused.
    // #region 04.5-saveAndPublish
    const { id, name, email, passwordHash } = user
    const replies = await redis
      .multi()
      .hset(keyOf(id), { id, name, email, passwordHash })
      .publish(channel, text)
      .exec()
    return Number(replies?.[1]?.[1])
    // #endregion
