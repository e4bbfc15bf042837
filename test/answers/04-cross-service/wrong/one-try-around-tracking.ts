// analytics, rejected by 04.9-tracking-fails
// It reports an error from track() as a malformed payload.
    // #region 04.9-onEvent
    void readOrReport
    try {
      await track(channel.slice(prefixOf(namespace).length), readFields(payload))
    } catch (error) {
      report({ kind: 'payload', error, channel, payload })
    }
    // #endregion
