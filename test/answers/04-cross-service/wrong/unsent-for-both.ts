// services, rejected by 04.5-refused
// registerAtOnce() reports what was not published, and resolves: the user isn't stored.
    // #region 04.5-registerAtOnce
    const user = newUser(registration)
    const payload = JSON.stringify(newEvent(user))
    try {
      await store.saveAndPublish(user, channel, payload)
    } catch (error) {
      report({ kind: 'unsent', error, channel, payload })
    }
    return user
    // #endregion
