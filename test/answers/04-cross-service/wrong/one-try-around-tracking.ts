// services, rejected by 04.3-tracking-fails
// What track() throws is told as a bad text.
    // #region given-onEvent
    try {
      await track(event, readFields(payload))
    } catch (error) {
      report({ kind: 'payload', error, channel, payload })
    }
    // #endregion
