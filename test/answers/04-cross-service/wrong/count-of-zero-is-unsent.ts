// services, rejected by 04.1-unsent
// It treats a count of 0 as a failure.
    // #region 04.1-publish
    const payload = JSON.stringify(newEvent(user))
    try {
      const count = await pubsub.publish(channel, payload)
      if (count === 0) throw new Error('No client is subscribed.')
    } catch (error) {
      report({ kind: 'unsent', error, channel, payload })
    }
    // #endregion
