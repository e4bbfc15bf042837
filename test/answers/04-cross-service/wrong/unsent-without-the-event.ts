// services, rejected by 04.1-unsent
// It reports that an event wasn't published, but without the event.
    // #region 04.1-publish
    try {
      await pubsub.publish(channel, JSON.stringify(newEvent(user)))
    } catch (error) {
      report({ kind: 'connection', error })
    }
    // #endregion
