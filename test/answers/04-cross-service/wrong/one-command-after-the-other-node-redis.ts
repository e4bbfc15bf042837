// node-redis, rejected by 04.5-or-neither
// Between the two commands the process may die.
    // #region 04.5-saveAndPublish
    await save(user)
    return redis.publish(channel, text)
    // #endregion
