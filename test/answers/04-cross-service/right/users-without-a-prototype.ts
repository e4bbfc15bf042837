// services
// Users and events are objects without a prototype.
    // #region given-save
    // #endregion

    // #region 04.1-publish
    const user: User = Object.assign(Object.create(null), newUser(registration))
    await store.save(user)
    const payload = JSON.stringify(newEvent(user))
    await pubsub
      .publish(channel, payload)
      .catch((error: unknown) => report({ kind: 'unsent', error, channel, payload }))
    // #endregion

    // #region 04.5-registerInOneStep
    const user: User = Object.assign(Object.create(null), newUser(registration))
    await store.saveAndPublish(user, channel, JSON.stringify(newEvent(user)))
    return user
    // #endregion

    // #region 04.1-newEvent
  return Object.assign(Object.create(null), {
    id: randomUUID(),
    userId: user.id,
    registeredAt: new Date().toISOString(),
  })
    // #endregion
