// services, rejected by 04.1-unsent
// It reports the whole user instead of the event, including the password hash.
    // #region 04.1-publish
    try {
      await pubsub.publish(channel, JSON.stringify(newEvent(user)))
    } catch (error) {
      report({ kind: 'unsent', error, channel, payload: JSON.stringify(user) })
    }
    // #endregion
