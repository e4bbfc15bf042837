// services, rejected by 04.1-unsent
// The event that is reported is made anew: it has another id than the one that may have been delivered.
    // #region 04.1-register
    const user = newUser(registration)
    await store.save(user)
    try {
      await pubsub.publishJson(channel, newEvent(user))
    } catch (error) {
      report({ kind: 'unsent', error, channel, payload: JSON.stringify(newEvent(user)) })
    }
    return user
    // #endregion
