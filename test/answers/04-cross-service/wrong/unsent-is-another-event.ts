// services, rejected by 04.1-unsent
// It reports the whole user instead of the event, including the password hash.
    // #region 04.1-register
    const user = newUser(registration)
    await store.save(user)
    try {
      await pubsub.publish(channel, JSON.stringify(newEvent(user)))
    } catch (error) {
      report({ kind: 'unsent', error, channel, payload: JSON.stringify(user) })
    }
    return user
    // #endregion
