// services, rejected by 04.1-unsent
// What is reported is the user, secret and all, and not the event.
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
