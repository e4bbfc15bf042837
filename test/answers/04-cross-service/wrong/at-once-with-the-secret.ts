// services, rejected by 04.5-both
// The event of registerInOneStep() contains the name and the password hash.
    // #region 04.5-registerInOneStep
    const user = newUser(registration)
    const { name, passwordHash } = user
    await store.saveAndPublish(user, channel, JSON.stringify({ ...newEvent(user), name, passwordHash }))
    return user
    // #endregion
