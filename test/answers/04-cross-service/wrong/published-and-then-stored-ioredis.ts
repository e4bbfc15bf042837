// ioredis, rejected by 04.5-or-neither
// If the process crashes between the two commands, services receive an event about an unknown user.
    // #region 04.5-saveAndPublish
    const count = await redis.publish(channel, text)
    await save(user)
    return count
    // #endregion
