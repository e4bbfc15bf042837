// services, rejected by 04.1-stored-first
// register() resolves before Redis confirms the event.
    // #region 04.1-publish
    const payload = JSON.stringify(newEvent(user))
    pubsub.publish(channel, payload).catch((error: unknown) => {
      report({ kind: 'unsent', error, channel, payload })
    })
    // #endregion
