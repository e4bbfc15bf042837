// ioredis, rejected by 04.5-refused
// ioredis's exec() resolves even if Redis refused a command.
    // #region 04.5-saveAndPublish
    const { id, name, email, passwordHash } = user
    const replies = await redis
      .multi()
      .hset(keyOf(id), { id, name, email, passwordHash })
      .publish(channel, text)
      .exec()
    return Number(replies?.[1]?.[1])
    // #endregion
