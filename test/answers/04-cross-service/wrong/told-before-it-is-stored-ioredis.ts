// ioredis, rejected by 04.5-or-neither
// Between the two commands the process may die, and all have heard of nobody.
    // #region 04.5-saveAndPublish
    const count = await redis.publish(channel, text)
    await save(user)
    return count
    // #endregion
