// services, rejected by 04.3-tracking-fails
// It reports an error from track() as a malformed payload.
    // #region given-onEvent
    try {
      await track(event, readFields(payload))
    } catch (error) {
      report({ kind: 'payload', error, channel, payload })
    }
    // #endregion
