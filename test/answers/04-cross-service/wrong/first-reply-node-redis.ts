// node-redis, rejected by 04.5-both
// It returns the reply to HSET instead of the reply to PUBLISH.
    // #region 04.5-saveAndPublish
    const { id, name, email, passwordHash } = user
    const replies = await redis
      .multi()
      .hSet(keyOf(id), { id, name, email, passwordHash })
      .publish(channel, text)
      .exec()
    return Number(replies[0])
    // #endregion
