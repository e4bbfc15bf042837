// services, rejected by 04.1-not-stored
// The error of the store is taken for one of publish.
    // #region 04.1-register
    const user = newUser(registration)
    const payload = JSON.stringify(newEvent(user))
    try {
      await store.save(user)
      await pubsub.publish(channel, payload)
    } catch (error) {
      report({ kind: 'unsent', error, channel, payload })
    }
    return user
    // #endregion
