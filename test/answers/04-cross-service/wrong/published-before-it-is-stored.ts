// services, rejected by 04.1-stored-first
// It stores and publishes at the same time.
    // #region given-save
    // #endregion

    // #region 04.1-publish
    const user = newUser(registration)
    const payload = JSON.stringify(newEvent(user))
    await Promise.all([
      store.save(user),
      pubsub.publish(channel, payload).catch((error: unknown) => {
        report({ kind: 'unsent', error, channel, payload })
      }),
    ])
    // #endregion
