// node-redis, rejected by 04.5-or-neither
// The process can crash between the two commands.
    // #region 04.5-saveAndPublish
    await save(user)
    return redis.publish(channel, text)
    // #endregion
