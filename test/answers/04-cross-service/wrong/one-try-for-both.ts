// services, rejected by 04.1-not-stored
// It treats an error from the store as a failed publish.
    // #region given-save
    // #endregion

    // #region 04.1-publish
    const user = newUser(registration)
    const payload = JSON.stringify(newEvent(user))
    try {
      await store.save(user)
      await pubsub.publish(channel, payload)
    } catch (error) {
      report({ kind: 'unsent', error, channel, payload })
    }
    // #endregion
