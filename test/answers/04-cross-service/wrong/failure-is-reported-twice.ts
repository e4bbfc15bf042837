// services, rejected by 04.3-email-fails
// A failed email is reported twice: here, and by `pubsub`.
    // #region 04.3-sendOrRelease
    try {
      await sendWelcome(event)
    } catch (error) {
      report({ kind: 'handler', error, channel })
      await store.release(key, token).catch(() => {})
      throw error
    }
    // #endregion
