// services, rejected by 04.5-both
// The event of registerAtOnce() has the name and the secret in it.
    // #region 04.5-registerAtOnce
    const user = newUser(registration)
    const { name, passwordHash } = user
    await store.saveAndPublish(user, channel, JSON.stringify({ ...newEvent(user), name, passwordHash }))
    return user
    // #endregion
