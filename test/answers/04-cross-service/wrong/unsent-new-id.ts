// services, rejected by 04.1-unsent
// It creates a new event for the report, whose ID differs from that of the event that may have been delivered.
    // #region 04.1-publish
    try {
      await pubsub.publishJson(channel, newEvent(user))
    } catch (error) {
      report({ kind: 'unsent', error, channel, payload: JSON.stringify(newEvent(user)) })
    }
    // #endregion
