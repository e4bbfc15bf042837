// services, rejected by 04.1-unsent
// As in the tutorial, the user is stored, but the caller gets an error.
    // #region 04.1-register
    const user = newUser(registration)
    await store.save(user)
    await pubsub.publish(channel, JSON.stringify(newEvent(user)))
    return user
    // #endregion
