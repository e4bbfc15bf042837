// services, rejected by 04.1-unsent
// It is told that something was not sent, but not what.
    // #region 04.1-register
    const user = newUser(registration)
    await store.save(user)
    try {
      await pubsub.publish(channel, JSON.stringify(newEvent(user)))
    } catch (error) {
      report({ kind: 'connection', error })
    }
    return user
    // #endregion
