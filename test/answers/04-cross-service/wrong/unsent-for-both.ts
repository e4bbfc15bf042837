// services, rejected by 04.5-refused
// registerInOneStep() reports the unpublished event and resolves, although the user isn't stored.
    // #region 04.5-registerInOneStep
    const user = newUser(registration)
    const payload = JSON.stringify(newEvent(user))
    try {
      await store.saveAndPublish(user, channel, payload)
    } catch (error) {
      report({ kind: 'unsent', error, channel, payload })
    }
    return user
    // #endregion
